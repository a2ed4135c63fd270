package org.domzero.tests.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands of this machine that only root may give. */
final class AsRoot {
    private AsRoot() {}

    /** By sudo, which must not ask, where the tests are not root themselves. */
    static List<String> command(List<String> argv) {
        List<String> asRoot = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            asRoot.addAll(List.of("sudo", "-n"));
        }
        asRoot.addAll(argv);
        return asRoot;
    }

    static List<String> command(String... argv) {
        return command(Arrays.asList(argv));
    }
}
