package org.domzero.installer.facts;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.domzero.partitioner.Disk;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.SerialPort;
import org.jspecify.annotations.Nullable;

/** {@link MachineFacts} as JSON and back. */
final class FactsJson {
    private static final int VERSION = 1;

    private FactsJson() {}

    static JsonObject write(MachineFacts facts) {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        JsonObject product = new JsonObject();
        product.addProperty("vendor", facts.product().vendor());
        product.addProperty("name", facts.product().name());
        product.addProperty("serial", facts.product().serial());
        json.add("product", product);
        json.addProperty("firmware", word(facts.firmware()));
        json.addProperty("secureBoot", facts.secureBoot());
        JsonObject processor = new JsonObject();
        processor.addProperty("model", facts.processor().model());
        processor.addProperty("logicalCores", facts.processor().logicalCores());
        processor.addProperty("x86_64", facts.processor().x86_64());
        processor.addProperty("virtualization", word(facts.processor().virtualization()));
        json.add("processor", processor);
        json.addProperty("memory", facts.memory().bytes());
        addIfKnown(json, "bootMedium", facts.bootMedium());
        json.addProperty("underXen", facts.underXen());
        FirmwareConsole console = facts.firmwareConsole();
        if (console != null) {
            JsonObject member = new JsonObject();
            addIfKnown(
                    member,
                    "port",
                    console.port() == null ? null : console.port().toString());
            addIfKnown(member, "unusable", console.unusable());
            json.add("firmwareConsole", member);
        }
        JsonArray cards = new JsonArray();
        facts.networkCards().forEach(card -> cards.add(write(card)));
        json.add("networkCards", cards);
        JsonArray disks = new JsonArray();
        facts.disks().forEach(disk -> disks.add(disk.toJson()));
        json.add("disks", disks);
        return json;
    }

    private static JsonObject write(NetworkCard card) {
        JsonObject json = new JsonObject();
        json.addProperty("name", card.name());
        json.addProperty("mac", card.mac());
        addIfKnown(json, "driver", card.driver());
        json.addProperty("link", word(card.link()));
        if (card.speed() != null) {
            json.addProperty("speed", card.speed());
        }
        addIfKnown(json, "pciSlot", card.pciSlot());
        json.addProperty("physical", card.physical());
        return json;
    }

    static MachineFacts read(JsonObject json) {
        int version = get(json, "version", JsonElement::getAsInt);
        if (version != VERSION) {
            throw new IllegalArgumentException("these facts are of version " + version + ", and this domzero reads "
                    + VERSION + "; was 'domzero probe --json' that of another version?");
        }
        JsonObject product = get(json, "product", JsonElement::getAsJsonObject);
        JsonObject processor = get(json, "processor", JsonElement::getAsJsonObject);
        return new MachineFacts(
                new Product(string(product, "vendor"), string(product, "name"), string(product, "serial")),
                constant(json, "firmware", Firmware.class),
                get(json, "secureBoot", JsonElement::getAsBoolean),
                new Processor(
                        string(processor, "model"),
                        get(processor, "logicalCores", JsonElement::getAsInt),
                        get(processor, "x86_64", JsonElement::getAsBoolean),
                        constant(processor, "virtualization", Virtualization.class)),
                new ByteSize(get(json, "memory", JsonElement::getAsLong)),
                stringIfKnown(json, "bootMedium"),
                get(json, "underXen", JsonElement::getAsBoolean),
                json.has("firmwareConsole")
                        ? readConsole(get(json, "firmwareConsole", JsonElement::getAsJsonObject))
                        : null,
                objects(json, "networkCards", FactsJson::readCard),
                objects(json, "disks", Disk::fromJson));
    }

    private static FirmwareConsole readConsole(JsonObject json) {
        return json.has("port")
                ? FirmwareConsole.at(get(json, "port", port -> SerialPort.parse(port.getAsString())))
                : FirmwareConsole.unusable(string(json, "unusable"));
    }

    private static NetworkCard readCard(JsonObject json) {
        return new NetworkCard(
                string(json, "name"),
                string(json, "mac"),
                stringIfKnown(json, "driver"),
                constant(json, "link", Link.class),
                json.has("speed") ? get(json, "speed", JsonElement::getAsInt) : null,
                stringIfKnown(json, "pciSlot"),
                get(json, "physical", JsonElement::getAsBoolean));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void addIfKnown(JsonObject json, String key, @Nullable String value) {
        if (value != null) {
            json.addProperty(key, value);
        }
    }

    private static String string(JsonObject json, String key) {
        return get(json, key, JsonElement::getAsString);
    }

    private static @Nullable String stringIfKnown(JsonObject json, String key) {
        return json.has(key) ? string(json, key) : null;
    }

    private static <E extends Enum<E>> E constant(JsonObject json, String key, Class<E> type) {
        return get(
                json, key, element -> Enum.valueOf(type, element.getAsString().toUpperCase(Locale.ROOT)));
    }

    private static <T> List<T> objects(JsonObject json, String key, Function<JsonObject, T> read) {
        List<T> all = new ArrayList<>();
        for (JsonElement element : get(json, key, JsonElement::getAsJsonArray)) {
            if (!element.isJsonObject()) {
                throw new IllegalArgumentException(unusable(key, element));
            }
            all.add(read.apply(element.getAsJsonObject()));
        }
        return all;
    }

    private static <T> T get(JsonObject json, String key, Function<JsonElement, T> as) {
        JsonElement element = json.get(key);
        if (element == null) {
            throw new IllegalArgumentException("the facts lack \"" + key + "\"");
        }
        try {
            return as.apply(element);
        } catch (IllegalStateException | IllegalArgumentException | UnsupportedOperationException wrongType) {
            throw new IllegalArgumentException(unusable(key, element), wrongType);
        }
    }

    private static String unusable(String key, JsonElement element) {
        return "the facts' \"" + key + "\" cannot be " + element;
    }
}
