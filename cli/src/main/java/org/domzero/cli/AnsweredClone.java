package org.domzero.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.vm.GuestName;
import org.domzero.installer.answers.CloneAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.answers.SshLogin;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.Credential;
import org.domzero.p2v.ssh.HostKeyTrust;
import org.domzero.p2v.ssh.KnownHosts;
import org.domzero.p2v.ssh.Secret;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshLimits;
import org.domzero.p2v.ssh.SshOptions;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** A push by an answer file: nobody is asked anything but, where somebody is, whether to go on. */
record AnsweredClone(CloneAnswers answers, SshAddress to, HostKeyTrust trust) {
    /** In memory, while it is needed: keys are read from files. */
    static final String KEY = "/run/domzero/p2v/ssh-key";

    /**
     * Reads what only the modules that work with it know the form of.
     *
     * @throws UserError of {@link ExitCode#USAGE}, with all problems and their places
     */
    static AnsweredClone of(ParsedClone parsed) {
        CloneAnswers answers = parsed.answers();
        List<Problem> problems = new ArrayList<>();
        Optional<SshAddress> to =
                read("clone.to", () -> SshAddress.parse(answers.host().to()), parsed, problems);
        Optional<HostKeyTrust> trust = read(
                "clone.host-key", () -> HostKeyTrust.fingerprint(answers.host().hostKey()), parsed, problems);
        String name = answers.guest().name();
        if (name != null) {
            read("clone.name", () -> GuestName.require(name), parsed, problems);
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
        return new AnsweredClone(answers, to.orElseThrow(), trust.orElseThrow());
    }

    private static <T> Optional<T> read(String key, Supplier<T> value, ParsedClone parsed, List<Problem> problems) {
        try {
            return Optional.of(value.get());
        } catch (UserError wrong) {
            for (Problem problem : wrong.problems()) {
                problems.add(new Problem(parsed.places().get(key), key + ": " + problem.message(), problem.hint()));
            }
            return Optional.empty();
        }
    }

    /** Pushes, and returns the exit status. */
    int push(Push.Extent extent, Effects effects, Push.Words words) {
        SshLogin.Key key = answers.host().key();
        try {
            if (key != null) {
                StateVolume.write(effects, KEY, key.text().getBytes(StandardCharsets.UTF_8));
            }
            SshOptions ssh = new SshOptions(
                    new KnownHosts(effects, Push.KNOWN_HOSTS), trust, Algorithms.MODERN, SshLimits.USUAL);
            return new Push(
                            to,
                            credential(key, effects),
                            ssh,
                            answers.guest().root(),
                            CloneOptions.of(answers.guest()).arguments())
                    .run(extent, effects, words);
        } finally {
            StateVolume.remove(effects, KEY);
        }
    }

    private Credential credential(SshLogin.@Nullable Key key, Effects effects) {
        SshLogin.Password password = answers.host().password();
        Secret secret = password == null ? Secret.asked(what -> null) : new Secret.Given(password.text());
        return key == null ? new Credential.Password(secret) : new Credential.KeyFile(effects.resolve(KEY), secret);
    }
}
