package org.domzero.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandRunner;

/** What one scenario works with: the ISO, a folder of its own, disks, machines, and what others have left. */
public final class Lab implements AutoCloseable {
    private final Scenario scenario;
    private final Path iso;
    private final Path directory;
    private final Products products;
    private final CommandRunner commands;
    private final List<Machine> machines = new ArrayList<>();

    Lab(Scenario scenario, Path iso, Path directory, Products products, CommandRunner commands) {
        this.scenario = scenario;
        this.iso = iso;
        this.directory = directory.toAbsolutePath();
        this.products = products;
        this.commands = commands;
    }

    /** The ISO under test. Not to be written to. */
    public Path iso() {
        return iso;
    }

    /** The scenario's own folder, empty when it begins. */
    public Path directory() {
        return directory;
    }

    /** Runs programs on this machine. */
    public CommandRunner commands() {
        return commands;
    }

    /** An empty qcow2 image {@code NAME.qcow2} in the scenario's folder. */
    public Path createDisk(String name, ByteSize size) {
        Path image = image(name);
        commands.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), String.valueOf(size.bytes()));
        return image;
    }

    /** A qcow2 image {@code NAME.qcow2} that begins as what {@code backing} (qcow2) holds and leaves that as it is. */
    public Path createOverlay(String name, Path backing) {
        Path image = image(name);
        Disk.overlay(image, backing, commands);
        return image;
    }

    /** Starts a machine with its own folder under the scenario's. It is closed when the scenario ends, or before. */
    public Machine start(MachineSpec spec) {
        Path folder = directory.resolve(spec.name());
        for (int again = 2; Files.exists(folder); again++) {
            folder = directory.resolve(spec.name() + "-" + again);
        }
        Machine machine = spec.start(folder);
        machines.add(machine);
        return machine;
    }

    /** Leaves a file or folder to the scenarios that need {@code name}; it must not change any more. */
    public void publish(String name, Path path) {
        if (!scenario.provides().contains(name)) {
            throw new IllegalStateException(scenario.name() + " does not say that it provides \"" + name + "\"");
        }
        products.put(name, path);
    }

    /** What another scenario has left. Not to be written to: disks get an overlay. */
    public Path product(String name) {
        if (!scenario.needs().contains(name)) {
            throw new IllegalStateException(scenario.name() + " does not say that it needs \"" + name + "\"");
        }
        return products.get(name);
    }

    /** The machines it has started, running or not. */
    List<Machine> machines() {
        return Collections.unmodifiableList(machines);
    }

    private Path image(String name) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve(name + ".qcow2");
    }

    @Override
    public void close() {
        machines.forEach(Machine::close);
    }
}
