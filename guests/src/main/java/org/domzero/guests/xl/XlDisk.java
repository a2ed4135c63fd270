package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.domzero.toolkit.ShownText;

/**
 * One disk of a guest: an element of the list {@code disk}, as xl-disk-configuration(5) has it.
 *
 * @param target the block device or file in dom0; below {@code /dev} when it does not begin with a slash; empty for a
 *     CD drive without a disc
 * @param format what is in the target
 * @param vdev what the guest sees the disk as: {@code xvda}, {@code hdc}
 * @param cdrom whether it is a CD drive
 * @param writable whether the guest may write to it; never for a CD drive
 * @param options what else is said about it, each as it is written: {@code script=block-drbd}, {@code discard}
 */
public record XlDisk(String target, Format format, String vdev, boolean cdrom, boolean writable, List<String> options) {
    private static final Pattern VDEV = Pattern.compile("[!-~&&[^,]]+");

    /**
     * Takes what xl would. A CD drive is never writable, and one without a target is {@link Format#EMPTY}, whatever is
     * said here.
     *
     * @throws IllegalArgumentException when xl could not read such a disk back; the message is fit for a user
     */
    public XlDisk {
        options = List.copyOf(options);
        writable = writable && !cdrom;
        format = cdrom && target.isEmpty() ? Format.EMPTY : format;
        if (!VDEV.matcher(vdev).matches()) {
            throw new IllegalArgumentException(ShownText.quoted(vdev) + " is not a vdev, such as xvda");
        }
        if (target.contains("\n") || target.contains("\0")) {
            throw new IllegalArgumentException("a target is one line, without a NUL: " + ShownText.quoted(target));
        }
        if (target.isEmpty() && !cdrom) {
            throw new IllegalArgumentException("the disk " + vdev + " has no target, which only a CD drive may lack");
        }
        if (format == Format.EMPTY && !target.isEmpty()) {
            throw new IllegalArgumentException("the disk " + vdev + " has a target, but its format is empty");
        }
        for (String option : options) {
            if (!DiskReader.isOption(option)) {
                throw new IllegalArgumentException(ShownText.quoted(option) + " is not an option of a disk");
            }
        }
    }

    /** What the content of a disk is kept as. */
    public enum Format {
        RAW,
        QCOW,
        QCOW2,
        QED,
        VHD,
        /** No disc is in the drive. */
        EMPTY;

        /** As xl writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Format of(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(ShownText.quoted(word)
                            + " is not the format of a disk, which is raw, qcow, qcow2, qed, vhd or empty"));
        }
    }

    /** A disk that the guest may write to, with nothing special about it. */
    public static XlDisk raw(String target, String vdev) {
        return new XlDisk(target, Format.RAW, vdev, false, true, List.of());
    }

    /**
     * A CD drive.
     *
     * @param target empty for one without a disc
     */
    public static XlDisk cdrom(String target, String vdev) {
        return new XlDisk(target, Format.RAW, vdev, true, false, List.of());
    }

    /**
     * Reads a disk in any of the forms of xl-disk-configuration(5), with parameters by name or by position and also the
     * deprecated ones: {@code phy:/dev/vg/web,xvda,w}.
     *
     * @throws IllegalArgumentException when xl could not read it either; the message is fit for a user
     */
    public static XlDisk parse(String spec) {
        return DiskReader.read(spec);
    }

    /**
     * The disk in the form with names, which {@link #parse} reads back as the same:
     * {@code format=raw, vdev=xvda, access=rw, target=/dev/vg/web}.
     */
    public String spec() {
        List<String> parameters = new ArrayList<>();
        parameters.add("format=" + format.word());
        parameters.add("vdev=" + vdev);
        parameters.add("access=" + (writable ? "rw" : "ro"));
        if (cdrom) {
            parameters.add("devtype=cdrom");
        }
        parameters.addAll(options);
        if (!target.isEmpty()) {
            // It takes the rest of the line, except for one comma at the end.
            parameters.add("target=" + target + (target.endsWith(",") ? "," : ""));
        }
        return String.join(", ", parameters);
    }

    /**
     * The disk with something else behind it, of the same format. A drive that was empty gets a raw target.
     *
     * @param newTarget empty to take the disc out of a CD drive
     */
    public XlDisk withTarget(String newTarget) {
        return new XlDisk(newTarget, format == Format.EMPTY ? Format.RAW : format, vdev, cdrom, writable, options);
    }

    public XlDisk withFormat(Format newFormat) {
        return new XlDisk(target, newFormat, vdev, cdrom, writable, options);
    }
}
