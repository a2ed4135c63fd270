package org.domzero.p2v.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One connection that tries to log in, and asks nobody: what it lacks is its outcome, and another try can be made. So
 * nobody thinks while a connection is open, and nothing is sent to a server whose key is not trusted.
 */
final class Attempt {
    private static final int SIGNS = 3;

    /** What JSch says when all ways to log in have failed. */
    private static final Pattern REFUSED = Pattern.compile("Auth (?:fail|cancel) for methods '(.*)'", Pattern.DOTALL);

    private final SshAddress address;
    private final SshLimits limits;
    private final Algorithms algorithms;
    private final List<HostKey> trusted;
    private final Presented presented;
    private @Nullable WatchedSocket socket;
    private boolean isGivenUp;
    private @Nullable HostKey untrusted;

    Attempt(SshAddress address, SshLimits limits, Algorithms algorithms, List<HostKey> trusted, Presented presented) {
        this.address = address;
        this.limits = limits;
        this.algorithms = algorithms;
        this.trusted = trusted;
        this.presented = presented;
    }

    sealed interface Outcome {
        /** We are in. */
        record In(Session session, WatchedSocket socket) implements Outcome {}

        /** The server shows a key that is not among the trusted ones. */
        record Untrusted(HostKey key) implements Outcome {}

        /**
         * What was presented was not enough.
         *
         * @param methods by which the server lets users in, with commas between them (RFC 4252 5.1); empty when it has
         *     not told
         */
        record Refused(String methods) implements Outcome {
            boolean takesNoPassword() {
                return !methods.isEmpty() && !methods.contains("password") && !methods.contains("keyboard-interactive");
            }
        }
    }

    /**
     * Makes it.
     *
     * @throws UserError when there is no connection, or the server cannot be talked to
     * @throws InterruptedIOException when this thread is interrupted
     */
    Outcome make() throws InterruptedIOException {
        try {
            return Within.limit(limits.connect(), this::connect, () -> true, this::giveUp);
        } catch (TimeoutException e) {
            throw notInTime(e);
        } catch (ExecutionException e) {
            throw explain(reason(e));
        }
    }

    private UserError notInTime(Exception cause) {
        return UserError.failed(
                "the SSH server " + address + " has not let us in within "
                        + limits.connect().toSeconds() + " s",
                "is it on, and reachable from here? 'ssh " + address.host() + "' tells more with -v",
                cause);
    }

