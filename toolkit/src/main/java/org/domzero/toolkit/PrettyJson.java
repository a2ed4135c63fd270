package org.domzero.toolkit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** JSON for files and terminals, where people read it too. */
public final class PrettyJson {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private PrettyJson() {}

    /** Indented, a member a line, without a newline at the end. */
    public static String of(JsonElement json) {
        return GSON.toJson(json);
    }
}
