package org.domzero.installer.install;

import java.util.Optional;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.LayoutRequest;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.SerialPort;

/**
 * All that decides what an install does.
 *
 * @param answers with the root password as a hash
 * @param disks chosen, and looked at: they may be erased
 * @param identities of the new host's parts
 * @param uplink that the host is managed by
 * @param firmware that the installer was booted by; the disk boots by either
 * @param memory of the machine
 * @param serial the new host's serial console
 * @param kept options of the installer's kernel that the machine needs
 * @param manifest of the medium
 * @param medium where the medium is mounted
 */
public record InstallRequest(
        Answers answers,
        DiskChoice disks,
        LayoutRequest identities,
        Uplink uplink,
        Firmware firmware,
        ByteSize memory,
        Optional<SerialPort> serial,
        KeptOptions kept,
        MediumManifest manifest,
        String medium) {}
