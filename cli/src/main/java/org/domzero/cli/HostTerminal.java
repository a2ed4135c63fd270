package org.domzero.cli;

import com.google.gson.JsonElement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.guests.vm.HostGuests;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command for the host that it runs on shows what it has to show. */
record HostTerminal(PrintWriter out, PrintWriter err) {
    static HostTerminal of(@Nullable CommandSpec spec) {
        return new HostTerminal(
                Objects.requireNonNull(spec).commandLine().getOut(),
                Objects.requireNonNull(spec).commandLine().getErr());
    }

    /** For reading what there is. */
    Effects looking() {
        return new Effects(new ProcessCommandRunner(), Path.of("/"), InstallCommand.warningsTo(err));
    }

    /** For changing it. */
    Effects changing(boolean json) {
        return new Effects(new ProcessCommandRunner(), Path.of("/"), Console.progress(out, json));
    }

    int show(String text) {
        out.print(text);
        out.flush();
        return ExitCode.DONE.status();
    }

    int show(JsonElement json) {
        out.println(PrettyJson.of(json));
        return ExitCode.DONE.status();
    }

    /** One of both, as asked for; the other is not made. */
    int show(boolean asJson, Supplier<? extends JsonElement> json, Supplier<String> text) {
        return asJson ? show(json.get()) : show(text.get());
    }

    /** This host's guests, to be changed. */
    HostGuests guests() {
        return new HostGuests(changing(false));
    }

    /** This host's repositories and guests. */
    HostGuests.Inventory inventory() {
        return new HostGuests(looking()).read();
    }

    /**
     * Changes the repositories, which is noted in the state volume.
     *
     * @param decision from what there is, and by looking further
     */
    int change(ChangeOptions options, BiFunction<Repositories, Effects, RepositoryChange> decision) {
        Effects effects = looking();
        StateVolume.require(effects);
        if (options.planOnly) {
            return carryOut(decision.apply(Repositories.read(effects), effects), options);
        }
        return HostLock.ofRepositories(
                changing(options.json), () -> carryOut(decision.apply(Repositories.read(effects), effects), options));
    }

    int carryOut(RepositoryChange change, ChangeOptions options) {
        if (options.planOnly) {
            change.warnings().forEach(warning -> err.println("warning: " + warning));
            return show(
                    options.json
                            ? PlanJson.render(change.plan()) + "\n"
                            : change.plan().render());
        }
        Effects effects = changing(options.json);
        Progress progress = effects.progress();
        change.warnings().forEach(progress::warn);
        try {
            PlanRunner.run(change.plan(), effects);
        } catch (RuntimeException failed) {
            change.undo().ifPresent(undo -> takeBack(undo, effects, failed));
            throw failed;
        }
        progress.info("done: " + change.plan().title());
        return ExitCode.DONE.status();
    }

    private static void takeBack(Plan undo, Effects effects, RuntimeException failed) {
        try {
            PlanRunner.run(undo, effects);
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
            effects.progress().warn("not all of it could be taken back: " + alsoFailed.getMessage());
        }
    }
}
