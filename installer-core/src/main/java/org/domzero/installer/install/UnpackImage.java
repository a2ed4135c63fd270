package org.domzero.installer.install;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/**
 * Unpacks a squashfs image over what is in a directory.
 *
 * @param from how much of the phase is done when it starts, from 0 to 1
 * @param to and when it ends
 */
record UnpackImage(String image, String directory, double from, double to) implements Action {
    private static final Pattern PERCENT = Pattern.compile("\\s*(\\d{1,3})%?\\s*");

    @Override
    public String summary() {
        return "unpack " + image + " into " + directory;
    }

    @Override
    public void perform(Effects effects) {
        effects.commands().run(command(), line -> {
            Matcher matcher = PERCENT.matcher(line);
            if (matcher.matches()) {
                double done = Integer.parseInt(matcher.group(1)) / 100.0;
                effects.progress().on(new ProgressEvent.Fraction(from + (to - from) * done));
            }
        });
    }

    private Command command() {
        // Its queues are 256 MiB each if one lets them be; the live system may have 1 GiB in all.
        return Command.of(
                        // A block's memory is taken for the next one, not given back to the system and asked for again
                        // (mallopt(3)): a sixth of the time.
                        "env",
                        "MALLOC_MMAP_THRESHOLD_=33554432",
                        "MALLOC_TRIM_THRESHOLD_=1073741824",
                        "unsquashfs",
                        "-force",
                        "-quiet",
                        "-percentage",
                        "-data-queue",
                        "32",
                        "-frag-queue",
                        "32",
                        "-dest",
                        directory,
                        image)
                .withLimit(Duration.ofHours(1));
    }
}
