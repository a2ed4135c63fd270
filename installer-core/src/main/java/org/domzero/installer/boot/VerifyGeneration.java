package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.CommandResult;
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
            CommandResult digest = effects.commands().tryRun(FileDigest.command(path));
            if (!digest.succeeded()) {
                throw damaged(path + " cannot be read: " + digest.tail(1));
            }
            String found = FileDigest.hex(digest);
            if (!found.equals(file.sha256().hex())) {
                throw damaged(path + " has the SHA-256 " + found + " instead of " + file.sha256());
            }
        }
    }

    private static UserError damaged(String message) {
        return UserError.failed(
                message, "what is booted by default has not been changed; the disk may be failing: see dmesg");
    }
}
