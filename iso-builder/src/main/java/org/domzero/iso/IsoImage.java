package org.domzero.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;

/**
 * An ISO made by domzero, read without mounting it.
 *
 * @param files on it
 * @param missing how many bytes it is too short
 */
record IsoImage(Path path, List<Entry> files, long missing, CommandRunner commands) {
    private static final int BLOCK = 2048;
    /** Of the primary volume descriptor: ECMA-119, 6.2.1 and 8.4. */
    private static final long DESCRIPTOR = 16L * BLOCK;

    private static final Pattern ENTRY =
            Pattern.compile("File data lba: +\\d+ , +(\\d+) , +(\\d+) , +(\\d+) , '/(.*)'");

    IsoImage {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param path without a leading slash
     * @param end where its blocks end in the ISO, in bytes
     */
    record Entry(String path, long size, long end) {}

    /** @throws UserError when this is no ISO, or not one of domzero */
    static IsoImage open(Path path, CommandRunner commands) throws IOException {
        ByteBuffer descriptor = descriptor(path);
        long size = Files.size(path);
        BuildTools.require(commands, "xorriso");
        long wanted = Integer.toUnsignedLong(descriptor.getInt(80)) * BLOCK;
        CommandResult listed = commands.tryRun(Command.of(
                "xorriso", "-indev", path.toString(), "-find", "/", "-type", "f", "-exec", "report_lba", "--"));
        List<Entry> files =
                listed.lines().stream().flatMap(line -> entry(line).stream()).toList();
        IsoImage image = new IsoImage(path, files, Math.max(0, wanted - size), commands);
        if (!image.has(MediumManifest.PATH)) {
            throw image.missing > 0 && files.isEmpty()
                    ? image.damaged(List.of("its directories"))
                    : UserError.usage(
                            path + " holds no " + MediumManifest.PATH, "it is not an ISO made by 'domzero iso build'");
        }
        return image;
    }

    /** @throws UserError when there is no such file, or it is no ISO; this takes no program */
    static void require(Path path) {
        try {
            descriptor(path);
        } catch (IOException e) {
            throw UserError.failed(path + " cannot be read: " + IoReason.of(e), "'domzero iso build' makes an ISO", e);
        }
    }

    private static ByteBuffer descriptor(Path path) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw UserError.usage(path + " cannot be read", "'domzero iso build' makes an ISO");
        }
        ByteBuffer descriptor = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (descriptor.hasRemaining() && channel.read(descriptor, DESCRIPTOR + descriptor.position()) >= 0) {
                // until it is full or the file ends
            }
        }
        if (descriptor.hasRemaining()
                || !new String(descriptor.array(), 1, 5, StandardCharsets.US_ASCII).equals("CD001")) {
            throw UserError.usage(path + " is no ISO", "'domzero iso build' makes one");
        }
        return descriptor;
    }

    /** A line of xorriso's {@code report_lba}: block, blocks and bytes of a file, in decimal, and its path. */
    static Optional<Entry> entry(String line) {
        Matcher matcher = ENTRY.matcher(line);
        return matcher.matches()
                ? Optional.of(new Entry(
                        matcher.group(4),
                        Long.parseLong(matcher.group(3)),
                        (Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2))) * BLOCK))
                : Optional.empty();
    }

    boolean has(String file) {
        return files.stream().anyMatch(entry -> entry.path().equals(file));
    }

    /** Files of which the end is not there. */
    List<String> cutOff() throws IOException {
        long size = Files.size(path);
        List<String> cut = new ArrayList<>();
        for (Entry entry : files) {
            if (entry.end() > size) {
                cut.add(entry.path());
            }
        }
        return cut;
    }

    /** @throws UserError when it cannot be read whole */
    void extract(String file, Path target) throws IOException {
        CommandResult result = commands.tryRun(Command.of(
                        "xorriso",
                        "-osirrox",
                        "on",
                        "-indev",
                        path.toString(),
                        "-extract",
                        "/" + file,
                        target.toString())
                .withLimit(Duration.ofMinutes(20)));
        if (!result.succeeded() || !Files.exists(target)) {
            throw damaged(List.of(file));
        }
    }

    String text(String file, Path work) throws IOException {
        Path target = work.resolve(file.replace('/', '-'));
        extract(file, target);
        return Files.readString(target);
    }

    /** What is told of an ISO that is not as it was made. */
    UserError damaged(List<String> what) {
        return UserError.failed(
                path + " is damaged: " + String.join(", ", what)
                        + (missing == 0 ? "" : "; " + new ByteSize(missing) + " are missing at its end"),
                "copy it again, or make it again with 'domzero iso build'");
    }
}
