package org.domzero.installer.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Network cards from {@code /sys/class/net} (the kernel's Documentation/ABI/testing/sysfs-class-net). */
final class NetworkCards {
    private static final String FOLDER = "sys/class/net/";
    private static final String ETHERNET = "1";
    private static final Pattern PCI_SLOT = Pattern.compile("\\p{XDigit}{4,8}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.[0-7]");
    private static final Pattern USB_BUS = Pattern.compile("usb\\d+");

    private NetworkCards() {}

    /** Those with a device behind them, which bridges, bonds and the loopback have not; in the order of their slots. */
    static List<NetworkCard> read(SystemTree tree) {
        List<NetworkCard> cards = new ArrayList<>();
        for (String name : tree.names(FOLDER)) {
            String folder = FOLDER + name + "/";
            String mac = mac(tree, folder);
            if (mac != null && tree.has(folder + "device") && isEthernet(tree, folder)) {
                cards.add(new NetworkCard(
                        name,
                        mac.toLowerCase(Locale.ROOT),
                        driver(tree.target(folder + "device/driver")),
                        link(tree.text(folder + "carrier")),
                        speed(tree.text(folder + "speed")),
                        pciSlot(tree.target(folder + "device")),
                        !tree.has(folder + "device/physfn")));
            }
        }
        cards.sort(Comparator.comparing(NetworkCard::pciSlot, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                .thenComparing(NetworkCard::name));
        return List.copyOf(cards);
    }

    private static boolean isEthernet(SystemTree tree, String folder) {
        return ETHERNET.equals(tree.text(folder + "type"));
    }

    private static @Nullable String mac(SystemTree tree, String folder) {
        // A bond gives its members one address; each member's own is here.
        String own = tree.text(folder + "bonding_slave/perm_hwaddr");
        return own == null ? tree.text(folder + "address") : own;
    }

    private static @Nullable String driver(List<String> target) {
        return target.isEmpty() ? null : target.get(target.size() - 1);
    }

    static Link link(@Nullable String carrier) {
        if (carrier == null) {
            return Link.UNKNOWN;
        }
        return carrier.equals("1") ? Link.UP : Link.DOWN;
    }

    /** The kernel writes -1 for a speed it does not know; some drivers the same number as an unsigned one. */
    static @Nullable Integer speed(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,7}") ? Integer.valueOf(text) : null;
    }

    /** The last slot on the way to the device: a virtio device, say, is a level below its PCI function. */
    static @Nullable String pciSlot(List<String> target) {
        String slot = null;
        for (String name : target) {
            if (USB_BUS.matcher(name).matches()) {
                return null;
            }
            if (PCI_SLOT.matcher(name).matches()) {
                slot = name;
            }
        }
        return slot;
    }
}
