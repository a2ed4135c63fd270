package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMembersTest {
    private static JsonMembers members(String text) {
        return JsonMembers.of(JsonParser.parseString(text).getAsJsonObject());
    }

    @Test
    void readsEachType() {
        JsonMembers members = members("""
                {"text": "a", "none": null, "flag": true, "number": -5e3, "size": 1024, "code": "refused",
                 "object": {"inner": [{"count": 3}]}, "texts": ["x", "y"]}
                """);

        assertThat(members.text("text")).isEqualTo("a");
        assertThat(members.textIfThere("none")).isNull();
        assertThat(members.textIfThere("nothing")).isNull();
        assertThat(members.flag("flag")).isTrue();
        assertThat(members.number("number")).isEqualTo(-5000);
        assertThat(members.size("size")).isEqualTo(new ByteSize(1024));
        assertThat(members.constant("code", ExitCode.class)).isEqualTo(ExitCode.REFUSED);
        assertThat(members.object("object").objects("inner", inner -> inner.count("count")))
                .isEqualTo(List.of(3));
        assertThat(members.texts("texts")).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|object is missing",
                "{\"object\": 7}|object cannot be 7",
                "{\"object\": {}}|object.all is missing",
                "{\"object\": {\"all\": {}}}|object.all cannot be {}",
                "{\"object\": {\"all\": [{\"size\": 1}, 5]}}|object.all[1] cannot be 5",
                "{\"object\": {\"all\": [{}]}}|object.all[0].size is missing",
                "{\"object\": {\"all\": [{\"size\": null}]}}|object.all[0].size cannot be null",
                "{\"object\": {\"all\": [{\"size\": \"1\"}]}}|object.all[0].size cannot be \"1\"",
                "{\"object\": {\"all\": [{\"size\": [1]}]}}|object.all[0].size cannot be [1]",
                "{\"object\": {\"all\": [{\"size\": -1}]}}|object.all[0].size cannot be -1",
                "{\"object\": {\"all\": [{\"size\": 1.5}]}}|object.all[0].size cannot be 1.5",
                "{\"object\": {\"all\": [{\"size\": 1e99}]}}|object.all[0].size cannot be 1e99",
                "{\"object\": {\"all\": [{\"size\": 1e999999999}]}}|object.all[0].size cannot be 1e999999999",
            })
    void tellsWhereSomethingIsWrong(String text, String message) {
        assertThatThrownBy(() -> members(text).object("object").objects("all", one -> one.size("size")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void tellsWhichTypeIsWrong() {
        JsonMembers members = members("{\"a\": \"true\", \"b\": [1], \"c\": \"x".concat("y".repeat(100)) + "\"}");

        assertThatThrownBy(() -> members.flag("a")).hasMessage("a cannot be \"true\"");
        assertThatThrownBy(() -> members.text("b")).hasMessage("b cannot be [1]");
        assertThatThrownBy(() -> members.texts("b")).hasMessage("b[0] cannot be 1");
        assertThatThrownBy(() -> members.constant("a", ExitCode.class)).hasMessage("a cannot be \"true\"");
        assertThatThrownBy(() -> members.count("c")).hasMessage("c cannot be \"x" + "y".repeat(58) + "…");
        assertThatThrownBy(() -> members("{\"n\": -1}").count("n")).hasMessage("n cannot be -1");
    }
}
