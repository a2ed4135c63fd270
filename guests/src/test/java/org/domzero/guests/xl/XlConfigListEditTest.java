package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlConfigListEditTest {
    private static String edited(String text, String... values) {
        XlConfig config = XlConfig.parse("web.cfg", text).with("disk", List.of(values));
        assertThat(config.list("disk")).containsExactly(values);
        return config.text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[ 'a', 'b' ]`|`a,x`|`[ 'a', \"x\" ]`",
                "`[ 'a', 'b' ]`|`a`|`[ 'a' ]`",
                "`[ 'a', 'b' ]`|`b`|`[ 'b' ]`",
                "`[ 'a', 'b', ]`|`a`|`[ 'a', ]`",
                "`[ 'a', 'b', ]`|`a,b,c`|`[ 'a', 'b', \"c\", ]`",
                "`['a','b']`|`a,b,c`|`['a','b', \"c\"]`",
                "`['a','b']`|`a,c,b`|`['a', \"c\",'b']`",
                "`['a','b']`|`c,a,b`|`[\"c\", 'a','b']`",
                "`['a','b']`|`b,a`|`['b', \"a\"]`",
                "`[ 'a','b','c','d' ]`|`b,d`|`[ 'b','d' ]`",
                "`[ 'a','b','c','d' ]`|`a,d`|`[ 'a','d' ]`",
                "`[ 'a','b','c','d' ]`|`x,y`|`[ \"x\",\"y\" ]`",
                "`[ 'a','b','c','d' ]`|`x,b,y,z`|`[ \"x\",'b',\"y\",\"z\" ]`",
                "`[ 'a', [ 'b' ], 'c' ]`|`a,c`|`[ 'a', 'c' ]`",
                "`[ 'a' ]`|`a,b,c`|`[ 'a', \"b\", \"c\" ]`",
                "`[ 1, 0x2 ]`|`1,0x2,3`|`[ 1, 0x2, \"3\" ]`",
                "`[]`|`a`|`[\"a\"]`",
                "`[ ]`|`a`|`[\"a\"]`",
            })
    void keepsALineALine(String before, String values, String after) {
        assertThat(edited("disk = " + before + " # disks\n", values.split(",")))
                .isEqualTo("disk = " + after + " # disks\n");
    }

    @Test
    void emptiesAList() {
        assertThat(edited("disk = [ 'a', 'b' ]\n")).isEqualTo("disk = []\n");
        assertThat(edited("disk = [\n  'a',\n  'b'\n]\n")).isEqualTo("disk = []\n");
        assertThat(edited("disk = [\n  'a', # one\n  'b'\n]\n")).isEqualTo("disk = [\n  # one\n]\n");
    }

    @Test
    void fillsAnEmptyList() {
        assertThat(edited("disk = [\n]\n", "a", "b")).isEqualTo("disk = [\n    \"a\",\n    \"b\"\n]\n");
        assertThat(edited("disk = [ # none\n  ]\n", "a", "b"))
                .isEqualTo("disk = [ # none\n    \"a\",\n    \"b\"\n  ]\n");
    }

    private static final String SPREAD = """
            name = "a"
            disk = [
              # the system
              'a',  # 10 GiB
              'b',

              # the data
              'c'   # 2 TiB
            ]
            memory = 1
            """;

    @Test
    void putsAnElementOnALineOfItsOwn() {
        assertThat(edited(SPREAD, "a", "x", "b", "c", "y", "z")).isEqualTo("""
            name = "a"
            disk = [
              # the system
              'a',  # 10 GiB
              "x",
              'b',

              # the data
              'c',   # 2 TiB
              "y",
              "z"
            ]
            memory = 1
            """);
        assertThat(edited(SPREAD, "x", "a", "b", "c")).isEqualTo("""
            name = "a"
            disk = [
              "x",
              # the system
              'a',  # 10 GiB
              'b',

              # the data
              'c'   # 2 TiB
            ]
            memory = 1
            """);
    }

    @Test
    void takesAnElementWithItsLine() {
        assertThat(edited(SPREAD, "a", "c")).isEqualTo("""
            name = "a"
            disk = [
              # the system
              'a',  # 10 GiB

              # the data
              'c'   # 2 TiB
            ]
            memory = 1
            """);
        assertThat(edited(SPREAD, "b", "x")).isEqualTo("""
            name = "a"
            disk = [
              # the system
              # 10 GiB
              'b',

              # the data
              "x"   # 2 TiB
            ]
            memory = 1
            """);
        assertThat(edited(SPREAD, "b")).isEqualTo("""
            name = "a"
            disk = [
              # the system
              # 10 GiB
              'b'

              # the data
              # 2 TiB
            ]
            memory = 1
            """);
    }

    @Test
    void alignsWithElementsThatBeginOnTheFirstLine() {
        String text = "disk = [ 'a',\n         'b' ]\n";

        assertThat(edited(text, "a", "b", "c")).isEqualTo("disk = [ 'a',\n         'b',\n         \"c\" ]\n");
        assertThat(edited(text, "a", "c", "b")).isEqualTo("disk = [ 'a',\n         \"c\",\n         'b' ]\n");
        assertThat(edited(text, "c", "a", "b")).isEqualTo("disk = [ \"c\",\n         'a',\n         'b' ]\n");
        assertThat(edited(text, "a")).isEqualTo("disk = [ 'a' ]\n");
        assertThat(edited(text, "b")).isEqualTo("disk = [\n         'b' ]\n");
    }

    @Test
    void keepsTabsAndLineEndings() {
        assertThat(edited("disk\t= [\t'a',\r\n\t\t'b',\r\n\t]\r\n", "a", "b", "c"))
                .isEqualTo("disk\t= [\t'a',\r\n\t\t'b',\r\n\t\t\"c\",\r\n\t]\r\n");
    }

    @Test
    void bearsCommasThatBeginTheirLine() {
        String text = "disk = [ 'a'  # one\n       , 'b'  # two\n       ]\n";

        assertThat(edited(text, "a", "b", "c"))
                .isEqualTo("disk = [ 'a'  # one\n       , 'b',  # two\n         \"c\"\n       ]\n");
        assertThat(edited(text, "b")).isEqualTo("disk = [   # one\n        'b'  # two\n       ]\n");
        assertThat(edited(text, "a")).isEqualTo("disk = [ 'a'  # one\n        # two\n       ]\n");
    }

    @Test
    void makesAnyListIntoAnyOtherAndKeepsAllComments() {
        Random random = new Random(20261127);
        for (int i = 0; i < 2000; i++) {
            String text = "name = 'x'\ndisk = " + list(random) + "# end\nmemory = 1\n";
            List<String> wanted = new ArrayList<>();
            for (int n = random.nextInt(7); n > 0; n--) {
                wanted.add(String.valueOf((char) ('a' + random.nextInt(6))));
            }

            XlConfig config = XlConfig.parse("web.cfg", text).with("disk", wanted);

            assertThat(config.list("disk")).as(text).isEqualTo(wanted);
            assertThat(Comments.texts(config.text())).as(text).isEqualTo(Comments.texts(text));
            assertThat(config.string("name") + config.string("memory")).as(text).isEqualTo("x1");
        }
    }

    private static String list(Random random) {
        StringBuilder list = new StringBuilder("[");
        int values = random.nextInt(7);
        for (int n = 0; n < values; n++) {
            gap(random, list);
            list.append('\'').append((char) ('a' + random.nextInt(6))).append('\'');
            gap(random, list);
            if (n < values - 1 || random.nextBoolean()) {
                list.append(',');
            }
        }
        gap(random, list);
        return list.append(']').toString();
    }

    private static void gap(Random random, StringBuilder list) {
        for (int n = random.nextInt(3); n > 0; n--) {
            switch (random.nextInt(6)) {
                case 0 -> list.append('\n');
                case 1 -> list.append("# comment ").append(random.nextInt(10)).append('\n');
                case 2 -> list.append('\t');
                case 3 -> list.append("\r\n");
                default -> list.append(' ');
            }
        }
    }
}
