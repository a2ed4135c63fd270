package org.domzero.installer.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.medium.MediumFile;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/**
 * Reads everything an install will take from the medium and compares it with the manifest. The reading is a command for
 * each file, so that it can begin while the machine is still looked at ({@link org.domzero.toolkit.AheadRunner}).
 */
record VerifyFiles(String medium, List<MediumFile> files) implements Action {
    VerifyFiles {
        files = List.copyOf(files);
    }

    @Override
    public String summary() {
        return "compare " + files.size() + " files of the medium with their SHA-256";
    }

    Command digest(MediumFile file) {
        return FileDigest.command(medium + "/" + file.path());
    }

    @Override
    public void perform(Effects effects) {
        long total = files.stream().mapToLong(MediumFile::size).sum();
        long done = 0;
        for (MediumFile file : files) {
            checkSize(file, effects.resolve(medium + "/" + file.path()));
            Optional<String> problem =
                    FileDigest.problem(effects.commands(), medium + "/" + file.path(), file.sha256());
            if (problem.isPresent()) {
                throw damaged(file, problem.get(), null);
            }
            done += file.size();
            effects.progress().on(new ProgressEvent.Fraction((double) done / total));
        }
    }

    private static void checkSize(MediumFile file, Path path) {
        try {
            if (Files.size(path) != file.size()) {
                throw damaged(file, "is " + Files.size(path) + " bytes long instead of " + file.size(), null);
            }
        } catch (IOException e) {
            throw damaged(file, "cannot be read: " + IoReason.of(e), e);
        }
    }

    private static UserError damaged(
            MediumFile file, String how, @org.jspecify.annotations.Nullable IOException cause) {
        String message = file.path() + " on the installation medium " + how;
        String hint = "the medium is damaged and no disk has been touched: write the ISO to it again";
        return cause == null ? UserError.failed(message, hint) : UserError.failed(message, hint, cause);
    }
}
