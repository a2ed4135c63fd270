package org.domzero.guests.vm;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.domzero.guests.xl.XlDisk;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** A host whose one repository is a directory, with real files for volumes. */
final class TransferHost implements CommandRunner {
    static final UUID REPOSITORY = UUID.fromString("33333333-2222-4333-8444-555555555555");
    static final String DIRECTORY = "/srv/vdi";
    static final String HEADING = """
            Name                                        ID   Mem VCPUs\tState\tTime(s)
            Domain-0                                     0   752     2     r-----      42.2
            """;

    final Path root;
    final RecordingCommandRunner commands = new RecordingCommandRunner();
    final List<String> told = new ArrayList<>();
    final List<Double> fractions = new ArrayList<>();
    final Effects effects;
    final GuestTransfer transfer;
    /** What volumes that are made are links to; empty for files of their own. */
    String device = "";

    TransferHost(Path root, Pipe pipe) {
        this.root = root;
        this.effects = new Effects(this, root, this::hear);
        this.transfer = new GuestTransfer(effects, pipe);
        commands.answer("xl list", HEADING);
    }

    /** With an empty repository, and no guest. */
    TransferHost prepared() throws IOException {
        Files.createDirectories(root.resolve("srv/vdi"));
        Files.createDirectories(root.resolve("var/lib/domzero/guests"));
        Files.createDirectories(root.resolve("var/lib/domzero/repositories"));
        Files.writeString(root.resolve("var/lib/domzero/repositories/default"), REPOSITORY.toString());
        Files.writeString(
                root.resolve("var/lib/domzero/repositories/" + REPOSITORY + ".json"),
                "{\"uuid\": \"" + REPOSITORY + "\", \"name\": \"files\", \"type\": \"file\", \"location\": \""
                        + DIRECTORY + "\"}");
        return this;
    }

    private void hear(ProgressEvent event) {
        if (event instanceof ProgressEvent.Message message) {
            told.add(message.text());
        } else if (event instanceof ProgressEvent.Fraction fraction) {
            fractions.add(fraction.done());
        }
    }

    /** Volumes are made and removed for real. */
    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        List<String> argv = command.argv();
        Path last = argv.get(argv.size() - 1).startsWith("/") ? effects.resolve(argv.get(argv.size() - 1)) : root;
        try {
            if (argv.get(0).equals("truncate") && !device.isEmpty()) {
                Files.createSymbolicLink(last, Path.of(device));
            } else if (argv.get(0).equals("truncate")) {
                try (var file = new java.io.RandomAccessFile(last.toFile(), "rw")) {
                    file.setLength(Long.parseLong(argv.get(2)));
                }
            } else if (argv.get(0).equals("rm")) {
                Files.delete(last);
            } else if (argv.get(0).equals("stat")) {
                return new CommandResult(0, fileSystems(last), "");
            } else if (argv.get(0).equals("find")) {
                return new CommandResult(0, sizes(effects.resolve(argv.get(1))), "");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return commands.tryRun(command, onOutput);
    }

    /** As {@code stat --file-system} tells of the slot, and of the directory as one on another file system. */
    private static String fileSystems(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return "slot 4096 1 1\nother 1 " + store.getTotalSpace() + " " + store.getUsableSpace() + "\n";
    }

    /** As {@code find -printf '%s %f\\n'} tells of a directory. */
    private static String sizes(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".raw")).toList()) {
                text.append(Files.size(file))
                        .append(' ')
                        .append(file.getFileName())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** A disk of this content. */
    String volume(byte[] content) throws IOException {
        String path = DIRECTORY + "/vdi-" + UUID.randomUUID() + ".raw";
        Files.write(effects.resolve(path), content);
        return path;
    }

    void define(String name, String text) throws IOException {
        Files.writeString(effects.resolve(Guests.file(name)), text);
    }

    /** A guest with these disks as xvda, xvdb and so on. */
    void define(String name, UUID uuid, byte[]... disks) throws IOException {
        List<String> specs = new ArrayList<>();
        for (byte[] disk : disks) {
            specs.add(XlDisk.raw(volume(disk), "xvd" + (char) ('a' + specs.size()))
                    .spec());
        }
        StringBuilder text = new StringBuilder("# by hand\nname = '" + name + "'\nuuid = \"" + uuid + "\"\n");
        text.append("type = \"pvh\"\nmemory = 512\ndisk = [\n");
        specs.forEach(spec -> text.append("  '").append(spec).append("', # a disk\n"));
        text.append("]\nvif = ['mac=00:16:3e:01:02:03,bridge=xenbr0', 'bridge=xenbr1']\n");
        define(name, text.toString());
    }

    Definition definition(String name) throws IOException {
        return Definition.parse(name, Files.readString(effects.resolve(Guests.file(name))));
    }

    /** Digests of the disks of a guest, in their order. */
    List<Sha256> disks(String name) throws IOException {
        List<Sha256> digests = new ArrayList<>();
        for (XlDisk disk : definition(name).disks()) {
            digests.add(Sha256.ofFile(effects.resolve(disk.target())));
        }
        return digests;
    }

    void delete(String name) throws IOException {
        for (XlDisk disk : definition(name).disks()) {
            if (disk.target().startsWith(DIRECTORY)) {
                Files.delete(effects.resolve(disk.target()));
            }
        }
        Files.delete(effects.resolve(Guests.file(name)));
    }

    /** Every file of guests and their disks, with its digest: what must be the same when something has failed. */
    Map<String, Sha256> state() throws IOException {
        Map<String, Sha256> state = new TreeMap<>();
        for (String directory : List.of("srv", "var/lib/domzero", "etc")) {
            if (Files.isDirectory(root.resolve(directory))) {
                try (Stream<Path> files = Files.walk(root.resolve(directory))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        state.put(file.toString(), Sha256.ofFile(file));
                    }
                }
            }
        }
        return state;
    }

    /** The path of a file in a directory of its own, as users name it. */
    Path outside(String name) throws IOException {
        Files.createDirectories(root.resolve("mnt"));
        return Path.of("/mnt").resolve(name);
    }

    byte[] read(Path named) throws IOException {
        return Files.readAllBytes(effects.resolve(named.toString()));
    }

    void write(Path named, byte[] content) throws IOException {
        Files.write(effects.resolve(named.toString()), content);
    }

    List<String> in(String directory) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
