package org.domzero.p2v.ssh;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Attempt after attempt, until we are in: the server's key first, then what the user is known by. */
final class Login {
    private final SshAddress address;
    private final SshOptions options;
    private final Secret secret;
    private final @Nullable PrivateKey key;
    private final List<HostKey> newlyTrusted = new ArrayList<>();

    /**
     * Prepares one.
     *
     * @throws UserError when there is no such key
     */
    Login(SshAddress address, Credential credential, SshOptions options) {
        this.address = address;
        this.options = options;
        if (credential instanceof Credential.KeyFile file) {
            this.key = PrivateKey.read(file.file());
            this.secret = file.passphrase();
        } else {
            this.key = null;
            this.secret = ((Credential.Password) credential).secret();
        }
    }

    Attempt.Outcome.In make() throws InterruptedIOException {
        PrivateKey identity = key;
        return identity == null ? byPassword() : byKey(identity);
    }

    private Attempt.Outcome.In byKey(PrivateKey identity) throws InterruptedIOException {
        boolean isAsked = identity.isEncrypted() && secret instanceof Secret.Asked;
        if (isAsked) {
            Attempt.Outcome outcome = present(new Presented.Nothing());
            if (outcome instanceof Attempt.Outcome.In in) {
                return in;
            }
        }
        if (identity.isEncrypted()) {
            decrypt(identity);
        }
        Attempt.Outcome outcome = present(new Presented.Key(identity));
        if (outcome instanceof Attempt.Outcome.In in) {
            return in;
        }
        throw UserError.failed(
                "the SSH server " + address + " does not take the key " + identity + taken(outcome),
                "its public half belongs into .ssh/authorized_keys of " + address.user()
                        + " there, which nobody else may write to; an old server takes it only with --legacy-ssh if it"
                        + " is RSA, and not at all if it is Ed25519");
    }

    private void decrypt(PrivateKey identity) {
        String what = "Passphrase of " + identity;
        for (int tried = 0; tried < secret.tries(); tried++) {
            if (identity.decrypt(secret.text(prompt(what, tried)))) {
                return;
            }
        }
        throw UserError.failed(
                "that is not the passphrase of " + identity, "'ssh-keygen -y -f " + identity + "' tries it as well");
    }

    private Attempt.Outcome.In byPassword() throws InterruptedIOException {
        Attempt.Outcome outcome = null;
        if (secret instanceof Secret.Asked) {
            outcome = present(new Presented.Nothing());
        }
        for (int tried = 0; tried < secret.tries(); tried++) {
            if (outcome instanceof Attempt.Outcome.Refused refused && refused.takesNoPassword()) {
                throw UserError.failed(
                        "the SSH server " + address + " takes no password" + taken(refused),
                        "--identity FILE logs in by a key");
            }
            if (outcome instanceof Attempt.Outcome.In in) {
                return in;
            }
            outcome = present(new Presented.Password(secret.text(prompt("Password of " + address, tried))));
        }
        if (outcome instanceof Attempt.Outcome.In in) {
            return in;
        }
        throw UserError.failed(
                "the SSH server " + address + " does not take the password",
                "is it that of " + address.user() + "? many servers let root in by a key alone: --identity FILE"
                        + ", or PermitRootLogin yes in its sshd_config");
    }

    private static String prompt(String what, int tried) {
        return tried == 0 ? what : "That was not it. " + what;
    }

    private static String taken(Attempt.Outcome outcome) {
        return outcome instanceof Attempt.Outcome.Refused refused
                        && !refused.methods().isEmpty()
                ? " (it takes: " + ShownText.plain(refused.methods()) + ")"
                : "";
    }

    /** To a server whose key is trusted. */
    private Attempt.Outcome present(Presented presented) throws InterruptedIOException {
        while (true) {
            Attempt.Outcome outcome =
                    new Attempt(address, options.limits(), options.algorithms(), trusted(), presented).make();
            if (!(outcome instanceof Attempt.Outcome.Untrusted shown)) {
                return outcome;
            }
            HostKeyDecision.decide(options.trust(), address, shown.key(), options.hosts());
            newlyTrusted.add(shown.key());
        }
    }

    private List<HostKey> trusted() {
        return Stream.concat(options.hosts().keys(address).stream(), newlyTrusted.stream())
                .filter(each -> !(options.trust() instanceof HostKeyTrust.Fingerprint given)
                        || given.sha256().equals(each.fingerprint()))
                .toList();
    }
}
