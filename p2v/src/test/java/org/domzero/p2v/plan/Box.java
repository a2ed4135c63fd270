package org.domzero.p2v.plan;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.domzero.p2v.fixup.SystemFixture;
import org.domzero.p2v.source.Answers;
import org.domzero.p2v.source.SourceFacts;

/** A machine with a system of {@code src/test/resources/systems} on its disks. */
public final class Box {
    private final Answers answers = new Answers().with("fact root", "/").with("fact user", "0");
    private final StringBuilder mounts = new StringBuilder("rootfs / rootfs rw 0 0\nproc /proc proc rw 0 0\n");

    private Box() {}

    public static Box of(String system, Path directory) {
        return of(system, directory, UnaryOperator.identity());
    }

    /** With something else in all names and texts. */
    public static Box of(String system, Path directory, UnaryOperator<String> change) {
        SystemFixture.layOut(system, directory);
        Box box = new Box();
        box.answers.tree(directory, change);
        return box.machine("x86_64", 4, 4052180)
                .card("eth0", "00:17:a4:00:00:01")
                .card("eth1", "00:17:a4:00:00:02")
                .fact("default-routes", "eth0 0\n")
                .fact("find-times", "1700000000.1234567890")
                .fact("tar-version", "tar (GNU tar) 1.26\n")
                .fact("tar-options", "null files-from no-recursion sparse numeric-owner format acls selinux xattrs");
    }

    public Box machine(String machine, int processors, long memoryKibibytes) {
        return fact("machine", machine)
                .fact("elf-class", machine.equals("x86_64") ? "2" : "1")
                .fact("processors", String.valueOf(processors))
                .text("/proc/meminfo", "MemTotal:      " + memoryKibibytes + " kB\n");
    }

    public Box fact(String name, String value) {
        answers.with("fact " + name, value);
        return this;
    }

    public Box text(String path, String content) {
        answers.text(path, content);
        return this;
    }

    public Box with(String head, String value) {
        answers.with(head, value);
        return this;
    }

    public Box card(String name, String mac) {
        String directory = "/sys/class/net/" + name;
        answers.with("list /sys/class/net", name.equals("eth0") ? "lo/eth0/" : "lo/eth0/eth1/");
        answers.with("list " + directory, "address/device/type/")
                .text(directory + "/address", mac)
                .text(directory + "/type", "1");
        return this;
    }

    /** Mounted, and measured. */
    public Box mount(String source, String place, String type, long mebibytes, long files) {
        String end = " 1 1% " + place + "\n";
        answers.with(
                "blocks " + place,
                "Filesystem 1024-blocks Used Available Capacity Mounted on\n" + source + " 9 " + (mebibytes << 10)
                        + end);
        answers.with(
                "inodes " + place, "Filesystem Inodes IUsed IFree IUse% Mounted on\n" + source + " 9 " + files + end);
        return other(source, place, type, "rw");
    }

    /** Mounted, and nothing that the script measures. */
    public Box other(String source, String place, String type, String options) {
        mounts.append(String.join(" ", source, place.replace(" ", "\\040"), type, options, "0 0\n"));
        return this;
    }

    public Box swap(String source, long mebibytes) {
        return text(
                "/proc/swaps",
                "Filename Type Size Used Priority\n" + source + " partition " + (mebibytes << 10) + " 0 -1\n");
    }

    public SourceFacts facts() {
        answers.text("/proc/mounts", mounts.toString());
        return answers.facts();
    }
}