    /** What JSch has wrapped. */
    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        while (reason instanceof ExecutionException || reason instanceof JSchException) {
            Throwable cause = reason.getCause();
            if (cause == null) {
                break;
            }
            reason = cause;
        }
        return reason;
    }

    private synchronized void giveUp() {
        isGivenUp = true;
        if (socket != null) {
            socket.close();
        }
    }

    /** Whoever has given up while a name was looked up wants no session any more. */
    private synchronized void keep(WatchedSocket connected) throws IOException {
        socket = connected;
        if (isGivenUp) {
            connected.close();
            throw new IOException("it was given up");
        }
    }

    private Outcome connect() throws IOException, JSchException {
        WatchedSocket connected = WatchedSocket.connect(address, limits);
        keep(connected);
        JSch jsch = new JSch();
        if (presented instanceof Presented.Key key) {
            key.key().addTo(jsch);
        }
        Session session = jsch.getSession(address.user(), address.host(), address.port());
        session.setSocketFactory(connected);
        session.setHostKeyRepository(new Pinned());
        session.setUserInfo(new Answers());
        session.setDaemonThread(true);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", methods());
        algorithms.set(session, trusted);
        session.setServerAliveInterval(Math.toIntExact(limits.silence().toMillis() / SIGNS));
        session.setServerAliveCountMax(SIGNS - 1);
        try {
            session.connect(Math.toIntExact(limits.connect().toMillis()));
            return new Outcome.In(session, connected);
        } catch (JSchHostKeyException e) {
            HostKey key = untrusted;
            if (key == null) {
                throw e;
            }
            return new Outcome.Untrusted(key);
        } catch (Wrong e) {
            return new Outcome.Refused("");
        } catch (JSchException e) {
            // It has no type of its own.
            Matcher refused = REFUSED.matcher(String.valueOf(e.getMessage()));
            if (refused.matches()) {
                return new Outcome.Refused(String.valueOf(refused.group(1)));
            }
            throw e;
        } finally {
            if (!session.isConnected()) {
                connected.close();
            }
        }
    }

    private String methods() {
        if (presented instanceof Presented.Key) {
            return "publickey";
        }
        return presented instanceof Presented.Password ? "password,keyboard-interactive" : "none";
    }

    private UserError explain(Throwable cause) {
        if (cause instanceof UserError already) {
            return already;
        }
        if (cause instanceof JSchAlgoNegoFailException none) {
            return algorithms.noneInCommon(address, none);
        }
        if (cause instanceof SocketTimeoutException late) {
            return notInTime(late);
        }
        if (cause instanceof UnknownHostException) {
            return UserError.failed(
                    "no address is known for " + ShownText.quoted(address.host()),
                    "is the name right? an address will do as well",
                    cause);
        }
        if (cause instanceof JSchSessionDisconnectException goodbye) {
            return UserError.failed(
                    "the SSH server " + address + " has ended the connection: "
                            + ShownText.plain(String.valueOf(goodbye.getDescription())),
                    "its own log tells why, as /var/log/secure or /var/log/auth.log there",
                    cause);
        }
        if (String.valueOf(cause.getMessage()).contains("version string")) {
            return UserError.failed(
                    address + " speaks no SSH of version 2",
                    "boot the machine from domzero's medium instead, and send it from there",
                    cause);
        }
        String why = cause instanceof IOException io ? IoReason.of(io) : String.valueOf(cause.getMessage());
        if (why.contains("End of IO Stream") || why.contains("closed by foreign host")) {
            return UserError.failed(
                    "the SSH server " + address + " has closed the connection",
                    "does it let this machine in? see /etc/hosts.deny and sshd's own log there",
                    cause);
        }
        return UserError.failed(
                "there is no connection to the SSH server " + address + ": "
                        + ShownText.printable(why).toLowerCase(Locale.ROOT),
                "is it on, reachable from here, and is sshd running there? 'ssh " + address.host()
                        + "' tells more with -v",
                cause);
    }

    /** What was presented was wrong; thrown through JSch, which would ask again and again. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The keys that are trusted, and no others. */
    private final class Pinned implements HostKeyRepository {
        @Override
        public int check(String host, byte[] key) {
            HostKey shown = HostKey.of(key);
            if (trusted.contains(shown)) {
                return OK;
            }
            untrusted = shown;
            return NOT_INCLUDED;
        }

        @Override
        public void add(com.jcraft.jsch.HostKey key, @Nullable UserInfo user) {
            throw new UnsupportedOperationException("only what was asked for is trusted");
        }

        @Override
        public void remove(String host, String type) {
            throw new UnsupportedOperationException("nothing is forgotten");
        }

        @Override
        public void remove(String host, String type, byte[] key) {
            throw new UnsupportedOperationException("nothing is forgotten");
        }

        @Override
        public String getKnownHostsRepositoryID() {
            return "trusted keys";
        }

        @Override
        public com.jcraft.jsch.HostKey[] getHostKey() {
            return new com.jcraft.jsch.HostKey[0];
        }

        @Override
        public com.jcraft.jsch.HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
            return getHostKey();
        }
    }

    /** Says the password once. What else a server may say or ask for is passed over. */
    private final class Answers implements UserInfo, com.jcraft.jsch.UIKeyboardInteractive {
        private boolean said;

        private String password() {
            if (said || !(presented instanceof Presented.Password password)) {
                throw new Wrong();
            }
            said = true;
            return password.text();
        }

        @Override
        public boolean promptPassword(String message) {
            if (said) {
                throw new Wrong();
            }
            return true;
        }

        @Override
        public String getPassword() {
            return password();
        }

        /** RFC 4256: what is not to be shown as it is typed is the password. */
        @Override
        public String[] promptKeyboardInteractive(
                String destination, String name, String instruction, String[] prompts, boolean[] shown) {
            if (prompts.length == 0) {
                return new String[0];
            }
            if (prompts.length > 1 || shown[0]) {
                throw new Wrong();
            }
            return new String[] {password()};
        }

        @Override
        public @Nullable String getPassphrase() {
            return null;
        }

        @Override
        public boolean promptPassphrase(String message) {
            return false;
        }

        @Override
        public boolean promptYesNo(String message) {
            return false;
        }

        @Override
        public void showMessage(String message) {}
    }
}
