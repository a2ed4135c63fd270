package org.domzero.p2v.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * What a session is encrypted, signed and checked with, of what the two sides know: the first that the server knows too.
 * AES-GCM comes first among the ciphers, since it is several times as fast in Java as any other, where C2 compiles it.
 */
public enum Algorithms {
    /** What OpenSSH takes today. */
    MODERN(
            "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
                    + "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,"
                    + "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256",
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256",
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr",
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512",
            "2048"),
    /** Those too that servers of the years up to 2010 or so know and no others: somebody on the way may break them. */
    LEGACY(
            MODERN.keyExchanges
                    + ",diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1",
            MODERN.signatures + ",ssh-rsa,ssh-dss",
            MODERN.ciphers + ",aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc",
            MODERN.macs + ",hmac-sha1,hmac-md5",
            "1024");

    private static final int SHOWN = 300;

    private final String keyExchanges;
    private final String signatures;
    private final String ciphers;
    private final String macs;
    private final String smallestGroup;

    Algorithms(String keyExchanges, String signatures, String ciphers, String macs, String smallestGroup) {
        this.keyExchanges = keyExchanges;
        this.signatures = signatures;
        this.ciphers = ciphers;
        this.macs = macs;
        this.smallestGroup = smallestGroup;
    }

    /**
     * Sets them for a session.
     *
     * @param known keys of the server: it is asked for one of these, or it would seem to have changed its key
     */
    void set(Session session, List<HostKey> known) {
        session.setConfig("kex", keyExchanges);
        session.setConfig("server_host_key", String.join(",", signatures(known)));
        session.setConfig("prefer_known_host_key_types", "no");
        session.setConfig("PubkeyAcceptedAlgorithms", signatures);
        session.setConfig("cipher.c2s", ciphers);
        session.setConfig("cipher.s2c", ciphers);
        session.setConfig("mac.c2s", macs);
        session.setConfig("mac.s2c", macs);
        session.setConfig("compression.c2s", "none");
        session.setConfig("compression.s2c", "none");
        session.setConfig("dhgex_min", smallestGroup);
    }

    private List<String> signatures(List<HostKey> known) {
        List<String> first = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String signature : signatures.split(",")) {
            String type = signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature;
            boolean isKnown = known.stream().anyMatch(key -> key.type().equals(type));
            (isKnown ? first : others).add(signature);
        }
        first.addAll(others);
        return first;
    }

    /** What to say when a server knows none of them. */
    UserError noneInCommon(SshAddress address, JSchAlgoNegoFailException failure) {
        String what = Map.of(
                        "kex", "key exchange",
                        "server_host_key", "kind of host key",
                        "cipher.c2s", "cipher",
                        "cipher.s2c", "cipher",
                        "mac.c2s", "message authentication",
                        "mac.s2c", "message authentication")
                .getOrDefault(failure.getAlgorithmName(), failure.getAlgorithmName());
        String offered = failure.getServerProposal();
        return UserError.failed(
                "there is no " + what + " in common with the SSH server " + address + ": it offers "
                        + ShownText.printable(offered.length() > SHOWN ? offered.substring(0, SHOWN) + "..." : offered),
                this == MODERN && LEGACY.hasOneOf(offered)
                        ? "--legacy-ssh allows what is no longer safe, for this one session: do that in a network that"
                                + " you trust"
                        : "boot the machine from domzero's medium instead, and send it from there",
                failure);
    }

    private boolean hasOneOf(String offered) {
        List<String> ours = List.of((keyExchanges + "," + signatures + "," + ciphers + "," + macs).split(","));
        return List.of(offered.split(",")).stream().anyMatch(ours::contains);
    }
}
