package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.facts.Link;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;

class HostFilesTest {
    private static List<TargetFile> files(Answers answers) {
        return HostFiles.of(answers, Samples.IDENTITIES, new Uplink.Card(Samples.card("eno1", Samples.MAC, Link.UP)));
    }

    private static String text(List<TargetFile> files) {
        return files.stream()
                .map(file -> "=== " + file.mode() + " " + file.path() + "\n" + file.content())
                .collect(Collectors.joining());
    }

    private static String content(Answers answers, String path) {
        return files(answers).stream()
                .filter(file -> file.path().equals(path))
                .map(TargetFile::content)
                .collect(Collectors.joining("twice?"));
    }

    @Test
    void aHostWithAPasswordAndDhcp() {
        Golden.assertMatches("install/host-files-dhcp.txt", text(files(Samples.WITH_PASSWORD)));
    }

    @Test
    void aHostWithKeysAndAFixedAddress() {
        Golden.assertMatches("install/host-files-static.txt", text(files(Samples.WITH_KEYS)));
    }

    @Test
    void onlyRootReadsKeysAndHashes() {
        for (Answers answers : List.of(Samples.WITH_PASSWORD, Samples.WITH_KEYS)) {
            assertThat(files(answers))
                    .filteredOn(file -> file.content().contains(Samples.HASH)
                            || file.path().contains("/.ssh/")
                            || file.path().equals("/etc/domzero/answers.toml"))
                    .isNotEmpty()
                    .allMatch(file -> file.mode().equals("rw-------"));
        }
    }

    @Test
    void theAnswersKeptInstallTheSameHostAgain() {
        for (Answers answers : List.of(Samples.WITH_PASSWORD, Samples.WITH_KEYS)) {
            assertThat(Samples.answers(content(answers, "/etc/domzero/answers.toml")))
                    .isEqualTo(answers);
        }
    }
}
