package org.domzero.bootloader.efi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;

class EfiBootFilesTest {
    private static final EfiSlot A = new EfiSlot(
            "/a",
            "domzero 0.1 (slot A)",
            1,
            "dom0_mem=1024M,max:1024M com1=115200,8n1 console=com1,vga ucode=scan",
            "root=UUID=0a1b2c3d-0000-4000-8000-00000000000a ro console=hvc0");

    private static EfiSlot b(int version) {
        return new EfiSlot(
                "/b",
                "domzero 0.2 (slot B)",
                version,
                "dom0_mem=752M,max:752M ucode=scan",
                "root=UUID=0a1b2c3d-0000-4000-8000-00000000000b ro console=hvc0");
    }

    @Test
    void firstInstall() {
        Golden.assertMatches("first-install.txt", show(EfiBootFiles.of(List.of(A))));
    }

    @Test
    void bothSlots() {
        Golden.assertMatches("both-slots.txt", show(EfiBootFiles.of(List.of(A, b(2)))));
    }

    @Test
    void refusesSlotsWhoseOrderIsLeftToChance() {
        assertThatThrownBy(() -> EfiBootFiles.of(List.of(A, b(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the slots /a and /b have the same version, 1: which boots would be chance");
    }

    @Test
    void refusesAFolderThatIsNoSlot() {
        assertThatThrownBy(() -> new EfiSlot("/EFI/xen", "x", 1, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"/EFI/xen\" is not a slot's folder on the boot partition, as /a is");
    }

    private static String show(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> "==> " + file.getKey() + " <==\n" + file.getValue())
                .collect(Collectors.joining("\n"));
    }
}
