package org.domzero.tests.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.domzero.toolkit.UserError;

/**
 * OVMF as installed here, in its build without Secure Boot.
 *
 * @param code the firmware itself, only read
 * @param variables an NVRAM without entries; every machine gets a copy
 */
record UefiFirmware(Path code, Path variables) {
    /** Where Debian's and Ubuntu's package puts it; newer releases have only the 4 MiB build. */
    private static final List<UefiFirmware> KNOWN =
            List.of(in("/usr/share/OVMF", "_4M.fd"), in("/usr/share/OVMF", ".fd"));

    static UefiFirmware find() {
        return find(KNOWN);
    }

    static UefiFirmware find(List<UefiFirmware> candidates) {
        return candidates.stream()
                .filter(one -> Files.isRegularFile(one.code) && Files.isRegularFile(one.variables))
                .findFirst()
                .orElseThrow(() -> UserError.failed(
                        "no UEFI firmware for QEMU here; looked for "
                                + candidates.stream()
                                        .map(one -> one.code.toString())
                                        .collect(Collectors.joining(" and ")),
                        "install the package ovmf"));
    }

    static UefiFirmware in(String folder, String suffix) {
        return new UefiFirmware(Path.of(folder, "OVMF_CODE" + suffix), Path.of(folder, "OVMF_VARS" + suffix));
    }
}
