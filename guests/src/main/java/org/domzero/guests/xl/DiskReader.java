package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.guests.xl.XlDisk.Format;
import org.domzero.toolkit.ShownText;
import org.jspecify.annotations.Nullable;

/** Reads one disk by the rules of libxlu_disk_l.l in Xen's sources. */
final class DiskReader {
    private static final String TARGET = "target=";
    private static final Set<String> FLAGS =
            Set.of("direct-io-safe", "discard", "no-discard", "colo", "no-colo", "trusted", "untrusted");
    private static final Set<String> READ_HERE = Set.of("format", "devtype", "access", "vdev", "target");
    private static final Pattern OPTION = Pattern.compile("([a-z][-_a-z0-9]*)=[^,\\n\\x00]*");
    private static final Pattern PREFIX = Pattern.compile(
            "(?<format>raw|qcow2?|vhd):|(?<script>iscsi|e?nbd|drbd):|(?:tapdisk|tap2?|aio|ioemu|file|phy):");
    private static final Pattern UNKNOWN_PREFIX = Pattern.compile("([a-z][a-z0-9]*+:)(?![a-z0-9])");

    private final String spec;
    private final List<String> options = new ArrayList<>();
    private int at;
    private @Nullable String target;
    private @Nullable Format format;
    private @Nullable String vdev;
    private boolean cdrom;
    private boolean writable = true;
    private boolean hasPrefix;
    private boolean hasAccess;

    private DiskReader(String spec) {
        this.spec = spec;
    }

    static XlDisk read(String spec) {
        DiskReader reader = new DiskReader(spec);
        reader.skipBlanks();
        while (reader.at < spec.length()) {
            reader.parameter();
            reader.skipBlanks();
        }
        return reader.disk();
    }

    /** Whether it is a parameter that is kept as it is. */
    static boolean isOption(String parameter) {
        Matcher matcher = OPTION.matcher(parameter);
        return FLAGS.contains(parameter)
                || (matcher.matches()
                        && !READ_HERE.contains(matcher.group(1))
                        && parameter.strip().equals(parameter));
    }

    private void skipBlanks() {
        while (at < spec.length() && " \t\n".indexOf(spec.charAt(at)) >= 0) {
            at++;
        }
    }

    private void parameter() {
        Matcher prefix = PREFIX.matcher(spec).region(at, spec.length());
        Matcher unknown = UNKNOWN_PREFIX.matcher(spec).region(at, spec.length());
        if (spec.startsWith(TARGET, at)) {
            String rest = spec.substring(at + TARGET.length());
            setTarget(rest.endsWith(",") ? rest.substring(0, rest.length() - 1) : rest);
            at = spec.length();
        } else if (prefix.lookingAt()) {
            prefix(prefix);
            at = prefix.end();
        } else if (unknown.lookingAt()) {
            throw new IllegalArgumentException(
                    ShownText.quoted(unknown.group(1)) + " before the target of a disk is no prefix that xl knows");
        } else {
            int comma = spec.indexOf(',', at);
            int end = comma < 0 ? spec.length() : comma;
            String text = spec.substring(at, end).strip();
            at = comma < 0 ? end : end + 1;
            parameter(text);
        }
    }

    private void prefix(Matcher prefix) {
        hasPrefix = true;
        String ofFormat = prefix.group("format");
        if (ofFormat != null) {
            setFormat(ofFormat);
        }
        String ofScript = prefix.group("script");
        if (ofScript != null) {
            options.add("script=block-" + ofScript);
        }
    }

    private void parameter(String text) {
        int equals = text.indexOf('=');
        if (equals >= 0) {
            named(text, text.substring(0, equals), text.substring(equals + 1));
        } else if (text.equals("cdrom")) {
            cdrom = true;
        } else if (text.equals("readonly")) {
            writable = false;
        } else if (isOption(text)) {
            options.add(text);
        } else {
            positional(text);
        }
    }

    private void named(String parameter, String name, String value) {
        switch (name) {
            case "format" -> setFormat(value);
            case "devtype" -> setType(value);
            case "access" -> setAccess(value);
            case "vdev" -> setVdev(value);
            default -> {
                if (!isOption(parameter)) {
                    throw new IllegalArgumentException(
                            "the disk has " + ShownText.quoted(parameter)
                                    + ", which xl cannot read: a target with an equals sign is written last, as target=/dev/...");
                }
                options.add(parameter);
            }
        }
    }

    private void positional(String text) {
        if (target == null) {
            setTarget(text);
        } else if (!hasPrefix && format == null) {
            if (target.isEmpty() && text.contains(":")) {
                vdevAndType(text);
                format = Format.EMPTY;
            } else {
                setFormat(text);
            }
        } else if (vdev == null) {
            vdevAndType(text);
        } else if (!hasAccess) {
            hasAccess = true;
            setAccess(text);
        } else {
            throw new IllegalArgumentException("the disk has " + ShownText.quoted(text)
                    + " after its target, format, vdev and access, where xl expects no more");
        }
    }

    private void vdevAndType(String text) {
        int colon = text.lastIndexOf(':');
        setVdev(colon < 0 ? text : text.substring(0, colon));
        if (colon >= 0) {
            setType(text.substring(colon + 1));
        }
    }

    private void setTarget(String value) {
        if (target != null && !target.isEmpty()) {
            throw twice("target", target, value);
        }
        target = value;
    }

    private void setVdev(String value) {
        if (vdev != null && !vdev.isEmpty()) {
            throw twice("vdev", vdev, value);
        }
        vdev = value;
    }

    private void setFormat(String value) {
        Format wanted = value.isEmpty() ? Format.RAW : Format.of(value);
        if (format != null && format != wanted) {
            throw twice("format", format.word(), value);
        }
        format = wanted;
    }

    private void setType(String value) {
        cdrom = switch (value) {
            case "cdrom" -> true;
            case "disk" -> false;
            default ->
                throw new IllegalArgumentException(
                        ShownText.quoted(value) + " is not the type of a disk, which is cdrom or disk");
        };
    }

    private void setAccess(String value) {
        writable = switch (value) {
            case "r", "ro" -> false;
            case "w", "rw", "" -> true;
            default ->
                throw new IllegalArgumentException(
                        ShownText.quoted(value) + " is not the access to a disk, which is rw or ro");
        };
    }

    private static IllegalArgumentException twice(String what, String first, String second) {
        return new IllegalArgumentException(
                "the disk has two of " + what + ": " + ShownText.quoted(first) + " and " + ShownText.quoted(second));
    }

    private XlDisk disk() {
        if (vdev == null) {
            throw new IllegalArgumentException("the disk has no vdev, which is what the guest sees it as: xvda");
        }
        return new XlDisk(
                target == null ? "" : target, format == null ? Format.RAW : format, vdev, cdrom, writable, options);
    }
}
