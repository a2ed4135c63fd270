package org.domzero.p2v.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.p2v.source.SourceMount.Usage;
import org.domzero.p2v.system.SystemFiles;
import org.domzero.p2v.text.ShellVariables;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * What a machine is, as the script of {@link Probe} has found it: of its files those that it was asked for, by their paths
 * there. Texts and names are bytes, each as the character of that number. What nobody has asked for is not there.
 */
public final class SourceFacts implements SystemFiles {
    /** As many as Linux follows: path_resolution(7). */
    private static final int MOST_LINKS = 40;

    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");
    private static final Pattern SWAP = Pattern.compile("(?m)^(\\S+)\\s+partition\\s+(\\d{1,15})\\s");

    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();
    private final Map<String, String> facts = new TreeMap<>();
    private final Map<String, String> blocks = new TreeMap<>();
    private final Map<String, String> inodes = new TreeMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private SourceFacts() {}

    /**
     * Reads what the script printed.
     *
     * @throws UserError when it is not whole, too long, or nothing that the script prints
     */
    public static SourceFacts read(InputStream in) {
        SourceFacts facts = new SourceFacts();
        ProbeReader reader = new ProbeReader(in);
        try {
            for (ProbeReader.Answer one = reader.next(); !one.isEnd(); one = reader.next()) {
                facts.add(one);
            }
            if (!facts.root().startsWith("/")) {
                throw new IOException("\"" + ShownText.printable(facts.root()) + "\" is no place of a root");
            }
        } catch (IOException e) {
            throw UserError.failed(
                    "the machine cannot be looked at: " + e.getMessage(),
                    "see that its root may run sh, find, cat and tr, and that its shell says nothing of its own",
                    e);
        }
        facts.addRunningConfig();
        return facts;
    }

    private void add(ProbeReader.Answer one) {
        switch (one.kind()) {
            case "text" -> texts.put(one.name(), one.value());
            case "list" -> lists.put(one.name(), names(one.value()));
            case "link" -> links.put(one.name(), one.value());
            case "fact" -> facts.put(one.name(), one.value());
            case "blocks" -> blocks.put(one.name(), one.value());
            case "inodes" -> inodes.put(one.name(), one.value());
            case "problem" -> problems.put(one.name(), one.value());
            // A later script may tell more.
            default -> {}
        }
    }

    private static List<String> names(String value) {
        return Stream.of(value.split("/"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    /** A kernel that has its configuration in itself says it only while it runs. */
    private void addRunningConfig() {
        String config = facts.getOrDefault("running-config", "");
        if (isRunning() && !config.isEmpty()) {
            texts.putIfAbsent(resolved("/lib/modules") + "/" + kernel() + "/config", config);
        }
    }

    @Override
    public Optional<String> text(String path) {
        // What the kernel says is not below any link.
        return Optional.ofNullable(texts.get(path)).or(() -> Optional.ofNullable(texts.get(resolved(path))));
    }

    @Override
    public List<String> list(String directory) {
        List<String> direct = lists.get(directory);
        return direct != null ? direct : lists.getOrDefault(resolved(directory), List.of());
    }

    /** Where a symbolic link leads, one that was come across. */
    public Optional<String> link(String path) {
        return Optional.ofNullable(links.get(path));
    }

    /** A path without links in it, as far as they are known. */
    public String resolved(String path) {
        Deque<String> ahead = new ArrayDeque<>(List.of(path.split("/")));
        String reached = "";
        int followed = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                reached = reached.substring(0, Math.max(0, reached.lastIndexOf('/')));
                continue;
            }
            String target = links.get(reached + "/" + name);
            if (target == null || ++followed > MOST_LINKS) {
                reached += "/" + name;
                continue;
            }
            reached = target.startsWith("/") ? "" : reached;
            String[] names = target.split("/");
            for (int i = names.length - 1; i >= 0; i--) {
                ahead.addFirst(names[i]);
            }
        }
        return reached.isEmpty() ? "/" : reached;
    }

    /** Files that are there and could not be read, each with the reason. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    String fact(String name) {
        return facts.getOrDefault(name, "").stripTrailing();
    }

    /** Where the system is mounted; {@code /} when it is the one that runs. */
    public String root() {
        return facts.getOrDefault("root", "/");
    }

    /** Whether it was the system that runs, and not one on disks of a machine that runs another. */
    public boolean isRunning() {
        return root().equals("/");
    }

    /** Whether everything could be read. */
    public boolean isRoot() {
        return fact("user").equals("0");
    }

    /** Of the kernel that runs: {@code x86_64}, {@code i686}; uname(1), -m. */
    public String machine() {
        return fact("machine");
    }

    /** The version of the kernel that runs: uname(1), -r. */
    public String kernel() {
        return fact("kernel");
    }

    /** For how many bits its programs are, as its init is: 32 or 64; 0 when that is not known. */
    public int bits() {
        return switch (fact("elf-class")) {
            case "1" -> 32;
            case "2" -> 64;
            default -> 0;
        };
    }

    public int processors() {
        String count = fact("processors");
        return count.matches("[1-9]\\d{0,4}") ? Integer.parseInt(count) : 1;
    }

    /** What the kernel has of it, a little less than is in the machine. */
    public ByteSize memory() {
        Matcher matcher = MEMORY.matcher(texts.getOrDefault("/proc/meminfo", ""));
        return new ByteSize(matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0);
    }

    /** Partitions and volumes in use for swap, together. */
    public ByteSize swap() {
        return new ByteSize(SWAP.matcher(texts.getOrDefault("/proc/swaps", ""))
                        .results()
                        .filter(match -> !match.group(1).startsWith("/dev/zram"))
                        .mapToLong(match -> Long.parseLong(match.group(2)))
                        .sum()
                << 10);
    }

    /** The size of a partition, RAID array or volume, by any of its names: {@code /dev/sda3}, {@code UUID=…}. */
    public Optional<ByteSize> size(String device) {
        String path = device.matches("[A-Z]+=.*")
                ? "/dev/disk/by-" + device.replaceFirst("=.*", "").toLowerCase(Locale.ROOT) + "/"
                        + device.replaceFirst("[^=]*=", "").replace("\"", "")
                : device;
        String reached = resolved(path);
        // udev's links to the volumes of a group are not among those that are asked for.
        String name = (reached.equals(path) ? resolved(LvmName.mapped(path)) : reached).replaceFirst("^/dev/", "");
        return texts.getOrDefault("/proc/partitions", "")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 4 && fields[3].equals(name) && fields[2].matches("\\d{1,15}"))
                .map(fields -> new ByteSize(Long.parseLong(fields[2]) << 10))
                .findFirst();
    }

