package org.domzero.tests.bench.clone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.tests.bench.TarOptions;
import org.domzero.toolkit.Command;

/** How files are carried: as one program, from its start to its end. */
sealed interface Method {
    String title();

    /** Whether it can send what has changed alone. */
    boolean bringsUpToDate();

    /** Carries a directory of the server's into one here. */
    List<String> command(Path source, Path target);

    /**
     * Nothing but tar at both ends, with what domzero has them carry.
     *
     * @param ssh with the host
     */
    record Tar(List<String> ssh) implements Method {
        @Override
        public String title() {
            return "tar over ssh";
        }

        @Override
        public boolean bringsUpToDate() {
            return false;
        }

        @Override
        public List<String> command(Path source, Path target) {
            List<String> sender = new ArrayList<>(List.of("tar", "--create", "--file=-", "-C", source.toString()));
            sender.addAll(TarOptions.OF_TODAY);
            sender.add(".");
            List<String> sending = new ArrayList<>(ssh);
            sending.add(Command.of(sender).line());
            List<String> receiver = new ArrayList<>(
                    List.of("tar", "--extract", "--file=-", "-C", target.toString(), "--delay-directory-restore"));
            receiver.addAll(List.of("--numeric-owner", "--same-owner", "--same-permissions"));
            receiver.addAll(List.of("--xattrs", "--xattrs-include=*", "--acls", "--selinux"));
            return List.of(
                    "bash",
                    "-o",
                    "pipefail",
                    "-c",
                    Command.of(sending).line() + " | " + Command.of(receiver).line());
        }
    }

    /**
     * Its first run is as the second, with all to send.
     *
     * @param ssh with the host as its last word
     */
    record Rsync(List<String> ssh) implements Method {
        @Override
        public String title() {
            return "rsync -aHAX";
        }

        @Override
        public boolean bringsUpToDate() {
            return true;
        }

        @Override
        public List<String> command(Path source, Path target) {
            int host = ssh.size() - 1;
            String shell = String.join(" ", ssh.subList(0, host));
            return List.of("rsync", "-aHAX", "-e", shell, ssh.get(host) + ":" + source + "/", target + "/");
        }
    }

    /** A Java of its own, as on a host. */
    record Domzero(Server server, boolean zstd, List<String> java) implements Method {
        @Override
        public String title() {
            return "domzero";
        }

        @Override
        public boolean bringsUpToDate() {
            return true;
        }

        @Override
        public List<String> command(Path source, Path target) {
            List<String> argv = new ArrayList<>(List.of("java"));
            argv.addAll(java);
            argv.addAll(List.of("-cp", System.getProperty("java.class.path"), MeasuredPull.class.getName()));
            argv.addAll(List.of(server.run().toString(), server.address(), source.toString(), target.toString()));
            argv.add(Boolean.toString(zstd));
            return argv;
        }
    }
}
