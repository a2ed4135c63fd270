package org.domzero.p2v.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.domzero.toolkit.Command;

/**
 * A plan as JSON:
 *
 * <pre>{@code
 * {"source", "name", "distribution": {"family", "id", "name", "version"},
 *  "boot": {"type", "by", "kernel", "initrd"?, "reasons"}, "memory", "processors",
 *  "root": {"device", "type", "size", "smallest", "mkfs", "reason"}, "swap"?: {"device", "size", "mkswap"},
 *  "cards": [{"source"?, "mac"?}], "merged": [{"mountPoint", "source", "type", "directory", "bytes", "files"}],
 *  "left": [{"mountPoint", "source", "kind", "reason"}], "metadata": {"carried", "lost", "tar"},
 *  "fixUps": [{"name", "description"}], "warnings"}
 * }</pre>
 *
 * <p>Commands have {@code DEVICE} for the guest's volume, sizes are in bytes.
 */
final class ClonePlanJson {
    private static final String DEVICE = "DEVICE";

    private ClonePlanJson() {}

    static JsonObject of(ClonePlan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("source", plan.source());
        json.addProperty("name", plan.name());
        JsonObject distribution = new JsonObject();
        distribution.addProperty("family", PlanText.word(plan.distribution().family()));
        distribution.addProperty("id", plan.distribution().id());
        distribution.addProperty("name", plan.distribution().name());
        distribution.addProperty("version", plan.distribution().version());
        json.add("distribution", distribution);
        json.add("boot", boot(plan.boot()));
        json.addProperty("memory", plan.memory().bytes());
        json.addProperty("processors", plan.processors());
        json.add("root", root(plan));
        plan.swap().ifPresent(swap -> {
            JsonObject one = new JsonObject();
            one.addProperty("device", plan.target().swap().orElse(""));
            one.addProperty("size", swap.size().bytes());
            one.add("mkswap", words(swap.mkswap(DEVICE)));
            json.add("swap", one);
        });
        json.add("cards", array(plan.cards(), ClonePlanJson::card));
        json.add("merged", array(plan.merged(), ClonePlanJson::merged));
        json.add("left", array(plan.left(), ClonePlanJson::left));
        JsonObject metadata = new JsonObject();
        metadata.add("carried", texts(plan.metadata().carried()));
        metadata.add("lost", texts(plan.metadata().lost()));
        metadata.add("tar", texts(plan.metadata().options()));
        json.add("metadata", metadata);
        json.add("fixUps", array(plan.fixUps(), fixUp -> {
            JsonObject one = new JsonObject();
            one.addProperty("name", fixUp.name());
            one.addProperty("description", fixUp.description());
            return one;
        }));
        json.add("warnings", texts(plan.warnings()));
        return json;
    }

    private static JsonObject boot(BootChoice boot) {
        JsonObject json = new JsonObject();
        json.addProperty("type", boot.type().word());
        if (boot instanceof BootChoice.SuppliedKernel host) {
            json.addProperty("by", "host-kernel");
            json.addProperty("kernel", host.kernel().image());
            json.addProperty("initrd", host.kernel().initrd());
        } else {
            json.addProperty("by", boot instanceof BootChoice.WholeMachine ? "boot-sector" : "grub-in-guest");
            boot.ownKernel().ifPresent(kernel -> {
                json.addProperty("kernel", kernel.path());
                kernel.initrd().ifPresent(initrd -> json.addProperty("initrd", initrd));
            });
        }
        json.add("reasons", texts(boot.reasons()));
        return json;
    }

    private static JsonObject root(ClonePlan plan) {
        RootFileSystem root = plan.root();
        JsonObject json = new JsonObject();
        json.addProperty("device", plan.target().root());
        json.addProperty("type", root.type());
        json.addProperty("size", root.size().bytes());
        json.addProperty("smallest", root.smallest().bytes());
        json.add("mkfs", words(root.mkfs(DEVICE, plan.boot().beforeRoot())));
        json.addProperty("reason", root.reason());
        return json;
    }

    private static JsonObject card(PlannedCard card) {
        JsonObject json = new JsonObject();
        if (!card.source().isEmpty()) {
            json.addProperty("source", card.source());
        }
        card.mac().ifPresent(mac -> json.addProperty("mac", mac));
        return json;
    }

    private static JsonObject merged(MergedMount merged) {
        JsonObject json = new JsonObject();
        json.addProperty("mountPoint", merged.mountPoint());
        json.addProperty("source", merged.mount().source());
        json.addProperty("type", merged.mount().type());
        json.addProperty("directory", merged.directory());
        json.addProperty("bytes", merged.bytes());
        json.addProperty("files", merged.files());
        return json;
    }

    private static JsonObject left(LeftOut left) {
        JsonObject json = new JsonObject();
        json.addProperty("mountPoint", left.mountPoint());
        json.addProperty("source", left.source());
        json.addProperty("kind", PlanText.word(left.kind()));
        json.addProperty("reason", left.reason());
        return json;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> write) {
        JsonArray array = new JsonArray();
        all.forEach(one -> array.add(write.apply(one)));
        return array;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonArray words(Command command) {
        return texts(command.argv());
    }
}
