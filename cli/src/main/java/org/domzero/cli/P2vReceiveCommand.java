package org.domzero.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.domzero.guests.state.StateVolume;
import org.domzero.p2v.push.ServedSource;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero p2v receive}: the host's side of a push. */
@Command(
        name = "receive",
        hidden = true,
        description = {
            "What 'domzero p2v push' starts on the host. Nobody else can: the secret on standard input is the machine's.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero p2v receive --port 20022 --root /run/domzero/p2v/source --from 'root 6f6c…' --plan",
        })
final class P2vReceiveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "COUNT",
            required = true,
            description = "Where the machine is reached, on this host's loopback.")
    private int port;

    @Option(names = "--root", paramLabel = "WHERE", required = true, description = "Where the machine has its root.")
    private String root = "";

    @Option(names = "--from", paramLabel = "TEXT", required = true, description = "What the machine is called.")
    private String from = "";

    @Mixin
    private CloneOptions clone = new CloneOptions();

    @Override
    public Integer call() throws IOException {
        HostTerminal terminal = HostTerminal.of(spec);
        StateVolume.require(terminal.looking());
        String secret = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        if (secret == null) {
            throw UserError.usage("there is no secret on standard input", "'domzero p2v push' is for users");
        }
        Cancellation cancellation = Cancellation.guard();
        try {
            return clone.clone(new ServedSource(port, secret), from, root, terminal);
        } finally {
            cancellation.close();
        }
    }
}
