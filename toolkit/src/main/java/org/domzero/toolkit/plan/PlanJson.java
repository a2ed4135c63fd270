package org.domzero.toolkit.plan;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.domzero.toolkit.Command;

/**
 * A plan as JSON, for scripts and for the journal.
 *
 * <p>{@code {"title", "phases": [{"title", "actions": [{"type", "summary", "destructive", "commands"?}], "meanwhile"?}]}};
 * {@code meanwhile} has actions like {@code actions}; {@code type} is the action's name, {@code commands} those of one that is nothing but commands: {@code {"line", "input"?}},
 * with {@code (secret)} for input that is.
 */
public final class PlanJson {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private PlanJson() {}

    public static String render(Plan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("title", plan.title());
        JsonArray phases = new JsonArray();
        for (Phase phase : plan.phases()) {
            JsonObject one = new JsonObject();
            one.addProperty("title", phase.title());
            one.add("actions", describe(phase.actions()));
            if (!phase.meanwhile().isEmpty()) {
                one.add("meanwhile", describe(phase.meanwhile()));
            }
            phases.add(one);
        }
        json.add("phases", phases);
        return GSON.toJson(json);
    }

    private static JsonArray describe(List<Action> actions) {
        JsonArray all = new JsonArray();
        actions.forEach(action -> all.add(describe(action)));
        return all;
    }

    static JsonObject describe(Action action) {
        JsonObject json = new JsonObject();
        json.addProperty("type", action.getClass().getSimpleName());
        json.addProperty("summary", action.summary());
        json.addProperty("destructive", action.destructive());
        if (action instanceof CommandAction withCommands) {
            JsonArray commands = new JsonArray();
            withCommands.commands().forEach(command -> commands.add(describe(command)));
            json.add("commands", commands);
        }
        return json;
    }

    private static JsonObject describe(Command command) {
        JsonObject json = new JsonObject();
        json.addProperty("line", command.line());
        String input = command.input().toString();
        if (!input.isEmpty()) {
            json.addProperty("input", input);
        }
        return json;
    }
}
