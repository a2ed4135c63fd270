package org.domzero.cli;

import java.util.function.Function;
import org.domzero.guests.vm.Definition;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** What {@code domzero vm set} is to change, from its options. */
final class VmSettings {
    private VmSettings() {}

    /** @throws UserError when there is nothing to change, or a value is none */
    static Function<Definition, Definition> change(
            @Nullable String memory, @Nullable Integer vcpus, @Nullable String boot, @Nullable String description) {
        Function<Definition, Definition> change = Function.identity();
        if (memory != null) {
            ByteSize size = memory(memory);
            change = change.andThen(definition -> definition.withMemory(size));
        }
        if (vcpus != null) {
            int count = vcpus(vcpus);
            change = change.andThen(definition -> definition.withVcpus(count));
        }
        if (boot != null) {
            if (!boot.matches("[acdn]{1,4}")) {
                throw UserError.usage(
                        "--boot " + boot + " is no boot order", "letters: c the disk, d the CD, n the network");
            }
            change = change.andThen(definition -> definition.withBoot(boot));
        }
        if (description != null) {
            change = change.andThen(definition -> definition.withDescription(description));
        }
        return change;
    }

    static ByteSize memory(String text) {
        ByteSize size = VmCommand.size("--memory", text);
        if (size.mebibytes() < 32) {
            throw UserError.usage("--memory " + text + " is too little for any guest", "as 512MiB");
        }
        return size;
    }

    static int vcpus(int count) {
        if (count < 1 || count > 512) {
            throw UserError.usage("--vcpus " + count + " is not a number of processors", "from 1 to 512");
        }
        return count;
    }
}
