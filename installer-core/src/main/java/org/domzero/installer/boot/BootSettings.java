package org.domzero.installer.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.domzero.installer.answers.SerialChoice;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * {@code /etc/domzero/boot.toml} of a slot: how it is booted. The installer writes it, an administrator may change it.
 *
 * @param options without {@code root=}, which follows from the slot
 * @param serial where the boot menu shows beside the screen; Xen and Linux have it among their options
 * @param timeoutSeconds how long the menu waits
 */
public record BootSettings(CommandLines options, Optional<SerialPort> serial, int timeoutSeconds) {
    public static final String PATH = "/etc/domzero/boot.toml";

    /** How long the menu waits unless something else is said, in seconds. */
    public static final int USUAL_TIMEOUT = 3;

    private static final int LONGEST_TIMEOUT = 3600;
    private static final String XEN = "xen-options";
    private static final String LINUX = "linux-options";
    private static final String SERIAL = "serial";
    private static final String TIMEOUT = "timeout";

    /** The keys, with an example of each. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put(XEN, "\"dom0_mem=1024M,max:1024M ucode=scan com1=115200,8n1 console=com1,vga\"");
        KEYS.put(LINUX, "\"ro systemd.gpt_auto=0 console=tty0 console=hvc0\"");
        KEYS.put(SERIAL, "\"com1,115200,8n1\"");
        KEYS.put(TIMEOUT, "3");
    }

    /** What lets a host come up whose own settings are lost. */
    static BootSettings fallback() {
        return new BootSettings(
                new CommandLines(
                        "ucode=scan com1=115200,8n1 console=com1,vga",
                        "ro systemd.gpt_auto=0 console=tty0 console=hvc0"),
                Optional.of(SerialPort.COM1),
                USUAL_TIMEOUT);
    }

    /**
     * Reads a file's text.
     *
     * @param file what errors call it
     * @throws UserError of {@link ExitCode#USAGE}, with all problems
     */
    static BootSettings parse(String file, String text) {
        return new Reading(file, Toml.parse(text)).settings();
    }

    /** The file, as {@link #parse} reads it. */
    public String render() {
        return "# How this slot is booted. After a change: domzero boot update\n"
                + "# What Xen is started with.\n"
                + XEN + " = " + quoted(options.xen()) + "\n"
                + "# What the kernel of dom0 is started with, beside root=.\n"
                + LINUX + " = " + quoted(options.linux()) + "\n"
                + "# Where the boot menu shows beside the screen: a serial port, or \"none\".\n"
                + SERIAL + " = " + quoted(serial.map(SerialPort::toString).orElse("none")) + "\n"
                + "# How many seconds the menu waits.\n"
                + TIMEOUT + " = " + timeoutSeconds + "\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** One pass over one file; collects what is wrong. */
    private static final class Reading {
        private final String file;
        private final TomlParseResult toml;
        private final List<Problem> problems = new ArrayList<>();

        Reading(String file, TomlParseResult toml) {
            this.file = file;
            this.toml = toml;
        }

        BootSettings settings() {
            for (TomlParseError error : toml.errors()) {
                String said = String.valueOf(error.getMessage());
                problem(error.position(), said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1), null);
            }
            stopIfWrong();
            for (String key : toml.keySet()) {
                if (!KEYS.containsKey(key)) {
                    problem(place(key), "unknown key " + key, "the keys are " + String.join(", ", KEYS.keySet()));
                }
            }
            String xen = options(XEN);
            String linux = options(LINUX);
            if ((" " + linux).contains(" root=")) {
                problem(
                        place(LINUX),
                        LINUX + " must not hold root=",
                        "leave it out: the root file system is the one of the slot's /etc/fstab");
            }
            Optional<SerialPort> serial = serial();
            Long timeout = value(TIMEOUT, Long.class, "a whole number");
            if (timeout != null && (timeout < 1 || timeout > LONGEST_TIMEOUT)) {
                problem(
                        place(TIMEOUT),
                        TIMEOUT + ": " + timeout + " is not from 1 to " + LONGEST_TIMEOUT,
                        "for the boot loaders 0 is not one and the same: one would wait for ever, one not at all");
            }
            stopIfWrong();
            return new BootSettings(
                    new CommandLines(xen, linux), serial, timeout == null ? USUAL_TIMEOUT : timeout.intValue());
        }

        private void stopIfWrong() {
            if (!problems.isEmpty()) {
                throw new UserError(ExitCode.USAGE, problems);
            }
        }

        private String options(String key) {
            String text = value(key, String.class, "text in quotes");
            if (text == null) {
                return "";
            }
            // xen.cfg is ASCII and takes # for the beginning of a comment; there is no way to quote it.
            if (!text.matches("[ -~&&[^#]]*")) {
                problem(
                        place(key),
                        key + " must be printable ASCII without #, on one line",
                        "neither Xen nor the boot loaders know a way to quote such characters");
            } else if ((" " + text + " ").contains(" --- ")) {
                problem(place(key), key + " must not hold \"---\", which would end the command line", "leave it out");
            } else if (text.strip().endsWith("\\")) {
                problem(
                        place(key),
                        key + " must not end with a backslash",
                        "the boot loader would take the next line for a part of this one");
            }
            return text;
        }

        private Optional<SerialPort> serial() {
            String text = value(SERIAL, String.class, "text in quotes");
            if (text == null || text.equals("none")) {
                return Optional.empty();
            }
            try {
                if (SerialChoice.parse(text) instanceof SerialChoice.Port port) {
                    return Optional.of(port.port());
                }
                problem(place(SERIAL), SERIAL + ": \"auto\" is only for an installation", "name the port, or \"none\"");
            } catch (IllegalArgumentException wrong) {
                problem(
                        place(SERIAL),
                        SERIAL + ": " + wrong.getMessage(),
                        "com1 or com2 with their speed and 8n1: " + KEYS.get(SERIAL) + "; or \"none\"");
            }
            return Optional.empty();
        }

        private <T> @Nullable T value(String key, Class<T> type, String wanted) {
            Object value = toml.get(List.of(key));
            if (value == null) {
                problem(null, key + " is missing", "for example: " + key + " = " + KEYS.get(key));
            } else if (!type.isInstance(value)) {
                problem(place(key), key + ": wanted " + wanted, "for example: " + key + " = " + KEYS.get(key));
            } else {
                return type.cast(value);
            }
            return null;
        }

        private @Nullable TomlPosition place(String key) {
            return toml.inputPositionOf(List.of(key));
        }

        private void problem(@Nullable TomlPosition position, String message, @Nullable String hint) {
            Place place = position == null ? Place.of(file) : new Place(file, position.line(), position.column());
            problems.add(new Problem(place, message, hint));
        }
    }
}
