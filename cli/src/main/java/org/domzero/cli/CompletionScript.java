package org.domzero.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/**
 * How bash completes domzero: by picocli's own script the commands and options, by {@code completion.bash}, which is put
 * in front of that, what stands for something on the host. Between the two is a table, made of the commands, of what is
 * what.
 */
final class CompletionScript {
    /** What a parameter is, by what it is called in the help. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("COMMAND", "command"),
            Map.entry("GUEST", "guest"),
            Map.entry("REPOSITORY", "repository"),
            Map.entry("DEVICE", "device"),
            Map.entry("MAC", "mac"),
            Map.entry("ISO", "iso"),
            Map.entry("DISK", "file"),
            Map.entry("WHERE", "file"),
            Map.entry("BRIDGE", "bridge"),
            Map.entry("DIRECTORY", "file"),
            Map.entry("NAME|DIRECTORY", "file"),
            Map.entry("FILE", "file"));

    private final StringBuilder cases = new StringBuilder();

    private CompletionScript() {}

    static String of(CommandLine domzero) {
        CompletionScript script = new CompletionScript();
        script.add("", domzero);
        return AutoComplete.bash("domzero", domzero) + """

                # What a word is on domzero's command line, put into kind: COMMAND, COMMAND --OPTION with a value,
                # COMMAND #POSITION of a parameter.
                _domzero_kind() {
                  case $1 in
                %s    *) kind= ;;
                  esac
                }
                """.formatted(script.cases) + text();
    }

    private void add(String words, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && option.arity().max() > 0) {
                add(
                        Stream.of(option.names())
                                .map(name -> "'" + words + name + "'")
                                .collect(Collectors.joining(" | ")),
                        kind(option));
            }
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            Range index = parameter.index();
            add("'" + words + "#'" + (index.isVariable() ? "*" : String.valueOf(index.min())), kind(parameter));
        }
        command.getSubcommands().forEach((name, subcommand) -> {
            add("'" + words + name + "'", "command");
            add(words + name + " ", subcommand);
        });
    }

    private void add(String pattern, String kind) {
        cases.append("    ").append(pattern).append(") kind='").append(kind).append("' ;;\n");
    }

    private static String kind(ArgSpec argument) {
        if (argument.type().isEnum()) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" ", "word ", ""));
        }
        String kind = argument.type() == Path.class ? "file" : KINDS.getOrDefault(argument.paramLabel(), "text");
        // Options say where disks go, which is in no library of ISO files.
        return argument.isOption() && kind.equals("repository") ? "storage" : kind;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(CompletionScript.class.getResourceAsStream("completion.bash"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
