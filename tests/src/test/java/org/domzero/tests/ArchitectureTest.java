package org.domzero.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.ProcessPipe;
import org.domzero.toolkit.ProcessStarter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The arrows between the modules, and what only one place may do. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.domzero");

    static final List<Module> MODULES = List.of(
            new Module("toolkit"),
            new Module("partitioner", "toolkit"),
            new Module("bootloader.extlinux", "toolkit"),
            new Module("bootloader.efi", "toolkit"),
            new Module("guests", "partitioner", "toolkit"),
            new Module("p2v", "guests", "partitioner", "toolkit"),
            new Module("installer", "partitioner", "bootloader", "toolkit"),
            // Of the installer only the answers, which it checks before it embeds them.
            new Module("iso", "installer.answers", "installer.medium", "toolkit"),
            new Module("cli", "iso", "installer", "p2v", "guests", "partitioner", "bootloader", "toolkit"),
            new Module("tests", "cli", "iso", "installer", "p2v", "partitioner", "bootloader", "toolkit"));

    /** A module's package, and those of ours it may use beside itself. */
    private record Module(String name, List<String> others) {
        Module(String name, String... others) {
            this(name, List.of(others));
        }

        String packages() {
            return "org.domzero." + name + "..";
        }

        String[] allowed() {
            return Stream.concat(Stream.of(name), others.stream())
                    .map(one -> "org.domzero." + one + "..")
                    .toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void modulesUseOnlyWhatTheArrowsAllow(Module module) {
        DescribedPredicate<JavaClass> forbidden = resideInAPackage("org.domzero..")
                .and(DescribedPredicate.not(resideInAnyPackage(module.allowed())))
                .as("are ours but not in %s", Arrays.toString(module.allowed()));
        noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat(forbidden)
                .check(CODE);
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .should()
                .resideInAnyPackage(MODULES.stream().map(Module::packages).toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void namesAreOfTheField() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(CODE);
    }

    @Test
    void programsAreRunInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.domzero.tests..", "org.domzero.cli..")
                .and(DescribedPredicate.not(JavaClass.Predicates.type(ProcessCommandRunner.class)))
                .and(DescribedPredicate.not(JavaClass.Predicates.type(ProcessPipe.class)))
                .and(DescribedPredicate.not(JavaClass.Predicates.type(ProcessStarter.class)))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(callsRuntimeExec())
                .because("all others take a CommandRunner, a Pipe or a ProgramStarter, so that their tests run nothing")
                .check(CODE);
    }

    private static DescribedPredicate<JavaMethodCall> callsRuntimeExec() {
        return DescribedPredicate.describe(
                "is to Runtime.exec",
                call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getTarget().getName().equals("exec"));
    }

    @Test
    void theFilesOfACopiedRootAreReachedInOnePlace() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.domzero.p2v.system..",
                        "org.domzero.p2v.text..",
                        "org.domzero.p2v.fixup..",
                        "org.domzero.p2v.source..",
                        "org.domzero.p2v.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .because("a copied root is foreign: GuestRoot alone resolves its paths, and leaves it by no link")
                .check(CODE);
    }

    @Test
    void onlyTheCommandLineTalksToTheTerminalAndEndsTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.domzero.tests..", "org.domzero.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CODE);
    }
}
