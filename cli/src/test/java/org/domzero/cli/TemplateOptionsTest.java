package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TemplateOptionsTest {
    @Test
    void whatTheTemplateSaysIsNotSaidTwice() {
        assertThat(Ran.domzero("vm", "create", "web1", "--clone-template", "old1", "--type", "hvm", "--uefi"))
                .isEqualTo(new Ran(2, "", """
                        error: the template says how the guest boots, and --type, --uefi says it too
                          hint: leave it out; 'domzero vm set' changes the guest afterwards
                        """));
        assertThat(Ran.domzero("vm", "create", "old1", "--clone-template", "old1"))
                .isEqualTo(new Ran(2, "", """
                        error: the template is called old1
                          hint: choose another name for the guest
                        """));
    }

    @Test
    void theHostIsToldOfATemplateAsTheMachineWas() {
        assertThat(arguments("--as-template=/mnt/templates", "--name", "old1"))
                .containsExactly("--name", "old1", "--bridge", "xenbr0", "--as-template=/mnt/templates");
        assertThat(arguments("--as-template", "--name", "old1"))
                .containsExactly("--name", "old1", "--bridge", "xenbr0", "--as-template");
        assertThat(arguments("--as-template")).containsExactly("--bridge", "xenbr0", "--as-template");
        assertThat(arguments()).containsExactly("--bridge", "xenbr0");
    }

    private static List<String> arguments(String... given) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(given);
        return asked.clone.arguments();
    }

    @Command
    private static final class Asked {
        @Mixin
        private CloneOptions clone = new CloneOptions();
    }
}