    /** Its name in the network, as far as it has one: of the kernel where it runs, else from its files. */
    public String hostName() {
        String running = isRunning() ? fact("host-name") : "";
        return Stream.of(
                        running,
                        line("/etc/hostname"),
                        line("/etc/HOSTNAME"),
                        variable("/etc/sysconfig/network", "HOSTNAME"),
                        variable("/etc/conf.d/hostname", "hostname"),
                        variable("/etc/conf.d/hostname", "HOSTNAME"))
                .filter(name -> !name.isEmpty() && !name.startsWith("localhost") && !name.equals("(none)"))
                .findFirst()
                .orElse("");
    }

    private String line(String path) {
        return text(path)
                .flatMap(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst())
                .orElse("");
    }

    private String variable(String path, String name) {
        return text(path).flatMap(text -> ShellVariables.of(text).value(name)).orElse("");
    }

    /** What is mounted below its root, in the order in which it was. */
    public List<SourceMount> mounts() {
        return MountTable.read(
                texts.getOrDefault("/proc/mounts", ""),
                texts.getOrDefault("/proc/self/mountinfo", ""),
                root(),
                this::usage);
    }

    private Optional<Usage> usage(String mountPoint) {
        OptionalLong kibibytes = DfReply.used(blocks.getOrDefault(mountPoint, ""));
        OptionalLong files = DfReply.used(inodes.getOrDefault(mountPoint, ""));
        return kibibytes.isPresent() && kibibytes.getAsLong() < 1L << 50
                ? Optional.of(new Usage(kibibytes.getAsLong() << 10, files.orElse(0)))
                : Optional.empty();
    }

    /** Subvolumes of btrfs below a mount point, which are file systems of their own to find(1). */
    public List<String> subvolumes(String mountPoint) {
        return fact("subvolumes " + mountPoint)
                .lines()
                .filter(line -> line.contains(" path "))
                .map(line -> line.substring(line.indexOf(" path ") + " path ".length()))
                .toList();
    }

    public List<SourceCard> cards() {
        return CardTable.read(this);
    }

    /** RAID arrays, md(4), that lack a disk. */
    public List<String> degradedArrays() {
        return Pattern.compile("(?m)^(md\\S+) : .*\\n.*\\[[U_]*_[U_]*]")
                .matcher(texts.getOrDefault("/proc/mdstat", ""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /**
     * The names of what the device mapper makes in a way, without what disks are read through.
     *
     * @param target {@code crypt}, {@code snapshot}, {@code snapshot-origin}, {@code multipath}
     */
    public List<String> mapped(String target) {
        return fact("dm-" + target)
                .lines()
                .filter(line -> line.contains("("))
                .map(line -> line.substring(0, line.indexOf('(')).strip())
                .filter(name -> !ReadThrough.isName(name))
                .toList();
    }

    /** Whether SELinux is in force or watches. */
    public boolean hasSelinux() {
        String mode = variable("/etc/selinux/config", "SELINUX");
        return mode.equals("enforcing") || mode.equals("permissive");
    }

    /** The hypervisor that the machine runs on, as far as it shows; empty for a real one. */
    public String hypervisor() {
        boolean host = texts.getOrDefault("/proc/xen/capabilities", "").contains("control_d");
        String vendor = line("/sys/class/dmi/id/sys_vendor");
        String product = line("/sys/class/dmi/id/product_name");
        boolean xen = lists.containsKey("/proc/xen")
                && !lists.getOrDefault("/proc/xen", List.of()).isEmpty();
        if (!host && (xen || line("/sys/hypervisor/type").equals("xen") || product.equals("HVM domU"))) {
            return "Xen";
        }
        if (product.matches("VMware.*|VirtualBox|KVM|Virtual Machine|Standard PC.*|Bochs") || vendor.equals("QEMU")) {
            return product;
        }
        return "";
    }

    public SourceTools tools() {
        String times = fact("find-times");
        return new SourceTools(
                times.matches("-?\\d+(\\.\\d+)?"),
                times.contains("."),
                fact("tar-version").lines().findFirst().orElse(""),
                words("tar-options"),
                words("programs"));
    }

    private Set<String> words(String fact) {
        return Stream.of(fact(fact).strip().split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
