package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersWriterTest {
    @Test
    void writesEveryAnswer() {
        Golden.assertMatches("answers/written-full.toml", AnswersWriter.write(AnswerFiles.answers(AnswerFiles.FULL)));
    }

    @Test
    void writesDefaultsOut() {
        Golden.assertMatches(
                "answers/written-smallest.toml", AnswersWriter.write(AnswerFiles.answers(AnswerFiles.SMALLEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "repository-disks = [{ min-size = '1234567B', pick = 'largest' }]",
                "repository-disks = [{ model = 'a\"b\\c', serial = \"\u00e9\\U0001F4BF\" }, '/dev/sdb', '/dev/sdc']",
                "existing-data = 'erase'\n[console]\nserial = 'none'",
                "[console]\nserial = 'com2,9600'\n[finish]\naction = 'shell'",
                "[xen]\ndom0-memory = '1234567KB'\noptions = 'a=b,c \\d e'",
                "[network]\ninterface = 'eno1'\naddress = '10.1.2.3/8'\ndns = ['10.0.0.53', '10.0.0.54']",
                "[network]\ninterface = '52-54-00-12-34-AB'\nvlan = 4094\naddress6 = 'none'",
                "[network]\naddress = 'none'\naddress6 = '2001:db8::1:0:0:1/48'\ngateway6 = '2001:db8::ff'",
                "[network]\naddress = 'none'\naddress6 = 'auto'\ndns = ['fe80::1', '::2:0:0:0:0:0:0']",
                "[network]\nbond = { interfaces = ['en*'] }",
                "[network.bond]\ninterfaces = ['eno1', 'eno2']\nmode = 'active-backup'",
            })
    void readsBackWhatItWrote(String lines) {
        Answers answers = AnswerFiles.answers(AnswerFiles.SMALLEST + lines + "\n");
        assertThat(AnswerFiles.answers(AnswersWriter.write(answers))).isEqualTo(answers);
    }

    @Test
    void readsBackTheFullFile() {
        Answers answers = AnswerFiles.answers(AnswerFiles.FULL);
        assertThat(AnswerFiles.answers(AnswersWriter.write(answers))).isEqualTo(answers);
    }

    @Test
    void withoutSecretsItHasWordsInTheirPlace() {
        String full = AnswersWriter.writeWithoutSecrets(AnswerFiles.answers(AnswerFiles.FULL));
        String plain = AnswersWriter.writeWithoutSecrets(AnswerFiles.answers(
                AnswerFiles.SMALLEST.replace("[storage]", "root-password = \"geheim\"\n[storage]")));

        assertThat(full)
                .contains(
                        "root-password-hash = \"(left out)\"\n",
                        "script = \"(left out)\"\n",
                        "webhook = \"(left out)\"\n",
                        "hostname = \"xen01.example.org\"\n")
                .doesNotContain(AnswerFiles.HASH, "s3cr3t", "/bin/sh");
        assertThat(plain).contains("root-password = \"(left out)\"\n").doesNotContain("geheim");
    }

    @Test
    void writesAPasswordAsItsHashOnly() {
        Answers answers =
                AnswerFiles.answers(AnswerFiles.SMALLEST.replace("[storage]", "root-password = \"geheim\"\n[storage]"));
        assertThatThrownBy(() -> AnswersWriter.write(answers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a password itself is never written; make a hash of it first");
        assertThat(AnswersWriter.write(answers.withRootPasswordHash(AnswerFiles.HASH)))
                .contains("root-password-hash = \"" + AnswerFiles.HASH + "\"\n")
                .doesNotContain("geheim");
    }
}
