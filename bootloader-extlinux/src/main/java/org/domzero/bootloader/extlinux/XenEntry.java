package org.domzero.bootloader.extlinux;

import java.util.Optional;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A boot entry that starts Xen by {@code mboot.c32}.
 *
 * @param loader the module as the entry names it: {@code mboot.c32}
 * @param command Xen, the dom0 kernel, and usually its initial RAM disk
 */
public record XenEntry(String label, @Nullable String menuLabel, String loader, MultibootCommand command) {
    static final String MBOOT = "mboot.c32";

    public XenEntry {
        if (command.modules().size() < 2) {
            throw new IllegalArgumentException("Xen needs a dom0 kernel");
        }
    }

    /**
     * The entry seen as one that starts Xen; empty when it starts something else.
     *
     * @throws UserError when it is one for {@code mboot.c32} whose command line cannot be read
     */
    public static Optional<XenEntry> of(ExtlinuxEntry entry) {
        ExtlinuxEntry.Boot boot = entry.boot();
        String append = entry.append();
        if (boot == null || append == null || !boot.fileName().equalsIgnoreCase(MBOOT)) {
            return Optional.empty();
        }
        MultibootCommand command = MultibootCommand.parse(append);
        return command.modules().size() < 2
                ? Optional.empty()
                : Optional.of(new XenEntry(entry.label(), entry.menuLabel(), boot.operand(), command));
    }

    public MultibootCommand.Module xen() {
        return command.modules().get(0);
    }

    public MultibootCommand.Module linux() {
        return command.modules().get(1);
    }

    public Optional<MultibootCommand.Module> initrd() {
        return command.modules().size() < 3
                ? Optional.empty()
                : Optional.of(command.modules().get(2));
    }

    public XenEntry withCommand(MultibootCommand newCommand) {
        return new XenEntry(label, menuLabel, loader, newCommand);
    }

    public ExtlinuxEntry toEntry() {
        return new ExtlinuxEntry(label, menuLabel, ExtlinuxEntry.Boot.kernel(loader), command.render(), null);
    }
}
