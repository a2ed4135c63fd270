package org.domzero.tests.machine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files a machine runs with, beside its disks.
 *
 * @param sockets folder of the sockets on which this side waits for QEMU to call. Apart from the machine's folder
 *     because the path of a socket holds 107 bytes at most (unix(7))
 * @param firmwareCode OVMF, for a UEFI machine
 * @param variables its NVRAM, in qcow2: a raw one would keep the machine from being snapshot
 */
record MachineFiles(Path sockets, @Nullable Path firmwareCode, Path variables) {
    Path qmpSocket() {
        return sockets.resolve("qmp");
    }

    Path serialSocket(int port) {
        return sockets.resolve("serial" + port);
    }
}
