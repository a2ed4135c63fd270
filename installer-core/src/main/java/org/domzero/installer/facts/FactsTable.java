package org.domzero.installer.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.partitioner.Disk;
import org.jspecify.annotations.Nullable;

/** {@link MachineFacts} for people. */
final class FactsTable {
    private static final String UNKNOWN = "-";

    private FactsTable() {}

    static String render(MachineFacts facts) {
        StringBuilder text = new StringBuilder();
        line(text, "Machine", product(facts.product()));
        line(text, "Firmware", firmware(facts));
        line(text, "Processor", processor(facts.processor()));
        line(text, "Memory", facts.memory().toString());
        if (facts.bootMedium() != null) {
            line(text, "Booted from", facts.bootMedium());
        }
        if (facts.firmwareConsole() != null) {
            line(text, "Console", facts.firmwareConsole().describe() + " (by the firmware)");
        }
        if (facts.underXen()) {
            line(text, "Hypervisor", "Xen, so that processor and memory are what Xen shows");
        }
        text.append('\n').append(table(networkCards(facts.networkCards())));
        text.append('\n').append(table(disks(facts)));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-11s  %s", name, value)).append('\n');
    }

    private static String product(Product product) {
        String name = Stream.of(product.vendor(), product.name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        String serial = product.serial().isEmpty() ? "" : ", serial number " + product.serial();
        return (name.isEmpty() ? "does not tell its name" : name) + serial;
    }

    private static String firmware(MachineFacts facts) {
        if (facts.firmware() == Firmware.BIOS) {
            return "BIOS";
        }
        return "UEFI, Secure Boot " + (facts.secureBoot() ? "on" : "off");
    }

    private static String processor(Processor processor) {
        String cores = processor.logicalCores() == 1 ? "1 logical core" : processor.logicalCores() + " logical cores";
        String virtualization = switch (processor.virtualization()) {
            case NONE -> "no hardware virtualization";
            case VMX -> "Intel VT-x";
            case SVM -> "AMD-V";
        };
        return String.join(
                ", ", processor.model() + (processor.x86_64() ? "" : " (not 64-bit x86)"), cores, virtualization);
    }

    private static List<List<String>> networkCards(List<NetworkCard> cards) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NETWORK", "MAC", "LINK", "SPEED", "DRIVER", "SLOT"));
        for (NetworkCard card : cards) {
            rows.add(List.of(
                    card.name(),
                    card.mac(),
                    card.link().name().toLowerCase(Locale.ROOT) + (card.physical() ? "" : " (virtual function)"),
                    card.speed() == null ? UNKNOWN : card.speed() + " Mb/s",
                    orUnknown(card.driver()),
                    orUnknown(card.pciSlot())));
        }
        if (cards.isEmpty()) {
            rows.add(List.of("none"));
        }
        return rows;
    }

    private static List<List<String>> disks(MachineFacts facts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DISK", "SIZE", "MODEL", "SERIAL", "BY", "HOLDS"));
        for (Disk disk : facts.disks()) {
            rows.add(List.of(
                    disk.path(),
                    disk.size().toString(),
                    orUnknown(disk.model()),
                    orUnknown(disk.serial()),
                    orUnknown(disk.transport()),
                    holds(disk, facts.bootMedium())));
        }
        if (facts.disks().isEmpty()) {
            rows.add(List.of("none"));
        }
        return rows;
    }

    private static String holds(Disk disk, @Nullable String bootMedium) {
        String contents = disk.contents().isEmpty() ? "nothing" : disk.describeContents();
        return bootMedium != null && disk.hasDevice(bootMedium) ? "this installer: " + contents : contents;
    }

    private static String orUnknown(@Nullable String value) {
        return value == null ? UNKNOWN : value;
    }

    /** Columns as wide as their widest cell, two blanks between them, none at the end of a line. */
    private static String table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
