package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlConfigTest {
    private static XlConfig config(String text) {
        return XlConfig.parse("web.cfg", text);
    }

    private static void requireError(ThrowingCallable reading, String rendered) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(reading)
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(error -> assertThat(error.render()).isEqualTo(rendered));
    }

    @Test
    void readsTextInEitherQuotes() {
        XlConfig config = config("""
                name = "it's"
                extra='say "hi" # there; now'
                empty = ""
                """);

        assertThat(config.string("name")).isEqualTo("it's");
        assertThat(config.string("extra")).isEqualTo("say \"hi\" # there; now");
        assertThat(config.string("empty")).isEmpty();
        assertThat(config.string("memory")).isNull();
        assertThat(config.keys()).containsExactly("name", "extra", "empty");
        assertThat(config.has("name")).isTrue();
        assertThat(config.has("memory")).isFalse();
    }

    @Test
    void readsEscapes() {
        assertThat(config("a = \"\\\"\\'\\\\\\a\\b\\f\\n\\r\\t\\v|\\x41\\xfF|\\7\\101\\0601\"")
                        .string("a"))
                .isEqualTo("\"'\\\007\b\f\n\r\t\013|A\u00ff|\007A01");
    }

    @Test
    void readsSettingsOnOneLine() {
        XlConfig config = config(";; name='a';memory=64 ;\tvcpus = 0x2;#end\n\n");

        assertThat(config.keys()).containsExactly("name", "memory", "vcpus");
        assertThat(config.number("memory")).hasValue(64);
        assertThat(config.number("vcpus")).hasValue(2);
    }

    @Test
    void readsListsOverSeveralLines() {
        XlConfig config = config("""
                disk = [ # first
                    'a' # then a comma
                    , "b",

                    0x3,
                ]
                vif=[]
                """);

        assertThat(config.list("disk")).containsExactly("a", "b", "0x3");
        assertThat(config.list("vif")).isEmpty();
        assertThat(config.list("pci")).isEmpty();
        assertThat(config.place("disk")).isEqualTo(new Place("web.cfg", 1, 1));
        assertThat(config.place("disk", 1)).isEqualTo(new Place("web.cfg", 3, 7));
        assertThat(config.place("disk", 3)).isNull();
        assertThat(config.place("disk", -1)).isNull();
        assertThat(config.place("pci", 0)).isNull();
        assertThat(config.place("pci")).isNull();
    }

    @Test
    void countsCharactersNotTheirUnits() {
        XlConfig config = config("a = '🖥'; b = [ 'ü', '🖥', 'c' ]");

        assertThat(config.place("b")).isEqualTo(new Place("web.cfg", 1, 10));
        assertThat(config.place("b", 2)).isEqualTo(new Place("web.cfg", 1, 26));
    }

    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "'\"512\"', 512",
        "''' 512''', 512",
        "0x200, 512",
        "'\"0X1fF\"', 511",
        "010, 8",
        "0, 0",
        "'\"-1\"', -1",
        "'\"+0x10\"', 16",
        "9223372036854775807, 9223372036854775807",
        "'\"-9223372036854775808\"', -9223372036854775808",
    })
    void readsNumbersAsStrtolDoes(String written, long number) {
        assertThat(config("memory = " + written).number("memory")).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"'\"\"'", "08", "0x", "12ab", "'\"512 \"'", "'\"512MB\"'", "9223372036854775808", "'\"--1\"'", "'\"٣\"'"
    })
    void tellsWhatIsNoNumber(String written) {
        XlConfig config = config("memory = " + written);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> config.number("memory"))
                .withMessageEndingWith("which is not a number that xl can read");
    }

    @Test
    void readsFlags() {
        XlConfig config = config("vnc = 1\nsdl = '0'\nacpi = 7\nusb = \"yes\"\n");

        assertThat(config.flag("vnc", false)).isTrue();
        assertThat(config.flag("sdl", true)).isFalse();
        assertThat(config.flag("acpi", false)).isTrue();
        assertThat(config.flag("apic", true)).isTrue();
        assertThat(config.flag("apic", false)).isFalse();
        requireError(() -> config.flag("usb", false), """
                error: web.cfg:4:7: "usb" is "yes", which is not a number that xl can read
                  hint: write 1 for yes or 0 for no: usb = 1""");
    }

    @Test
    void letsTheLastSettingOfAKeyCount() {
        XlConfig config = config("memory = 1\nname = 'a'\n  memory = 2\n");

        assertThat(config.number("memory")).hasValue(2);
        assertThat(config.keys()).containsExactly("memory", "name");
        assertThat(config.place("memory")).isEqualTo(new Place("web.cfg", 3, 3));
    }

    @Test
    void addsToTextAndLists() {
        XlConfig config = config("""
                extra = "gone"
                extra = "root=/dev/xvda"
                extra+=" ro"
                disk += [ "a" ]
                disk += [ "b", "c" ]
                """);

        assertThat(config.string("extra")).isEqualTo("root=/dev/xvda ro");
        assertThat(config.list("disk")).containsExactly("a", "b", "c");
        assertThat(config.place("disk", 2)).isEqualTo(new Place("web.cfg", 5, 16));
    }

    @Test
    void addsNoNumbers() {
        requireError(() -> config("memory = 1\nmemory += 2").number("memory"), """
                error: web.cfg:2:11: "memory" has to be a number, and += makes none
                  hint: write a whole number: memory = 1024""");
    }

    @Test
    void tellsWhereAValueIsOfAnotherKind() {
        XlConfig config = config("""
                name = [ "a" ]
                disk = '/dev/vg/a,,xvda'
                vnuma = [ "a", [ "pnode=0" ] ]
                memory = "much"
                """);

        requireError(() -> config.string("name"), """
                error: web.cfg:1:8: "name" is a list, and has to be a single value
                  hint: write it without brackets: name = "VALUE\"""");
        requireError(() -> config.number("name"), """
                error: web.cfg:1:8: "name" is a list, and has to be a single value
                  hint: write it without brackets: name = "VALUE\"""");
        requireError(() -> config.list("disk"), """
                error: web.cfg:2:8: "disk" is a single value, and has to be a list
                  hint: write it in brackets: disk = ['/dev/vg/a,,xvda']""");
        requireError(() -> config.list("vnuma"), """
                error: web.cfg:3:16: an element of "vnuma" is a list, and has to be a single value
                  hint: write it without brackets of its own""");
        requireError(() -> config.number("memory"), """
                error: web.cfg:4:10: "memory" is "much", which is not a number that xl can read
                  hint: write a whole number: memory = 1024""");
    }

    @Test
    void acceptsAFileWithoutAnySetting() {
        assertThat(config("").keys()).isEmpty();
        assertThat(config(" \r\n# nothing\n;").keys()).isEmpty();
        assertThat(config("# nothing").text()).isEqualTo("# nothing");
    }

    @Test
    void isEqualWhenTheTextIs() {
        assertThat(config("a=1")).isEqualTo(XlConfig.parse("other.cfg", "a=1")).hasSameHashCodeAs(config("a=1"));
        assertThat(config("a=1")).isNotEqualTo(config("a = 1")).hasToString("a=1");
    }
}
