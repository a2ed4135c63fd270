package org.domzero.installer.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Reads a new generation back, from the disk and not from memory, before anything boots it. */
record VerifyGeneration(String folder, List<BootFile> files) implements Action {
    /** GNU dd's way to make the kernel forget its copy of a file. */
    private static final String FORGET = "for file; do dd if=\"$file\" iflag=nocache count=0 status=none || exit; done";

    VerifyGeneration {
        files = List.copyOf(files);
    }

    @Override
    public String summary() {
        return "read " + folder + " back and compare its SHA-256";
    }

    @Override
    public void perform(Effects effects) {
        Map<String, Sha256> expected = new LinkedHashMap<>();
        files.forEach(file -> expected.put(folder + "/" + file.name(), file.sha256()));
        List<String> forget = new ArrayList<>(List.of("sh", "-c", FORGET, "sh"));
        forget.addAll(expected.keySet());
        effects.commands().run(Command.of(forget));
        FileDigest.problem(effects.commands(), expected).ifPresent(problem -> {
            throw UserError.failed(
                    problem, "what is booted by default has not been changed; the disk may be failing: see dmesg");
        });
    }
}
