package org.domzero.toolkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs nothing: keeps what it was asked to run, from any thread, and answers from what it was told. */
public final class RecordingCommandRunner implements CommandRunner {
    private final List<Command> commands = new ArrayList<>();
    private final Map<String, CommandResult> answers = new LinkedHashMap<>();

    /** Command lines that begin with {@code prefix} are answered with {@code result}; all others succeed silently. */
    public RecordingCommandRunner answer(String prefix, CommandResult result) {
        answers.put(prefix, result);
        return this;
    }

    public RecordingCommandRunner answer(String prefix, String output) {
        return answer(prefix, new CommandResult(0, output, ""));
    }

    @Override
    public synchronized CommandResult tryRun(Command command, Consumer<String> onOutput) {
        commands.add(command);
        CommandResult result = answers.entrySet().stream()
                .filter(entry -> command.line().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new CommandResult(0, "", ""));
        result.lines().forEach(onOutput);
        return result;
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }

    public List<String> lines() {
        return commands.stream().map(Command::line).toList();
    }
}
