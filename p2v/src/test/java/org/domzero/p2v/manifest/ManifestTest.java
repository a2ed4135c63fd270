package org.domzero.p2v.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With this machine's own find and sort. */
class ManifestTest {
    /** Made by the shell, since Java cannot name files by bytes. */
    private static final String TREE = """
            set -e
            umask 022
            mkdir -p a/b 'a-x' 'with space'
            echo one > a/one
            echo deep > a/b/deep
            echo dash > a-x/dash
            printf 'x' > "$(printf 'new\nline')"
            printf 'x' > "$(printf 'latin-\\351')"
            ln a/one a/again
            ln -s '../else//where
            ' a/link
            mkfifo pipe
            chmod 4755 a/one
            touch -d '2001-02-03 04:05:06.123456789 UTC' a/b/deep
            """;

    @TempDir
    Path directory;

    private Path tree;

    @BeforeEach
    void make() throws IOException {
        tree = Files.createDirectory(directory.resolve("it's a tree"));
        shell("cd \"$1\" && " + TREE);
    }

    private byte[] shell(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script, "sh", tree.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            byte[] said = out.readAllBytes();
            assertThat(process.waitFor()).isZero();
            return said;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] listing() throws IOException {
        return shell(Listing.command(tree.toString()));
    }

    /** Sorted, without the two records around it. */
    private byte[] manifest() throws IOException {
        return shell("(" + Listing.command(tree.toString()) + ") | LC_ALL=C grep --text -z '^[.]' | LC_ALL=C "
                + String.join(" ", Listing.sort("1M")));
    }

    private static ListingReader read(byte[] listing) throws IOException {
        try (ListingReader reader = new ListingReader(new ByteArrayInputStream(listing))) {
            while (reader.next() != null) {
                // It has to be read for its end.
            }
            return reader;
        }
    }

    private static EntryReader reader(byte[] manifest) {
        return new EntryReader(new ByteArrayInputStream(manifest));
    }

