package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.domzero.p2v.system.Fstab;
import org.domzero.p2v.system.Fstab.Change;
import org.domzero.p2v.system.FstabEntry;
import org.domzero.p2v.system.FstabSource;

/** The table of file systems of a machine, made into its guest's. */
final class FstabEdit {
    /** What a mount point of its own was good for beside its space. */
    private static final Set<String> PROTECTION =
            Set.of("ro", "nosuid", "nodev", "noexec", "usrquota", "grpquota", "quota", "uquota", "gquota", "prjquota");

    private final GuestTarget target;
    private final Predicate<String> exists;
    private final Consumer<String> warnings;
    private boolean rootDone;
    private boolean swapDone;

    FstabEdit(GuestTarget target, Predicate<String> exists, Consumer<String> warnings) {
        this.target = target;
        this.exists = exists;
        this.warnings = warnings;
        this.swapDone = target.swap().isEmpty();
    }

    String edited(String text) {
        Fstab fstab = Fstab.parse(text).with(this::change);
        if (!rootDone) {
            fstab = fstab.beginning(List.of(rootLine("defaults")));
        }
        if (!swapDone) {
            fstab = fstab.ending(swapLine());
        }
        return fstab.text();
    }

    private Change change(FstabEntry entry) {
        if (entry.isRoot()) {
            return root(entry);
        }
        if (entry.isSwap()) {
            return swap(entry);
        }
        if (target.merges(entry.directory())) {
            return merged(entry);
        }
        return stays(entry) ? Change.NONE : left(entry);
    }

    private Change root(FstabEntry entry) {
        if (rootDone) {
            return Change.out("there is a root already");
        }
        rootDone = true;
        if (entry.source().equals(target.root()) && entry.type().equals(target.rootType())) {
            return Change.NONE;
        }
        // Options of one kind of file system may keep another from being mounted.
        boolean sameKind = isExt(entry.type()) && isExt(target.rootType());
        return Change.out(
                "the guest's root is " + target.root(),
                rootLine(sameKind ? String.join(",", entry.options()) : "defaults"));
    }

    private static boolean isExt(String type) {
        return type.matches("ext[234]");
    }

    private String rootLine(String options) {
        boolean checked = isExt(target.rootType());
        return Fstab.line(target.root(), "/", target.rootType(), options, checked ? 1 : 0, checked ? 1 : 0);
    }

    private Change swap(FstabEntry entry) {
        if (entry.source().startsWith("/dev/zram")
                || (entry.kind() == FstabSource.FILE && exists.test(entry.source()))) {
            return Change.NONE;
        }
        if (target.swap().filter(entry.source()::equals).isPresent()) {
            swapDone = true;
            return Change.NONE;
        }
        String reason = target.swap().map(swap -> "the guest's swap is " + swap).orElse("the guest has no such swap");
        if (swapDone) {
            return Change.out(reason);
        }
        swapDone = true;
        return Change.out(reason, swapLine());
    }

    private String swapLine() {
        return Fstab.line(target.swap().orElseThrow(), "swap", "swap", "defaults", 0, 0);
    }

    private Change merged(FstabEntry entry) {
        String lost = entry.options().stream().filter(PROTECTION::contains).collect(Collectors.joining(","));
        if (!lost.isEmpty()) {
            warnings.accept(
                    entry.directory() + " is part of the root now, which is mounted without its options " + lost);
        }
        return Change.out("part of the root file system now");
    }

    private static boolean stays(FstabEntry entry) {
        return switch (entry.kind()) {
            case NETWORK, PSEUDO, FILE -> true;
            // The guest's own further disks can only have been named on purpose.
            case DEVICE -> entry.has("noauto") || entry.source().startsWith("/dev/xvd");
            default -> entry.has("noauto") || entry.has("_netdev");
        };
    }

    private Change left(FstabEntry entry) {
        if (entry.type().matches(".*(iso9660|udf).*") || entry.source().matches("/dev/(fd|floppy|cd|dvd|sr|scd).*")) {
            return Change.out("the guest has no such drive");
        }
        warnings.accept(entry.directory() + " (" + entry.source() + ") is neither part of the root nor mounted");
        return Change.out(entry.source() + " is not known to be in the guest");
    }
}
