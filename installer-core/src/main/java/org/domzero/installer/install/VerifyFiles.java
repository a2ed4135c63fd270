package org.domzero.installer.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.installer.medium.MediumFile;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** Reads everything an install will take from the medium and compares it with the manifest. */
record VerifyFiles(String medium, List<MediumFile> files) implements Action {
    VerifyFiles {
        files = List.copyOf(files);
    }

    @Override
    public String summary() {
        return "compare " + files.size() + " files of the medium with their SHA-256";
    }

    @Override
    public void perform(Effects effects) {
        long total = files.stream().mapToLong(MediumFile::size).sum();
        long[] done = {0};
        for (MediumFile file : files) {
            Path path = effects.resolve(medium + "/" + file.path());
            try {
                if (Files.size(path) != file.size()) {
                    throw damaged(file, "is " + Files.size(path) + " bytes long instead of " + file.size(), null);
                }
                Sha256 found = Sha256.ofFile(path, read -> {
                    done[0] += read;
                    effects.progress().on(new ProgressEvent.Fraction((double) done[0] / total));
                });
                if (!found.equals(file.sha256())) {
                    throw damaged(file, "has the SHA-256 " + found + " instead of " + file.sha256(), null);
                }
            } catch (IOException e) {
                throw damaged(file, "cannot be read: " + IoReason.of(e), e);
            }
        }
    }

    private static UserError damaged(
            MediumFile file, String how, @org.jspecify.annotations.Nullable IOException cause) {
        String message = file.path() + " on the installation medium " + how;
        String hint = "the medium is damaged and no disk has been touched: write the ISO to it again";
        return cause == null ? UserError.failed(message, hint) : UserError.failed(message, hint, cause);
    }
}
