package org.domzero.tests.bench;

import java.util.List;

/** Options of tar(1). */
public final class TarOptions {
    /** Those with which domzero has a tar of today send. */
    public static final List<String> OF_TODAY =
            List.of("--numeric-owner", "--format=posix", "--sparse", "--xattrs", "--xattrs-include=*", "--acls");

    private TarOptions() {}
}
