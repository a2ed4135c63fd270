package org.domzero.iso;

import java.util.List;

/**
 * Where the dom0's packages come from: a Debian archive.
 *
 * @param suite the release, as {@code trixie}
 * @param mirror of the archive itself, as {@code http://deb.debian.org/debian}
 * @param securityMirror of its security updates
 */
public record Archive(String suite, String mirror, String securityMirror) {
    /** The release domzero is made for: Xen 4.20 and Linux 6.12. */
    public static final Archive TRIXIE =
            new Archive("trixie", "http://deb.debian.org/debian", "http://deb.debian.org/debian-security");

    private static final String COMPONENTS = "main non-free-firmware";

    /** The lines of {@code sources.list(5)}, of the image being made and of the hosts installed from it. */
    List<String> sources() {
        return List.of(
                "deb " + mirror + " " + suite + " " + COMPONENTS,
                "deb " + mirror + " " + suite + "-updates " + COMPONENTS,
                "deb " + securityMirror + " " + suite + "-security " + COMPONENTS);
    }

    /** The signed indexes of the three: they change when, and only when, a package did. */
    List<String> releaseFiles() {
        return List.of(
                mirror + "/dists/" + suite + "/InRelease",
                mirror + "/dists/" + suite + "-updates/InRelease",
                securityMirror + "/dists/" + suite + "-security/InRelease");
    }
}
