package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class XlConfigErrorsTest {
    private static final String PYTHON = "xl no longer runs Python, as xm did: write the value that it comes to";

    private static void requireErrors(String text, String rendered) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> XlConfig.parse("web.cfg", text))
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(error -> assertThat(error.render()).isEqualTo(rendered));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(
                        "name = \"web",
                        8,
                        "the text that begins here does not end on its line",
                        "end it with the quote it begins with: \""),
                Arguments.of(
                        "name = 'web\\'",
                        8,
                        "the text that begins here does not end on its line",
                        "end it with the quote it begins with: '"),
                Arguments.of(
                        "name = 'web\\",
                        8,
                        "the text that begins here does not end on its line",
                        "end it with the quote it begins with: '"),
                Arguments.of(
                        "a = \"C:\\windows\"",
                        8,
                        "\"\\w\" is no escape that xl knows",
                        "a backslash itself is written \\\\"),
                Arguments.of(
                        "a = \"\\x4\"",
                        6,
                        "\"\\x4\" names no character",
                        "write \\x and two digits, from \\x01 to \\xff"),
                Arguments.of(
                        "a = \"\\x4٣\"",
                        6,
                        "\"\\x4\" names no character",
                        "write \\x and two digits, from \\x01 to \\xff"),
                Arguments.of(
                        "a = \"\\0\"",
                        6,
                        "\"\\0\" names no character",
                        "write \\x and two digits, from \\x01 to \\xff"),
                Arguments.of(
                        "a = \"\\777\"",
                        6,
                        "\"\\777\" names no character",
                        "write \\x and two digits, from \\x01 to \\xff"),
                Arguments.of("a = \"b\0c\"", 7, "a NUL stands here, at which xl ends the text", "delete it"),
                Arguments.of("disk = [ 'a',", 8, "the list that begins here does not end", "end it with ]"),
                Arguments.of(
                        "disk = [ 'a' 'b' ]",
                        14,
                        "there is no comma before this value",
                        "a list is written [VALUE, VALUE]"),
                Arguments.of(
                        "disk = [ 'a',, 'b' ]",
                        14,
                        "there is no value before \",\"",
                        "a list is written [VALUE, VALUE]"),
                Arguments.of(
                        "disk = 'a', 'b'",
                        11,
                        "\",\" separates values outside of a list",
                        "a list stands in brackets: NAME = [VALUE, VALUE]"),
                Arguments.of(
                        "disk = [ 'a' ] ]",
                        16,
                        "\"]\" ends a list that has not begun",
                        "a list is written NAME = [VALUE, VALUE]"),
                Arguments.of("]", 1, "\"]\" ends a list that has not begun", "a list is written NAME = [VALUE, VALUE]"),
                Arguments.of("memory = ", 10, "there is no value", "text is written in quotes, and \"\" is none"),
                Arguments.of("memory = # 512", 10, "there is no value", "text is written in quotes, and \"\" is none"),
                Arguments.of("memory", 1, "no equals sign follows \"memory\"", "a setting is written NAME = VALUE"),
                Arguments.of("memory 512", 1, "no equals sign follows \"memory\"", "a setting is written NAME = VALUE"),
                Arguments.of(
                        "memory: 512", 1, "\"memory\" is followed by a colon", "xl has an equals sign: NAME = VALUE"),
                Arguments.of(
                        "Memory = 512",
                        1,
                        "\"Memory\" cannot be the name of a setting",
                        "names are small letters, digits and _, and begin with a letter"),
                Arguments.of(
                        "max-mem = 512",
                        1,
                        "\"max-mem\" cannot be the name of a setting",
                        "names are small letters, digits and _, and begin with a letter"),
                Arguments.of(
                        "memory = 512MB",
                        10,
                        "\"512MB\" is not a number",
                        "numbers are whole and have no unit; all other text stands in quotes"),
                Arguments.of(
                        "memory = 1.5",
                        10,
                        "\"1.5\" is not a number",
                        "numbers are whole and have no unit; all other text stands in quotes"),
                Arguments.of(
                        "memory = 0X10",
                        10,
                        "\"0X10\" is not a number",
                        "numbers are whole and have no unit; all other text stands in quotes"),
                Arguments.of(
                        "a = [ 1, 2k ]",
                        10,
                        "\"2k\" is not a number",
                        "numbers are whole and have no unit; all other text stands in quotes"),
                Arguments.of("a = -1", 5, "\"-1\" stands without quotes", "xl reads a sign in quotes only: \"-1\""),
                Arguments.of("vnc = True", 7, "\"True\" is not a value", "xl has 1 for yes, 0 for no"),
                Arguments.of("name = web", 8, "\"web\" stands without quotes", "text is written in quotes: \"TEXT\""),
                Arguments.of(
                        "kernel = /boot/vmlinuz",
                        10,
                        "\"/boot/vmlinuz\" stands without quotes",
                        "text is written in quotes: \"TEXT\""),
                Arguments.of(
                        "disk = [ phy:/dev/a ]",
                        10,
                        "\"phy:/dev/a\" stands without quotes",
                        "text is written in quotes: \"TEXT\""),
                Arguments.of("name = “web”", 8, "\"“\" is no quote", "quotes are \" and '"),
                Arguments.of(
                        "name = 'a' 'b'",
                        12,
                        "a second value follows the first",
                        "several stand in a list: [VALUE, VALUE]"),
                Arguments.of(
                        "name = 'a' memory = 1",
                        12,
                        "\"memory\" follows on the line of another setting",
                        "put a semicolon or a new line between the two"),
                Arguments.of(
                        "name = 'a' // old",
                        12,
                        "\"//\" follows a value",
                        "nothing but a comment, which begins with #, may follow it"),
                Arguments.of("// old", 1, "\"//\" does not begin a comment", "comments begin with #"),
                Arguments.of(
                        "extra = 'a' \\",
                        13,
                        "\"\\\" does not continue a line",
                        "write the value on one line; only lists take more"),
                Arguments.of("'a' = 1", 1, "\"'a'\" is not a setting", "a setting is written NAME = VALUE"),
                Arguments.of(
                        "a = @",
                        5,
                        "\"@\" is not a value",
                        "a value is text in quotes, a number, or a list in brackets"),
                Arguments.of(
                        "\ufeffname = 'a'", 1, "a byte order mark begins the file", "save it as UTF-8 without one"),
                Arguments.of("a = 1\f", 6, "\"\\u000c\" stands outside of quotes", "delete it"),
                Arguments.of("\rname = 'a'", 1, "\"\\u000d\" stands outside of quotes", "delete it"),
                Arguments.of("import os", 1, "\"import\" is Python", PYTHON),
                Arguments.of("print 'hello'", 1, "\"print\" is Python", PYTHON),
                Arguments.of("os.system('true')", 1, "\"os.system\" is followed by a bracket, as in Python", PYTHON),
                Arguments.of(
                        "arch = os.uname()[4]", 8, "\"os.uname\" is followed by an operator, as in Python", PYTHON),
                Arguments.of("name = 'vm%d' % vmid", 15, "\"%\" after a value is Python", PYTHON),
                Arguments.of("a = 'x' + 'y'", 9, "\"+\" after a value is Python", PYTHON),
                Arguments.of("a = 1 if b else 2", 7, "\"if\" after a value is Python", PYTHON),
                Arguments.of("a = r'x'", 5, "\"r\" before a quote is Python", PYTHON),
                Arguments.of("a = ('x', 'y')", 5, "\"(\" begins what only Python has", PYTHON),
                Arguments.of("a = { 'x': 1 }", 5, "\"{\" begins what only Python has", PYTHON),
                Arguments.of("disk = [ 'file:%s' % path ]", 20, "\"%\" after a value is Python", PYTHON),
                Arguments.of("a = \"\"\"x\"\"\"", 5, "three quotes are Python", PYTHON),
                Arguments.of(
                        "a = []]",
                        7,
                        "\"]\" ends a list that has not begun",
                        "a list is written NAME = [VALUE, VALUE]"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void saysWhatIsWrongAndTheWayOut(String line, int column, String message, String hint) {
        requireErrors("# a file\n" + line + "\n", "error: web.cfg:2:" + column + ": " + message + "\n  hint: " + hint);
    }

    @Test
    void tellsOfEveryLine() {
        requireErrors("""
                name = web
                memory = 512
                vcpus = "two
                disk = [ "a" "b" ,
                         foo ]
                vif = [ "\\q", "\\w" ]
                vnc = yes
                """, """
                error: web.cfg:1:8: "web" stands without quotes
                  hint: text is written in quotes: "TEXT"
                error: web.cfg:3:9: the text that begins here does not end on its line
                  hint: end it with the quote it begins with: "
                error: web.cfg:4:14: there is no comma before this value
                  hint: a list is written [VALUE, VALUE]
                error: web.cfg:6:10: "\\q" is no escape that xl knows
                  hint: a backslash itself is written \\\\
                error: web.cfg:6:16: "\\w" is no escape that xl knows
                  hint: a backslash itself is written \\\\
                error: web.cfg:7:7: "yes" is not a value
                  hint: xl has 1 for yes, 0 for no""");
    }

    @Test
    void findsTheSettingAfterAListThatDoesNotEnd() {
        requireErrors("""
                disk = [ "a",
                         "b"
                memory = 512
                vnc = yes
                """, """
                error: web.cfg:1:8: the list that begins here does not end
                  hint: end it with ]
                error: web.cfg:4:7: "yes" is not a value
                  hint: xl has 1 for yes, 0 for no""");
        requireErrors("""
                disk = [ "a,
                         'b]',  # not "this ]
                         [ "c" ], "d\\"]" ] ;
                vnc = yes
                """, """
                error: web.cfg:1:10: the text that begins here does not end on its line
                  hint: end it with the quote it begins with: "
                error: web.cfg:4:7: "yes" is not a value
                  hint: xl has 1 for yes, 0 for no""");
    }

    @Test
    void takesABlockOfPythonForOneThing() {
        requireErrors("""
                import os, re
                def path(name):
                    # where it is
                    if name:
                        return '/srv/' + name

                    return None
                memory = 512
                vnc = no
                """, """
                error: web.cfg:1:1: "import" is Python
                  hint: %1$s
                error: web.cfg:2:1: "def" is Python
                  hint: %1$s
                error: web.cfg:9:7: "no" is not a value
                  hint: xl has 1 for yes, 0 for no""".formatted(PYTHON));
    }

    @Test
    void saysWhatCannotBeAdded() {
        requireErrors("""
                disk = [ "a" ]
                disk += "b"
                extra = "a"
                extra += [ "b" ]
                """, """
                error: web.cfg:2:9: "disk" is a list, and += adds text to it
                  hint: write disk += [VALUE]
                error: web.cfg:4:10: "extra" is a single value, and += adds a list to it
                  hint: write extra += "TEXT\"""");
    }

    @Test
    void givesUpOnATextThatIsNone() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> XlConfig.parse("web.cfg", "a = \"" + "\\w\0".repeat(100_000) + "\""))
                .satisfies(error -> assertThat(error.problems()).hasSize(20));
    }

    @Test
    void givesUpOnAFileThatIsNoConfiguration() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> XlConfig.parse("web.cfg", "<domain>\n".repeat(1000)))
                .satisfies(error -> assertThat(error.problems()).hasSize(21))
                .satisfies(error -> assertThat(error.problems().get(20).render())
                        .isEqualTo("error: web.cfg:21:1: the file was not read any further\n"
                                + "  hint: is it the configuration of a guest?"));
    }

    @Test
    void readsNoDeeperThanAnybodyWrites() {
        assertThat(XlConfig.parse("web.cfg", "a = " + "[".repeat(50) + "]".repeat(50))
                        .has("a"))
                .isTrue();
        requireErrors("a = " + "[".repeat(100_000), """
                error: web.cfg:1:55: more than 50 lists lie within one another
                  hint: no setting takes that""");
    }
}
