package org.domzero.installer.facts;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.domzero.partitioner.Disk;
import org.domzero.toolkit.JsonMembers;
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

    static MachineFacts read(JsonMembers facts) {
        long version = facts.number("version");
        if (version != VERSION) {
            throw new IllegalArgumentException("these facts are of version " + version + ", and this domzero reads "
                    + VERSION + "; was 'domzero probe --json' that of another version?");
        }
        JsonMembers product = facts.object("product");
        JsonMembers processor = facts.object("processor");
        return new MachineFacts(
                new Product(product.text("vendor"), product.text("name"), product.text("serial")),
                facts.constant("firmware", Firmware.class),
                facts.flag("secureBoot"),
                new Processor(
                        processor.text("model"),
                        processor.count("logicalCores"),
                        processor.flag("x86_64"),
                        processor.constant("virtualization", Virtualization.class)),
                facts.size("memory"),
                facts.textIfThere("bootMedium"),
                facts.flag("underXen"),
                facts.has("firmwareConsole") ? readConsole(facts.object("firmwareConsole")) : null,
                facts.objects("networkCards", FactsJson::readCard),
                facts.objects("disks", Disk::fromJson));
    }

    private static FirmwareConsole readConsole(JsonMembers console) {
        if (!console.has("port")) {
            return FirmwareConsole.unusable(console.text("unusable"));
        }
        try {
            return FirmwareConsole.at(SerialPort.parse(console.text("port")));
        } catch (IllegalArgumentException noPort) {
            throw console.cannotBe("port");
        }
    }

    private static NetworkCard readCard(JsonMembers card) {
        return new NetworkCard(
                card.text("name"),
                card.text("mac"),
                card.textIfThere("driver"),
                card.constant("link", Link.class),
                card.has("speed") ? card.count("speed") : null,
                card.textIfThere("pciSlot"),
                card.flag("physical"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void addIfKnown(JsonObject json, String key, @Nullable String value) {
        if (value != null) {
            json.addProperty(key, value);
        }
    }
}
