package org.domzero.installer.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.installer.answers.AnswerFile;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.AnswersWriter;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.finish.Secrets;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.installer.source.AnswersSearch;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * The answer files of the machine.
 *
 * @param read by path
 * @param unread why one that is there could not be read, by path; its text stays out of everything
 */
record BundleAnswers(Map<String, AnswerFile> read, Map<String, String> unread) {
    private static final String OF_THE_HOST = "/etc/domzero/answers.toml";

    /**
     * Looks where a host and a medium keep theirs, and where the kernel's command line says.
     *
     * @param medium where the installation medium would be mounted
     */
    static BundleAnswers find(String medium, Effects effects) {
        List<String> paths = new ArrayList<>(List.of(OF_THE_HOST, medium + "/" + MediumManifest.ANSWERS_PATH));
        named(effects).ifPresent(paths::add);
        Map<String, AnswerFile> read = new LinkedHashMap<>();
        Map<String, String> unread = new LinkedHashMap<>();
        for (String path : paths) {
            if (!Files.isRegularFile(effects.resolve(path))) {
                continue;
            }
            try {
                read.put(path, AnswersParser.parseAny(path, AnswersParser.bytes(effects.resolve(path))));
            } catch (UserError wrong) {
                unread.put(path, wrong.render());
            } catch (IOException e) {
                unread.put(path, IoReason.of(e));
            }
        }
        return new BundleAnswers(read, unread);
    }

    /** What must leave the machine in no text. */
    List<String> secrets() {
        return read.values().stream()
                .map(file -> file instanceof ParsedClone clone
                        ? Secrets.in(clone.answers())
                        : Secrets.in(((ParsedAnswers) file).answers()))
                .flatMap(List::stream)
                .toList();
    }

    /** A file without them. */
    static String text(AnswerFile file) {
        return file instanceof ParsedClone clone
                ? AnswersWriter.writeWithoutSecrets(clone.answers())
                : AnswersWriter.writeWithoutSecrets(((ParsedAnswers) file).answers());
    }

    private static Optional<String> named(Effects effects) {
        try {
            return new KernelCommandLine(Files.readString(effects.resolve("/proc/cmdline")))
                    .value(AnswersSearch.OPTION)
                    .map(value -> value.replaceFirst("^file://(?=/)", ""))
                    .filter(value -> value.startsWith("/"));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
