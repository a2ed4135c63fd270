package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;

class ClassArchiveTest {
    private static BuildContext context(boolean asRoot) {
        return new BuildContext(
                Archive.TRIXIE,
                new Releases(Instant.EPOCH, List.of()),
                new AptSettings(null),
                asRoot,
                new Effects(new RecordingCommandRunner(), Path.of("/"), Progress.SILENT));
    }

    private static List<String> java(boolean asRoot) {
        return ClassArchive.java(
                        context(asRoot),
                        Path.of("/scratch/root"),
                        List.of(Path.of("/p/b.jar"), Path.of("/p/a.jar")),
                        List.of("-Xshare:on"),
                        List.of("--version"))
                .argv();
    }

    @Test
    void isMadeInARootLikeTheImageWithTheLaunchersClassPath() {
        List<String> jars = ProgramLayer.arguments(List.of(Path.of("/p/a.jar"), Path.of("/p/b.jar")));

        assertThat(java(true))
                .startsWith("sh", "-c")
                .containsSequence("/usr/sbin/chroot", "/scratch/root", "/bin/sh", "-c")
                .containsSequence("sh", "/usr/lib/domzero/runtime/bin/java")
                .containsSequence("-cp", "/usr/lib/domzero/lib/a.jar:/usr/lib/domzero/lib/b.jar")
                .containsSequence(jars.subList(jars.size() - 3, jars.size()))
                .contains("-Xshare:on")
                .endsWith("--version");
    }

    @Test
    void findsTheProgramsOfTheRehearsalAndNoOthers() {
        assertThat(java(true)).containsSequence("env", "-i").contains("PATH=/bin");
    }

    @Test
    void isMadeInANamespaceWithoutRoot() {
        assertThat(java(false))
                .startsWith("mmdebstrap", "--unshare-helper", "sh", "-c")
                .endsWith(java(true).toArray(String[]::new));
    }

    @Test
    void takesNamesFromListsOfLoadedClassesAndNothingOfTheirRun() {
        assertThat(ClassArchive.loaded(List.of(
                        "# NOTE: Do not modify this file.",
                        "",
                        "java/lang/Object id: 0",
                        "org/domzero/cli/Domzero id: 1204",
                        "other/Loader id: 7 super: 0 source: /x.jar",
                        "@lambda-proxy java/io/Console apply ()Ljava/util/function/Function;",
                        "@lambda-form-invoker [LF_RESOLVE] java.lang.invoke.Invokers$Holder linkToTargetMethod L_L")))
                .containsExactly(
                        "java/lang/Object",
                        "org/domzero/cli/Domzero",
                        "@lambda-proxy java/io/Console apply ()Ljava/util/function/Function;",
                        "@lambda-form-invoker [LF_RESOLVE] java.lang.invoke.Invokers$Holder linkToTargetMethod L_L");
    }
}
