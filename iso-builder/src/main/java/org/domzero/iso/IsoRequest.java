package org.domzero.iso;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ISO is to be.
 *
 * @param output the file to write
 * @param cache where images are kept between builds
 * @param archive where dom0's packages come from
 * @param jars the program that goes onto it: its own jars and those it uses
 * @param completion bash's completion of the program's commands
 * @param answers an answer file to embed
 * @param ca certificates to embed, by which servers of answers are known
 * @param kernelOptions added to every entry of the boot menu; empty for none
 */
public record IsoRequest(
        Path output,
        Path cache,
        Archive archive,
        List<Path> jars,
        String completion,
        @Nullable Path answers,
        @Nullable Path ca,
        String kernelOptions) {
    public IsoRequest {
        jars = List.copyOf(jars);
    }
}
