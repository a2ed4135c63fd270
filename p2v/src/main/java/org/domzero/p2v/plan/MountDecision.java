package org.domzero.p2v.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.source.SourceMount;
import org.domzero.p2v.system.Fstab;
import org.domzero.p2v.system.FstabEntry;
import org.domzero.p2v.system.FstabSource;

/** Sorts what is mounted on a machine, and what its fstab would mount, into what is carried and what is not. */
final class MountDecision {
    private static final Pattern CARRIED =
            Pattern.compile("ext[234]|ext4dev|xfs|reiserfs|reiser4|jfs|btrfs|f2fs|nilfs2|vfat|msdos");
    private static final Pattern DRIVE = Pattern.compile("/dev/(fd|floppy|cd|dvd|sr|scd).*");
    private static final Pattern DRIVE_PLACE = Pattern.compile("/(media|run/media|misc|mnt/(cdrom|floppy|usb))(/.*)?");

    /** Directories of a system's own: what is mounted there belongs to it, with or without an entry in fstab. */
    private static final Pattern OWN = Pattern.compile("/(|(boot|efi|usr|var|home|opt|srv|root|etc|lib|tmp)(/.*)?)");

    /** What a machine needs to start, though it may be mounted for updates only. */
    private static final Set<String> BOOT = Set.of("/boot", "/boot/efi", "/efi");

    private final SourceFacts facts;
    private final List<FstabEntry> fstab;
    private final List<MergedMount> merged = new ArrayList<>();
    private final List<LeftOut> left = new ArrayList<>();

    private MountDecision(SourceFacts facts) {
        this.facts = facts;
        this.fstab = Fstab.parse(facts.text("/etc/fstab").orElse("")).entries();
    }

    static MountDecision of(SourceFacts facts) {
        MountDecision decision = new MountDecision(facts);
        decision.sort();
        return decision;
    }

    /** The root first, and each directory before what is mounted below it. */
    List<MergedMount> merged() {
        return List.copyOf(merged);
    }

    List<LeftOut> left() {
        return List.copyOf(left);
    }

    private void sort() {
        Map<String, String> seen = new HashMap<>();
        for (SourceMount mount : facts.mounts()) {
            Optional<LeftOut> out = reason(mount);
            String shown = seen.get(mount.source() + "\0" + mount.subtree());
            if (out.isEmpty() && shown != null) {
                out = Optional.of(left(mount, LeftOut.Kind.BIND, "shows what " + shown + " has"));
            }
            if (out.isEmpty()) {
                seen.put(mount.source() + "\0" + mount.subtree(), mount.mountPoint());
                merged.add(new MergedMount(mount, directory(mount.mountPoint())));
            } else {
                left.add(out.get());
            }
        }
        merged.sort(Comparator.comparing(MergedMount::mountPoint));
        addNotMounted();
    }

    private String directory(String mountPoint) {
        if (facts.isRunning()) {
            return mountPoint;
        }
        return mountPoint.equals("/") ? facts.root() : facts.root() + mountPoint;
    }

    private Optional<LeftOut> reason(SourceMount mount) {
        Optional<FstabEntry> entry = fstab.stream()
                .filter(one -> one.directory().equals(mount.mountPoint()))
                .findFirst();
        FstabSource kind = new FstabEntry("", mount.source(), mount.mountPoint(), mount.type(), mount.options()).kind();
        if (kind == FstabSource.NETWORK || mount.type().startsWith("fuse")) {
            return Optional.of(left(mount, LeftOut.Kind.NETWORK, "is not on its own disks"));
        }
        // The kernel has names of its own for the device of the root: "rootfs", "/dev/root".
        if (kind == FstabSource.PSEUDO && !mount.mountPoint().equals("/")) {
            return Optional.of(left(mount, LeftOut.Kind.PSEUDO, "is made up by the kernel"));
        }
        if (mount.type().matches("iso9660|udf") || DRIVE.matcher(mount.source()).matches()) {
            return Optional.of(left(mount, LeftOut.Kind.REMOVABLE, "is in a drive"));
        }
        if (!CARRIED.matcher(mount.type()).matches()) {
            return Optional.of(
                    left(mount, LeftOut.Kind.UNSUPPORTED, "is " + mount.type() + ", which domzero does not carry"));
        }
        if (mount.type().equals("btrfs") && mount.mountPoint().endsWith("/.snapshots")) {
            return Optional.of(left(mount, LeftOut.Kind.NOT_AT_START, "has snapshots of what is carried"));
        }
        boolean bound = entry.filter(one -> one.has("bind") || one.has("rbind")).isPresent()
                || (!mount.type().equals("btrfs") && !mount.subtree().equals("/"));
        if (bound) {
            return Optional.of(left(mount, LeftOut.Kind.BIND, "shows a directory that is elsewhere"));
        }
        if (entry.filter(one -> one.has("noauto")).isPresent() && !BOOT.contains(mount.mountPoint())) {
            return Optional.of(left(mount, LeftOut.Kind.NOT_AT_START, "is noauto in /etc/fstab"));
        }
        if (entry.isEmpty() && DRIVE_PLACE.matcher(mount.mountPoint()).matches()) {
            return Optional.of(left(mount, LeftOut.Kind.REMOVABLE, "is not in /etc/fstab, as what is plugged in"));
        }
        return entry.isEmpty() && !OWN.matcher(mount.mountPoint()).matches()
                ? Optional.of(left(mount, LeftOut.Kind.NOT_AT_START, "is not in /etc/fstab"))
                : Optional.empty();
    }

    private static LeftOut left(SourceMount mount, LeftOut.Kind kind, String reason) {
        return new LeftOut(mount.mountPoint(), mount.source(), kind, reason);
    }

    private void addNotMounted() {
        Set<String> mounted =
                Set.copyOf(facts.mounts().stream().map(SourceMount::mountPoint).toList());
        for (FstabEntry entry : fstab) {
            if (entry.isSwap() || !entry.mountPoint().startsWith("/") || mounted.contains(entry.directory())) {
                continue;
            }
            switch (entry.kind()) {
                case PSEUDO, FILE -> {}
                case NETWORK -> add(entry, LeftOut.Kind.NETWORK, "is not on its own disks");
                default -> {
                    boolean drive = entry.type().matches(".*(iso9660|udf).*")
                            || DRIVE.matcher(entry.source()).matches()
                            || (entry.has("noauto")
                                    && DRIVE_PLACE.matcher(entry.directory()).matches());
                    add(
                            entry,
                            drive
                                    ? LeftOut.Kind.REMOVABLE
                                    : entry.has("noauto") ? LeftOut.Kind.NOT_AT_START : LeftOut.Kind.NOT_MOUNTED,
                            drive ? "is a drive" : entry.has("noauto") ? "is noauto in /etc/fstab" : "is not mounted");
                }
            }
        }
    }

    private void add(FstabEntry entry, LeftOut.Kind kind, String reason) {
        left.add(new LeftOut(entry.directory(), entry.source(), kind, reason));
    }
}
