package org.domzero.toolkit.progress;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows events as JSON, one object a line.
 *
 * <p>Every object has {@code time} (milliseconds since 1970) and {@code event}; beside them {@code phase}: {@code
 * title}, {@code number}, {@code of}; {@code step}: {@code summary}; {@code fraction}: {@code done}; {@code amount}:
 * {@code files}, {@code bytes}, and as far as they are known {@code ofFiles}, {@code ofBytes}, {@code done} (from 0 to 1),
 * {@code bytesPerSecond}, {@code secondsLeft}; {@code message}: {@code level}, {@code text}.
 */
public final class JsonProgress implements Progress {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Consumer<String> out;
    private final InstantSource clock;

    public JsonProgress(Consumer<String> out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        JsonObject json = new JsonObject();
        json.addProperty("time", clock.millis());
        if (event instanceof ProgressEvent.Phase phase) {
            json.addProperty("event", "phase");
            json.addProperty("title", phase.title());
            json.addProperty("number", phase.number());
            json.addProperty("of", phase.of());
        } else if (event instanceof ProgressEvent.Step step) {
            json.addProperty("event", "step");
            json.addProperty("summary", step.summary());
        } else if (event instanceof ProgressEvent.Fraction fraction) {
            json.addProperty("event", "fraction");
            json.addProperty("done", fraction.done());
        } else if (event instanceof ProgressEvent.Amount amount) {
            add(json, amount);
        } else if (event instanceof ProgressEvent.Message message) {
            json.addProperty("event", "message");
            json.addProperty("level", message.level().name().toLowerCase(Locale.ROOT));
            json.addProperty("text", message.text());
        }
        out.accept(GSON.toJson(json));
    }

    private static void add(JsonObject json, ProgressEvent.Amount amount) {
        json.addProperty("event", "amount");
        json.addProperty("files", amount.files());
        if (amount.ofFiles() > 0) {
            json.addProperty("ofFiles", amount.ofFiles());
        }
        json.addProperty("bytes", amount.bytes());
        if (amount.ofBytes() > 0) {
            json.addProperty("ofBytes", amount.ofBytes());
        }
        amount.done().ifPresent(done -> json.addProperty("done", done));
        amount.rate().ifPresent(rate -> json.addProperty("bytesPerSecond", rate));
        amount.left().ifPresent(left -> json.addProperty("secondsLeft", left.toSeconds()));
    }
}
