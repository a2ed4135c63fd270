package org.domzero.tests.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.domzero.tests.Lab;

/** The images of disks that nobody may write to, each with what it held before. */
final class UntouchedDisks {
    private final Lab lab;
    private final Map<Path, Path> before = new LinkedHashMap<>();

    UntouchedDisks(Lab lab) {
        this.lab = lab;
    }

    /** Copies an image, and returns it. */
    Path keep(Path image) throws IOException {
        before.put(image, Files.copy(image, lab.directory().resolve("before-" + image.getFileName())));
        return image;
    }

    /** An image that begins as a product of another scenario, which stays as it is. */
    Path overlay(String name, Path product) {
        Path image = lab.createOverlay(name, product);
        before.put(image, product);
        return image;
    }

    /** Compares every byte that the guest could see. The machine must have ended. */
    void compare() {
        before.forEach((image, copy) -> lab.commands().run("qemu-img", "compare", image.toString(), copy.toString()));
    }
}
