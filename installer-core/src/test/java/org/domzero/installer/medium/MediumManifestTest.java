package org.domzero.installer.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediumManifestTest {
    private static final MediumManifest MANIFEST = new MediumManifest(
            "1.2.3",
            "6.12.48+deb13-amd64",
            "4.20-amd64",
            List.of(file("live/10-dom0.squashfs", 5_000_000_000L), file("live/20-domzero.squashfs", 2)),
            file("live/vmlinuz", 3),
            file("live/initrd.img", 4),
            file("domzero/xen.gz", 5),
            file("domzero/xen.efi", 6),
            Instant.ofEpochSecond(1_750_000_000));

    private static MediumFile file(String path, long size) {
        return new MediumFile(path, size, Sha256.of(path.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static UserError errorOf(String text) {
        UserError error = catchThrowableOfType(UserError.class, () -> MediumManifest.parse(text));
        return Objects.requireNonNull(error, "it was read");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(MediumManifest.parse(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void listsEveryFileImagesFirst() {
        assertThat(MANIFEST.files())
                .extracting(MediumFile::path)
                .containsExactly(
                        "live/10-dom0.squashfs",
                        "live/20-domzero.squashfs",
                        "live/vmlinuz",
                        "live/initrd.img",
                        "domzero/xen.gz",
                        "domzero/xen.efi");
    }

    @Test
    void aMemberItDoesNotKnowIsPassedOver() {
        JsonObject json = JsonParser.parseString(MANIFEST.toJson()).getAsJsonObject();
        json.addProperty("weather", "fine");

        assertThat(MediumManifest.parse(json.toString())).isEqualTo(MANIFEST);
    }

    @Test
    void aMediumNeedNotSayWhenItWasBuilt() {
        JsonObject json = JsonParser.parseString(MANIFEST.toJson()).getAsJsonObject();
        assertThat(json.remove("built").getAsLong()).isEqualTo(1_750_000_000);

        MediumManifest manifest = MediumManifest.parse(json.toString());

        assertThat(manifest.built()).isNull();
        assertThat(JsonParser.parseString(manifest.toJson())).isEqualTo(json);
    }

    @Test
    void anotherFormatIsNamed() {
        UserError error = errorOf(MANIFEST.toJson().replace("\"format\": 1", "\"format\": 2"));

        assertThat(error.render())
                .isEqualTo("error: the medium's manifest has format 2, this domzero reads format 1\n"
                        + "  hint: use the domzero that is on the medium itself");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    static Stream<String> manifestsThatLackAMember() {
        JsonObject whole = JsonParser.parseString(MANIFEST.toJson()).getAsJsonObject();
        Stream<String> top = whole.keySet().stream()
                .filter(name -> !name.equals("built"))
                .map(name -> {
                    JsonObject json = whole.deepCopy();
                    json.remove(name);
                    return json.toString();
                });
        Stream<String> ofAFile = Stream.of("path", "size", "sha256").flatMap(name -> {
            JsonObject image = whole.deepCopy();
            image.getAsJsonArray("images").get(1).getAsJsonObject().remove(name);
            JsonObject kernel = whole.deepCopy();
            kernel.getAsJsonObject("kernel").remove(name);
            return Stream.of(image.toString(), kernel.toString());
        });
        return Stream.concat(top, ofAFile);
    }

    static Stream<String> manifestsWithAMemberOfAnotherType() {
        JsonObject whole = JsonParser.parseString(MANIFEST.toJson()).getAsJsonObject();
        return whole.keySet().stream()
                .flatMap(name -> Stream.of("null", "{}", "[[]]").map(value -> {
                    JsonElement wrong = JsonParser.parseString(value);
                    JsonObject json = whole.deepCopy();
                    json.add(name, wrong);
                    return json.toString();
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"format\": 1",
                "\u0000\u0000\u0000",
                "domzero",
                "{\"format\": \"one\"}",
                "{\"format\": 1, \"images\": [1]}"
            })
    @MethodSource({"manifestsThatLackAMember", "manifestsWithAMemberOfAnotherType"})
    void whatIsDamagedIsToldInOneWay(String text) {
        UserError error = errorOf(text);

        assertThat(error.render())
                .isEqualTo("error: the medium's domzero/manifest.json cannot be read\n"
                        + "  hint: the medium is damaged: write it again and compare its SHA-256 with the ISO's");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aValueThatIsNoneIsDamageToo() {
        String size = MANIFEST.toJson().replace("\"size\": 3", "\"size\": \"three\"");
        String digest = MANIFEST.toJson().replaceFirst("\"sha256\": \"[0-9a-f]", "\"sha256\": \"");

        for (String text : List.of(size, digest)) {
            assertThat(text).isNotEqualTo(MANIFEST.toJson());
            assertThat(errorOf(text)).hasMessage("the medium's domzero/manifest.json cannot be read");
        }
    }

    @Test
    void cutAnywhereItIsDamaged() {
        String text = MANIFEST.toJson().strip();
        for (int length = 0; length < text.length(); length += 7) {
            assertThat(errorOf(text.substring(0, length)))
                    .as("cut after %s", length)
                    .hasMessage("the medium's domzero/manifest.json cannot be read");
        }
    }
}
