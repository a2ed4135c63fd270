package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersGuideTest {
    /** Keys that may not stand beside one of the others. */
    private static final List<String> EXCLUDED = List.of("root-password", "interface");

    private static final Path PAGE = Path.of("../docs/answers.md");

    @Test
    void isThePageInTheDocumentation() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, AnswersGuide.reference());
        }
        assertThat(AnswersGuide.reference())
                .as("%s (mvn -Dgolden.update=true rewrites it)", PAGE)
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void givesAnExampleThatInstalls() {
        Answers answers = AnswerFiles.answers(AnswersGuide.example());
        assertThat(answers.host().hostname()).isEqualTo("xen01.example.org");
        assertThat(answers.host().sshAuthorizedKeys()).hasSize(1);
    }

    @Test
    void givesExamplesThatAreRightForEveryKey() {
        String all = AnswersGuide.example()
                .replaceAll("(?m)^#([a-z0-9-]+ = )", "$1")
                .replaceAll("(?m)^(root-password|interface) = .*\n", "");
        Answers answers = AnswerFiles.answers(all);
        for (AnswerTable<?> table : AnswerTables.ALL) {
            assertThat(all)
                    .contains(table.keyNames().stream()
                            .filter(name -> !EXCLUDED.contains(name))
                            .map(name -> "\n" + name + " = ")
                            .toList());
        }
        assertThat(AnswerFiles.answers(AnswersWriter.write(answers))).isEqualTo(answers);
    }

    @Test
    void givesAnExampleThatClones() {
        String example = AnswersGuide.example(Mode.CLONE);
        assertThat(AnswersParser.parseClone("old1.toml", example.getBytes(StandardCharsets.UTF_8))
                        .answers()
                        .host()
                        .to())
                .isEqualTo("root@xen01.example.org");
        String all =
                example.replaceAll("(?m)^#([a-z0-9-]+ = )", "$1").replaceAll("(?m)^(again|start) = true", "$1 = false");
        CloneAnswers answers = AnswersParser.parseClone("old1.toml", all.getBytes(StandardCharsets.UTF_8))
                .answers();
        assertThat(answers.host().password()).isNotNull();
        assertThat(answers.guest().template()).isEmpty();
        assertThat(answers.action()).isEqualTo(FinishAction.SHELL);
        for (AnswerTable<?> table : CloneTable.ALL) {
            assertThat(all)
                    .contains(table.keyNames().stream()
                            .map(name -> "\n" + name + " = ")
                            .toList());
        }
    }

    @Test
    void givesRightExamplesOfDisksAPasswordAndACard() {
        List<String> conditions = AnswerTables.DISK.keys().stream()
                .<String>map(key -> key.name() + " = " + key.example())
                .toList();
        String file = AnswerFiles.SMALLEST.replace(
                "system-disk = \"/dev/sda\"", "system-disk = { " + String.join(", ", conditions) + " }");
        assertThat(AnswerFiles.answers(file).storage().systemDisk().toString()).doesNotContain("null");
        String password = AnswersGuide.example().replaceAll("(?m)^#(root-password = )", "$1");
        assertThat(AnswerFiles.answers(password).host().rootPassword()).isInstanceOf(RootPassword.Plain.class);
        String card = AnswersGuide.example().replaceAll("(?m)^#(interface = )", "$1");
        assertThat(AnswerFiles.answers(card).network().uplink()).isInstanceOf(UplinkChoice.Card.class);
    }
}
