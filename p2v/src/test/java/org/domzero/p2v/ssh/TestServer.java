package org.domzero.p2v.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;

/** An SSH server in this process, whose users' password is {@link #PASSWORD}. */
@SuppressWarnings("deprecation") // Old algorithms are what some of it is for.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final KeyPair key;
    final SshServer server = SshServer.setUpDefaultServer();
    final List<Process> started = new CopyOnWriteArrayList<>();
    /** Bytes of standard output that the server has taken from programs. */
    final AtomicLong written = new AtomicLong();
    /** Passwords that were sent to it. */
    final AtomicInteger passwords = new AtomicInteger();

    private String shell = "/bin/sh";

    TestServer() {
        this(pair("EC", 256));
    }

    TestServer(KeyPair key) {
        this.key = key;
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> {
            passwords.incrementAndGet();
            return password.equals(PASSWORD);
        });
        server.setCommandFactory((channel, line) -> new ShellCommand(shell, line, started, written));
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    TestServer withShell(String path) {
        shell = path;
        return this;
    }

    TestServer askingOnly() {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        return this;
    }

    /** With one algorithm of each kind that no server has today. */
    static TestServer ofOld() {
        TestServer old = new TestServer(pair("RSA", 2048));
        old.only(BuiltinDHFactories.dhg1, BuiltinSignatures.rsa, BuiltinCiphers.tripledescbc, BuiltinMacs.hmacmd5);
        return old;
    }

    /** The same with others. */
    static TestServer ofLessOld() {
        TestServer old = new TestServer(pair("DSA", 1024));
        old.only(BuiltinDHFactories.dhg14, BuiltinSignatures.dsa, BuiltinCiphers.aes128cbc, BuiltinMacs.hmacsha1);
        return old;
    }

    private void only(
            BuiltinDHFactories exchange, BuiltinSignatures signature, BuiltinCiphers cipher, BuiltinMacs mac) {
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(false, List.of(exchange), ServerBuilder.DH2KEX));
        server.setSignatureFactories(List.of(signature));
        server.setCipherFactories(List.of(cipher));
        server.setMacFactories(List.of(mac));
    }

    TestServer start() throws IOException {
        server.start();
        return this;
    }

    SshAddress address() {
        return new SshAddress("root", "127.0.0.1", server.getPort());
    }

    HostKey hostKey() {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key.getPublic());
        return HostKey.of(buffer.getCompactData());
    }

    @Override
    public void close() throws IOException {
        started.forEach(Process::destroyForcibly);
        server.stop(true);
    }
}
