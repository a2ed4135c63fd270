package org.domzero.installer.finish;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/** The addresses by which others reach this system, from {@code ip -json address} (iproute2). */
final class LiveAddresses {
    private LiveAddresses() {}

    /** With the length of the network's prefix, in the order of the interfaces; none when the text is not understood. */
    static List<String> parse(String json) {
        List<String> addresses = new ArrayList<>();
        try {
            for (JsonElement link : JsonParser.parseString(json).getAsJsonArray()) {
                JsonArray infos = link.getAsJsonObject().getAsJsonArray("addr_info");
                for (JsonElement info : infos == null ? new JsonArray() : infos) {
                    JsonObject one = info.getAsJsonObject();
                    if ("global".equals(one.get("scope").getAsString())) {
                        addresses.add(one.get("local").getAsString() + "/"
                                + one.get("prefixlen").getAsInt());
                    }
                }
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException unknown) {
            return List.of();
        }
        return addresses;
    }
}
