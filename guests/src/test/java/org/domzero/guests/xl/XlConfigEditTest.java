package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XlConfigEditTest {
    private static XlConfig config(String text) {
        return XlConfig.parse("web.cfg", text);
    }

    @Test
    void changesOnlyTheValue() {
        XlConfig config = config("""
                # web
                  name\t= 'old'  # its name
                memory=512;vcpus =1
                """);

        assertThat(config.with("name", "new")
                        .with("memory", 1024)
                        .with("vcpus", "2")
                        .text())
                .isEqualTo("""
                # web
                  name\t= "new"  # its name
                memory=1024;vcpus ="2"
                """);
    }

    @Test
    void keepsTheSpellingOfWhatIsTheSame() {
        XlConfig config = config("name = 'web'\nmemory = 0x200\nvcpus = \"2\"\ndisk = [ 'a' ,'b' ]\n");

        assertThat(config.with("name", "web")).isSameAs(config);
        assertThat(config.with("memory", 512)).isSameAs(config);
        assertThat(config.with("vcpus", 2)).isSameAs(config);
        assertThat(config.with("vcpus", "2")).isSameAs(config);
        assertThat(config.with("disk", List.of("a", "b"))).isSameAs(config);
    }

    @Test
    void putsANewSettingAtTheEnd() {
        assertThat(config("").with("name", "a").with("memory", 512).text()).isEqualTo("name = \"a\"\nmemory = 512\n");
        assertThat(config("a = 1").with("b", 2).text()).isEqualTo("a = 1\nb = 2\n");
        assertThat(config("a = 1 # x").with("b", 2).text()).isEqualTo("a = 1 # x\nb = 2\n");
        assertThat(config("a = 1\r\nb = 2").with("c", 3).text()).isEqualTo("a = 1\r\nb = 2\r\nc = 3\r\n");
        assertThat(config("a = 1\r\nb = 2\r").with("c", 3).text()).isEqualTo("a = 1\r\nb = 2\r\nc = 3\r\n");
        assertThat(config("a = 1\n").with("disk", List.of()).text()).isEqualTo("a = 1\ndisk = []\n");
        assertThat(config("a = 1\n").with("disk", List.of("x")).text()).isEqualTo("a = 1\ndisk = [\"x\"]\n");
        assertThat(config("a = 1\n").with("disk", List.of("x", "y")).text())
                .isEqualTo("a = 1\ndisk = [\n    \"x\",\n    \"y\"\n]\n");
    }

    @Test
    void writesTextSoThatItIsReadBack() {
        String text = "\"double\" 'single' \\ back\\slash # no comment\ttab\r\n\007\013\b\f über 🖥";

        XlConfig config = config("a = 1\n").with("a", text);

        assertThat(config.text())
                .isEqualTo(
                        "a = \"\\\"double\\\" 'single' \\\\ back\\\\slash # no comment\\ttab\\r\\n\007\013\b\f über 🖥\"\n");
        assertThat(config.string("a")).isEqualTo(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("").with("a", "b\0c"))
                .withMessage("xl has no way to write a NUL");
    }

    @Test
    void writesNegativeNumbersInQuotes() {
        XlConfig config = config("").with("rtc_timeoffset", -3600);

        assertThat(config.text()).isEqualTo("rtc_timeoffset = \"-3600\"\n");
        assertThat(config.number("rtc_timeoffset")).hasValue(-3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Memory", "1a", "a-b", "a b", "a=1;b", "_a", "ä"})
    void refusesAKeyThatXlCouldNotRead(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("").with(key, 1))
                .withMessage("\"" + key + "\" cannot be the name of a setting");
    }

    @Test
    void changesTheSettingThatCounts() {
        assertThat(config("a = 1\nb = 2\na = 3\n").with("a", 4).text()).isEqualTo("a = 1\nb = 2\na = 4\n");
    }

    @Test
    void replacesWhatWasPutTogether() {
        XlConfig config = config("""
                extra = "gone"
                extra = "root=/dev/xvda"  # one
                extra += " ro"
                extra += " quiet"; vnc = 1  # two
                """);

        assertThat(config.with("extra", "ro").text()).isEqualTo("""
                extra = "gone"
                extra = "ro"  # one
                vnc = 1  # two
                """);
        assertThat(config.with("extra", "root=/dev/xvda ro quiet")).isSameAs(config);
        assertThat(config("disk = ['a', 'b']\ndisk += ['c']\n")
                        .with("disk", List.of("b", "c"))
                        .text())
                .isEqualTo("disk = ['b', \"c\"]\n");
    }

    @Test
    void setsANumberWhereOneWasAdded() {
        XlConfig config = config("memory += 512\n").with("memory", 1024);

        assertThat(config.text()).isEqualTo("memory = 1024\n");
        assertThat(config.number("memory")).hasValue(1024);
        assertThat(config("memory += 512\n").with("memory", 512).text()).isEqualTo("memory = 512\n");
    }

    @Test
    void changesTheKindOfAValue() {
        assertThat(config("cpus = [ '1', # one\n '2' ]\n").with("cpus", "1-2").text())
                .isEqualTo("cpus = \"1-2\"\n");
        assertThat(config("cpus = '1-2' # both\n")
                        .with("cpus", List.of("1", "2"))
                        .text())
                .isEqualTo("cpus = [\n    \"1\",\n    \"2\"\n] # both\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`x = 1;a = 2;b = 3`|`x = 1;b = 3`",
                "`x = 1 ; a = 2 ; b = 3`|`x = 1 ; b = 3`",
                "`x = 1; a = 2`|`x = 1`",
                "`x = 1; a = 2;`|`x = 1;`",
                "`x = 1; a = 2 # c`|`x = 1 # c`",
                "`a = 2; b = 3`|`b = 3`",
                "`  a = 2 ;; b = 3`|`  b = 3`",
                "`  a = 2 # c`|`  # c`",
                "`a = 2;# c`|`# c`",
                "`a = 2#c`|`#c`",
                "`a = 1; a = 2; b = 3`|`b = 3`",
                "`b = 1; a = 2; a = 3`|`b = 1`",
                "`a = [ 1,`|``",
            })
    void takesASettingOutOfItsLine(String line, String left) {
        String rest = line.endsWith(",") ? "\n 2 ]" : "";

        assertThat(config("# before\n" + line + rest + "\nz = 1\n").without("a").text())
                .isEqualTo("# before\n" + left + (left.isEmpty() ? "" : "\n") + "z = 1\n");
    }

    @Test
    void takesAWholeLine() {
        assertThat(config("b = 1\n \ta = 2; \nc = 3\n").without("a").text()).isEqualTo("b = 1\nc = 3\n");
        assertThat(config("b = 1\r\na = 2\r\nc = 3\r\n").without("a").text()).isEqualTo("b = 1\r\nc = 3\r\n");
        assertThat(config("b = 1\na = 2").without("a").text()).isEqualTo("b = 1\n");
        assertThat(config("a = 2").without("a").text()).isEmpty();
        assertThat(config("# about a\na = 2\n\nb = 1\n").without("a").text()).isEqualTo("# about a\n\nb = 1\n");
        assertThat(config("a = [\n  1, # one\n  2\n]\nb = 1\n").without("a").text())
                .isEqualTo("b = 1\n");
    }

    @Test
    void takesEverySettingOfAKey() {
        XlConfig config = config("a = 1\nb = 2\na = '3'\na += '4' # four\n").without("a");

        assertThat(config.text()).isEqualTo("b = 2\n# four\n");
        assertThat(config.has("a")).isFalse();
        assertThat(config("b = 1\n").without("a").text()).isEqualTo("b = 1\n");
    }
}
