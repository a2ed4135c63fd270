package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.domzero.p2v.copy.Copy;
import org.domzero.p2v.copy.CopyReport;
import org.domzero.p2v.copy.SourceTree;
import org.domzero.p2v.copy.TarAbilities;
import org.domzero.p2v.job.RemoteSource;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.tests.bench.Resident;
import org.domzero.tests.bench.TarOptions;
import org.domzero.toolkit.ProcessStarter;

/**
 * What {@code domzero p2v pull} does with files, in a process of its own. It says the seconds of its parts, and how much
 * memory it had. Arguments: as {@link Server} has them, the directory there, the one here, and whether zstd may be used.
 */
public final class MeasuredPull {
    private MeasuredPull() {}

    public static void main(String[] arguments) throws IOException {
        Phases phases = new Phases(ProcessHandle.current().info().startInstant().orElseGet(Instant::now));
        Server server = new Server(Path.of(arguments[0]), arguments[1]);
        try (SshSession session = server.connect()) {
            Copy copy = new Copy(
                    new RemoteSource(session),
                    List.of(new SourceTree("/", arguments[2])),
                    new TarAbilities(TarOptions.OF_TODAY, true, Boolean.parseBoolean(arguments[4])),
                    Path.of(arguments[3]),
                    new ProcessStarter(),
                    phases);
            CopyReport report = copy.run();
            phases.begin("end");
            if (!report.isWhole() || !report.changing().isEmpty()) {
                throw new IllegalStateException(report.toString());
            }
            copy.forget();
        }
        phases.lines().forEach(System.out::println);
        double busy = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
        System.out.println(String.format(Locale.ROOT, "Java's processor\t%.1f", busy));
        System.out.println("MiB resident\t" + Resident.mebibytes());
    }
}
