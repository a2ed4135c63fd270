package org.domzero.installer.boot;

import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Reads a new generation back, from the disk and not from memory, before anything boots it. */
record VerifyGeneration(String folder, List<BootFile> files) implements Action {
    VerifyGeneration {
        files = List.copyOf(files);
    }

    @Override
    public String summary() {
        return "read " + folder + " back and compare its SHA-256";
    }

    @Override
    public void perform(Effects effects) {
        for (BootFile file : files) {
            String path = folder + "/" + file.name();
            // GNU dd's way to make the kernel forget its copy of a file.
            effects.commands().run("dd", "if=" + path, "iflag=nocache", "count=0", "status=none");
            Optional<String> problem = FileDigest.problem(effects.commands(), path, file.sha256());
            if (problem.isPresent()) {
                throw UserError.failed(
                        path + " " + problem.get(),
                        "what is booted by default has not been changed; the disk may be failing: see dmesg");
            }
        }
    }
}
