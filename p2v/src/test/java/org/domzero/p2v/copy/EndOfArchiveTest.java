package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EndOfArchiveTest {
    private static void require(byte[] stream, int piece) throws Exception {
        EndOfArchive end = new EndOfArchive();
        for (int from = 0; from < stream.length; from += piece) {
            byte[] part = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + piece));
            end.isNow(Arrays.copyOf(part, part.length + 7), part.length);
        }
        end.require();
    }

    @Test
    void isTwoBlocksOfZerosHoweverTheyCome() {
        byte[] whole = new byte[5000];
        Arrays.fill(whole, 0, 5000 - 1024, (byte) 1);
        byte[] cut = Arrays.copyOf(whole, 4999);
        for (int piece : new int[] {1, 7, 1000, 1024, 4000, 5000}) {
            assertThatCode(() -> require(whole, piece)).doesNotThrowAnyException();
            assertThatThrownBy(() -> require(cut, piece)).hasMessage("what the source's tar has sent has no end");
        }
        assertThatThrownBy(() -> require(new byte[0], 1)).hasMessageContaining("no end");
    }
}
