package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.vm.GuestType;
import org.domzero.guests.vm.NewGuest;
import org.domzero.guests.vm.Template;
import org.domzero.toolkit.ByteSize;
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
    void aGuestIsWhatTheTemplateWasUnlessSomethingElseIsSaid() {
        Template template = new Template(
                "old1",
                "root@old1",
                GuestType.HVM,
                ByteSize.gibibytes(2),
                4,
                2,
                new Template.Image("/mnt/old1/root.raw", ByteSize.gibibytes(8), new UUID(1, 2)),
                Optional.of(new Template.Swap(ByteSize.mebibytes(512), new UUID(3, 4))));

        NewGuest same = wish(template, "web1", "--clone-template", "/mnt/old1");
        NewGuest other = wish(
                template,
                "web1",
                "--clone-template=old1",
                "--memory=4GiB",
                "--vcpus=1",
                "--disk=20GiB",
                "--bridge=xenbr1",
                "--description=the web");

        assertThat(List.of(same.type(), same.memory(), same.vcpus(), same.description()))
                .isEqualTo(List.of(GuestType.HVM, ByteSize.gibibytes(2), 4, "of the template old1"));
        assertThat(same.disks().stream().map(NewGuest.NewDisk::size))
                .containsExactly(ByteSize.gibibytes(8), ByteSize.mebibytes(512));
        assertThat(same.bridges()).containsExactly("xenbr0", "xenbr0");
        assertThat(same.macs()).hasSize(2).doesNotHaveDuplicates().allMatch(mac -> mac.startsWith("00:16:3e:"));
        assertThat(List.of(other.memory(), other.vcpus(), other.description()))
                .isEqualTo(List.of(ByteSize.gibibytes(4), 1, "the web"));
        assertThat(other.disks().stream().map(NewGuest.NewDisk::size))
                .containsExactly(ByteSize.gibibytes(8), ByteSize.mebibytes(512), ByteSize.gibibytes(20));
        assertThat(other.bridges()).containsExactly("xenbr1");
    }

    private static NewGuest wish(Template template, String... given) {
        VmCreateCommand command = new VmCreateCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(given);
        return command.wish(template);
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
