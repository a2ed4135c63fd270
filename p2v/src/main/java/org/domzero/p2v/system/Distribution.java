package org.domzero.p2v.system;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a system calls itself.
 *
 * @param id in lower case, as {@code ID} of os-release(5) has it: {@code rhel}, {@code centos}, {@code debian}; empty
 *     when not even that is known
 * @param name for people; of an unknown system whatever it says of itself, or nothing
 * @param version {@code 5.11}; empty when there is none
 */
public record Distribution(Family family, String id, String name, String version) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Finds out what a system is. */
    public static Distribution of(SystemFiles files) {
        return DistributionFiles.read(files);
    }

    /** The number that a version begins with; -1 when there is none. */
    public int major() {
        Matcher matcher = NUMBER.matcher(version);
        return matcher.lookingAt() && matcher.end() < 9 ? Integer.parseInt(matcher.group()) : -1;
    }

    /** Whether it is one of a family, and known to be no newer than a major version. */
    public boolean isUpTo(Family family, int major) {
        return this.family == family && major() >= 0 && major() <= major;
    }
}