    private static List<Entry> entries(byte[] manifest) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (EntryReader reader = reader(manifest)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** "+path" for what is to be sent, "-path" for what is to be removed. */
    private static List<String> differences(byte[] before, byte[] now, boolean ofCopy) throws IOException {
        List<String> found = new ArrayList<>();
        Difference.Found collecting = new Difference.Found() {
            @Override
            public void toSend(Entry entry, @Nullable Entry instead) {
                found.add("+" + entry.path());
            }

            @Override
            public void toRemove(Entry entry) {
                found.add("-" + entry.path());
            }
        };
        if (ofCopy) {
            Difference.ofCopy(reader(before), reader(now), (copy, original) -> false, collecting);
        } else {
            Difference.sinceThen(reader(before), reader(now), collecting);
        }
        return found;
    }

    @Test
    void hasEveryFileByItsBytes() throws IOException {
        List<Entry> entries = entries(manifest());
        assertThat(entries)
                .extracting(Entry::path)
                .containsExactly(
                        ".",
                        "./a-x",
                        "./a-x/dash",
                        "./a",
                        "./a/again",
                        "./a/b",
                        "./a/b/deep",
                        "./a/link",
                        "./a/one",
                        "./latin-\u00e9",
                        "./new\nline",
                        "./pipe",
                        "./with space");
        Entry one = entries.get(8);
        assertThat(one.type()).isEqualTo(Entry.Type.FILE);
        assertThat(one.mode()).isEqualTo(04755);
        assertThat(one.size()).isEqualTo(4);
        assertThat(one.links()).isEqualTo(2);
        assertThat(one.inode()).isEqualTo(entries.get(4).inode());
        assertThat(entries.get(6).modified()).startsWith("981173106.123456789");
        assertThat(entries.get(7).target()).isEqualTo("../else//where\n");
        assertThat(entries.get(11).type()).isEqualTo(Entry.Type.PIPE);
        for (Entry entry : entries) {
            assertThat(Entry.parse(entry.text())).isEqualTo(entry);
        }
    }

    @Test
    void aListingTellsWhenItWasBegunAndHowItHasEnded() throws IOException {
        long now = System.currentTimeMillis() / 1000;
        ListingReader whole = read(listing());
        assertThat(whole.begun().orElseThrow()).isBetween(now, now + 60);
        assertThat(whole.ended()).hasValue(0);
        assertThat(read("begun \0./a//p 644 0 0 0 0 1 1 1 5 \0ended 1\0".getBytes(StandardCharsets.ISO_8859_1)))
                .satisfies(old -> assertThat(old.begun()).isEmpty())
                .satisfies(old -> assertThat(old.ended()).hasValue(1));
        assertThat(read("begun %s\0ended 137\0".getBytes(StandardCharsets.ISO_8859_1))
                        .begun())
                .isEmpty();
    }

    @Test
    void aListingThatIsCutBetweenTwoEntriesHasNoEnd() throws IOException {
        byte[] whole = listing();
        int records = 0;
        for (int length = 0; length < whole.length; length++) {
            if (length == 0 || whole[length - 1] == 0) {
                records++;
                assertThat(read(Arrays.copyOf(whole, length)).ended()).isEmpty();
            }
        }
        assertThat(records).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./a//p 644 0 0 0 0 1 1 1 5 \0ended 0\0",
                "begun 5\0ended 0\0./a//p 644 0 0 0 0 1 1 1 5 \0",
                "begun 5\0ended 0\0ended 0\0",
                "begun 5\0ended\0",
            })
    void aListingOfAnotherFormIsNone(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyTheTimeOfContentIsCarriedInSeconds() throws IOException {
        Entry entry = entries("./a//f 644 0 0 4 8 100.5 7.125 1 5 \0".getBytes(StandardCharsets.ISO_8859_1))
                .get(0)
                .inSeconds();
        assertThat(entry.modified()).isEqualTo("100");
        assertThat(entry.changed()).isEqualTo("7.125");
    }

    @Test
    void aPathThatWasMetTwiceCountsOnce() throws IOException {
        byte[] twice = "./a//f 644 0 0 4 8 1 1 1 5 \0./a//f 644 0 0 9 8 2 2 1 6 \0./b//p 644 0 0 0 0 1 1 1 7 \0"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(differences(new byte[0], twice, false)).containsExactly("+./a", "+./b");
    }

    @Test
    void tellsWhatHasChanged() throws IOException {
        byte[] before = manifest();
        assertThat(differences(before, before, false)).isEmpty();
        // Of the same size, and with its old time: the inode tells.
        shell("""
                cd "$1"
                touch -r a/b/deep time
                sleep 0.05
                echo peed > a/b/deep
                touch -r time a/b/deep
                rm time pipe
                echo more > a-x/more
                chmod 700 'with space'
                """);
        assertThat(differences(before, manifest(), false))
                .containsExactly("+.", "+./a-x", "+./a-x/more", "+./a/b/deep", "-./pipe", "+./with space");
    }

    @Test
    void tellsWhatACopyLacks() throws IOException {
        byte[] original = manifest();
        Path first = tree;
        tree = directory.resolve("copy");
        new ProcessBuilder("cp", "-a", first.toString(), tree.toString())
                .start()
                .onExit()
                .join();
        assertThat(differences(manifest(), original, true)).isEmpty();
        shell("cd \"$1\" && echo on >> a/one && rm a/link && ln -s other a/link && rm -r a-x && echo new > new");
        assertThat(differences(manifest(), original, true))
                // Directories whose content is another one have other times.
                .containsExactly(
                        "+.", "+./a-x", "+./a-x/dash", "+./a", "+./a/again", "+./a/link", "+./a/one", "-./new");
    }

    @Test
    void ofAnOldFindHasWholeSeconds() throws IOException {
        byte[] copy = "./a//f 644 0 0 4 8 100.5000000000 7.1 1 5 \0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] old = "./a//f 644 0 0 4 8 100 8 1 9 \0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(differences(copy, old, true)).isEmpty();
        byte[] other = "./a//f 644 0 0 4 8 101 8 1 9 \0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(differences(copy, other, true)).containsExactly("+./a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "./a",
                "/etc/passwd//f 644 0 0 4 8 1 1 1 5 ",
                "./../x//f 644 0 0 4 8 1 1 1 5 ",
                "./a/..//f 644 0 0 4 8 1 1 1 5 ",
                "./a//s 644 0 0 4 8 1 1 1 5 ",
                "./a//f 999 0 0 4 8 1 1 1 5 ",
                "./a//f 644 -1 0 4 8 1 1 1 5 ",
                "./a//f 644 0 0 99999999999999999999 8 1 1 1 5 ",
                "./a//f 644 0 0 4 8 1 1 1",
                "./a//ff 644 0 0 4 8 1 1 1 5 ",
                "./a//f 07777 0 0 4 8 1 1 1 5 ",
                "./a//f 644 +1 0 4 8 1 1 1 5 ",
                "./a//f 644 0 0 4 8 - 1 1 5 ",
                "./a//f 644 0 0 4 8 1. 1 1 5 ",
                "./a//f 644 0 0 4 8 1.5.5 1 1 5 ",
                "./a//f 644 0 0 4 8  1 1 5 ",
                "./a//f 644 0 0 4 8 1 1 99999999999 5 ",
                ".a//f 644 0 0 4 8 1 1 1 5 ",
                "..//f 644 0 0 4 8 1 1 1 5 ",
            })
    void thatIsNoneSaysSo(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> entries(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void thatIsCutOrUnsortedSaysSo() throws IOException {
        byte[] whole = manifest();
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        assertThatThrownBy(() -> entries(cut)).hasMessage("the list of files ends within an entry");
        String b = "./b//f 644 0 0 4 8 1 1 1 5 \0";
        String a = "./a//f 644 0 0 4 8 1 1 1 5 \0";
        assertThatThrownBy(() -> differences(new byte[0], (b + a).getBytes(StandardCharsets.ISO_8859_1), false))
                .hasMessage("the list of files is not sorted: ./a comes after ./b");
    }
}
