package org.domzero.p2v.plan;

import java.util.regex.Pattern;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.system.Kernel;

/** For how many bits a kernel is: 32, 64, or 0 when nothing says so. */
final class KernelBits {
    private static final Pattern SIXTY_FOUR = Pattern.compile("(?m)^CONFIG_(X86_64|64BIT)=y$");
    private static final Pattern THIRTY_TWO =
            Pattern.compile("(?m)^(CONFIG_X86_32=y|CONFIG_X86=y|# CONFIG_64BIT is not set)$");
    private static final Pattern NAMED_64 = Pattern.compile(".*(x86_64|amd64).*");
    private static final Pattern NAMED_32 = Pattern.compile(".*(i[3-6]86|[-.]686|[-.]486|PAE|-pae|-bigmem).*");

    private KernelBits() {}

    static int of(Kernel kernel, SourceFacts facts) {
        String config = kernel.config().flatMap(facts::text).orElse("");
        if (SIXTY_FOUR.matcher(config).find()
                || NAMED_64.matcher(kernel.version()).matches()) {
            return 64;
        }
        if (NAMED_32.matcher(kernel.version()).matches()) {
            return 32;
        }
        // A 64-bit kernel's configuration that is whole says so, and the first of these is in every one.
        if (THIRTY_TWO.matcher(config).find()) {
            return 32;
        }
        if (facts.isRunning() && facts.kernel().equals(kernel.version())) {
            return facts.machine().equals("x86_64") ? 64 : 32;
        }
        return facts.bits();
    }
}
