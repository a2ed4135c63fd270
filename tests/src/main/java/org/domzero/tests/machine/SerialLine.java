package org.domzero.tests.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A serial port seen from outside: what comes out of it goes to a log file as it is, and as plain text into a buffer
 * that {@link #expect} reads on from where it stopped. For one thread at a time.
 */
public final class SerialLine implements AutoCloseable {
    /** A kernel, hypervisor or guest that gave up; waiting longer is of no use. */
    public static final List<Pattern> PANICS = List.of(
            Pattern.compile("Kernel panic"),
            Pattern.compile("Panic on CPU"),
            Pattern.compile("\\(XEN\\) Reboot"),
            Pattern.compile("\\(XEN\\) \\*\\*\\* Dumping Dom\\d+ vcpu"));

    /** Not only at the end of what has come: messages of the kernel may follow a prompt. */
    public static final Pattern LOGIN_PROMPT = Pattern.compile("(?<!Last )login: ");

    /** A match cannot be longer: so much of the text searched before is searched again when more has come. */
    private static final int OVERLAP = 1 << 14;

    private static final int KEPT = 1 << 21;
    private static final int LINES_SHOWN = 30;

    /** Xen keeps 128 characters for a dom0 that does not read, UARTs 16; what is more is lost. */
    private static final int CHUNK = 16;

    private static final Duration ECHO_LIMIT = Duration.ofMillis(250);
    /** What a panic says after its first words is what the report is for. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    /** Some login programs turn the echo off, and discard what was typed, only after they have asked. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    private final ByteChannel channel;
    private final Path log;
    private final Thread reader = new Thread(this::read, "serial line");

    private final Arrivals arrivals = new Arrivals("the machine");
    private final StringBuilder text = new StringBuilder();
    /** How much came before what {@link #text} still has. */
    private long discarded;
    /** Up to here {@link #text} has been read by somebody. */
    private int position;

    private long bytesReceived;

    private List<Pattern> panics = PANICS;

    /**
     * @param channel the other end; closed with the line. Its end means that the machine is gone
     * @param log gets every byte that comes; appended to
     */
    public SerialLine(ByteChannel channel, Path log) {
        this.channel = channel;
        this.log = log;
        reader.setDaemon(true);
        reader.start();
    }

    /** Where all that came is kept, escape sequences included. */
    public Path log() {
        return log;
    }

    /**
     * Waits for {@code pattern} in what has not been read yet, and moves past it.
     *
     * <p>The text it is looked for in has no escape sequences and no carriage returns. A match is at most 16384
     * characters long; {@code $} and {@code \z} mean the end of what has come so far.
     *
     * @throws UnmetExpectation when it does not come within {@code limit}, a panic comes before it, or QEMU ends; the
     *     message has the last lines and the path of the log
     */
    public Match expect(Pattern pattern, Duration limit) {
        return expectAny(List.of(pattern), limit);
    }

    /** As {@link #expect(Pattern, Duration)}, for text that is meant as it stands. */
    public Match expect(String literal, Duration limit) {
        return expect(Pattern.compile(Pattern.quote(literal)), limit);
    }

    /** As {@link #expect(Pattern, Duration)}, for whichever comes first; {@link Match#pattern()} tells which. */
    public Match expectAny(List<Pattern> patterns, Duration limit) {
        List<Pattern> all = new ArrayList<>(patterns);
        all.addAll(panics);
        return arrivals.await(new Search(patterns, all)::next, limit, names(patterns), this::unmet);
    }

    /** One waiting for patterns, which looks at each text once; the further patterns are panics. */
    private final class Search {
        private final List<Pattern> wanted;
        private final List<Pattern> all;
        private long searched;

        Search(List<Pattern> wanted, List<Pattern> all) {
            this.wanted = wanted;
            this.all = all;
        }

        @Nullable
        Match next() {
            int from = Math.max(position, (int) Math.max(0, searched - discarded - OVERLAP));
            Match match = first(all, from);
            searched = discarded + text.length();
            if (match == null) {
                return null;
            }
            if (match.pattern() >= wanted.size()) {
                awaitReceived(Long.MAX_VALUE, LAST_WORDS);
                throw unmet("\"" + match.text() + "\" came while waiting for " + names(wanted));
            }
            position = from + match.result().end();
            return match;
        }
    }

    /** Types {@code keys} as they are; a carriage return is the Enter key. */
    public void send(String keys) {
        send(keys, ECHO_LIMIT);
    }

    /** Types {@code line} and presses Enter. */
    public void sendLine(String line) {
        send(line + "\r");
    }

    /**
     * Waits for {@code login:} and logs in as a user whose shell's prompt ends in {@code #} or {@code $} and a space.
     * Kernel messages below emergencies are kept off the console from then on: they would come between the output of
     * commands.
     *
     * @param limit for the login prompt, and again for each further step
     */
    public Shell login(String user, String password, Duration limit) {
        expect(LOGIN_PROMPT, limit);
        sendLine(user);
        expect(Pattern.compile("Password: "), limit);
        awaitReceived(Long.MAX_VALUE, SETTLE);
        sendLine(password);
        Match answer = expectAny(List.of(Pattern.compile("[#$] "), Pattern.compile("Login incorrect")), limit);
        if (answer.pattern() == 1) {
            throw unmet("the login as " + user + " was refused");
        }
        Shell shell = shell();
        shell.run("dmesg -n 1", limit);
        return shell;
    }

    /** The shell that waits at this line for a command. */
    public Shell shell() {
        return new Shell(this);
    }

    /** Replaces the patterns that end every waiting; an empty list lets everything pass. */
    public void failOn(List<Pattern> newPanics) {
        panics = List.copyOf(newPanics);
    }

    /** Whether a panic is in what nobody has read yet. */
    public boolean hasPanicked() {
        return arrivals.now(() -> first(panics, position) != null);
    }

    /** What has come and nobody has read; reads it. */
    public String unread() {
        return arrivals.now(() -> {
            String rest = text.substring(position);
            position = text.length();
            return rest;
        });
    }

    /** The last lines, read or not, for a report. */
    public List<String> tail(int lines) {
        List<String> all = arrivals.now(text::toString).stripTrailing().lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /**
     * Types in small pieces, each after the echo of the one before, because nothing on the way holds back a sender
     * that is too fast.
     *
     * @param echoLimit how long to wait for an echo that may not come at all
     */
    void send(String keys, Duration echoLimit) {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += CHUNK) {
            int length = Math.min(CHUNK, bytes.length - at);
            try {
                long echoed = arrivals.now(() -> bytesReceived) + length;
                ByteBuffer chunk = ByteBuffer.wrap(bytes, at, length);
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
                awaitReceived(echoed, echoLimit);
            } catch (IOException gone) {
                throw unmet("the machine is gone (" + gone.getMessage() + "), nothing can be typed");
            }
        }
    }

    /** Waits for so many bytes altogether; that they do not come is no failure. */
    private void awaitReceived(long count, Duration limit) {
        try {
            arrivals.awaitOrGiveUp(() -> bytesReceived < count ? null : true, limit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unmet("interrupted while waiting for the machine to answer");
        }
    }

    UnmetExpectation unmet(String what) {
        return new UnmetExpectation(what + "; all that came is in " + log + ", its last lines are\n"
                + tail(LINES_SHOWN).stream().map(line -> "  | " + line).collect(Collectors.joining("\n")));
    }

    private @Nullable Match first(List<Pattern> patterns, int from) {
        String searched = text.substring(from);
        MatchResult best = null;
        int bestPattern = 0;
        for (int i = 0; i < patterns.size(); i++) {
            Matcher matcher = patterns.get(i).matcher(searched);
            if (matcher.find() && (best == null || matcher.start() < best.start())) {
                best = matcher.toMatchResult();
                bestPattern = i;
            }
        }
        return best == null ? null : new Match(bestPattern, text.substring(position, from + best.start()), best);
    }

    private void read() {
        byte[] bytes = new byte[8192];
        TerminalText terminal = new TerminalText();
        try (OutputStream copy = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            int received;
            while ((received = channel.read(ByteBuffer.wrap(bytes))) >= 0) {
                copy.write(bytes, 0, received);
                add(terminal, bytes, received);
            }
        } catch (IOException closed) {
            // The machine is gone, or was closed; either way nothing more will come.
        } finally {
            arrivals.end();
        }
    }

    private void add(TerminalText terminal, byte[] bytes, int received) {
        arrivals.add(() -> {
            terminal.append(bytes, received, text);
            bytesReceived += received;
            int surplus = text.length() - KEPT;
            if (surplus > KEPT) {
                text.delete(0, surplus);
                discarded += surplus;
                position = Math.max(0, position - surplus);
            }
        });
    }

    private static String names(List<Pattern> patterns) {
        return patterns.stream().map(pattern -> "/" + pattern.pattern() + "/").collect(Collectors.joining(" or "));
    }

    @Override
    public void close() {
        try {
            channel.close();
            reader.join(2000);
        } catch (IOException alreadyGone) {
            // Nothing was to be kept open.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
