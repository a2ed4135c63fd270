package org.domzero.p2v.copy;

import java.io.IOException;

/**
 * Whether a stream of tar(1) has come to its end, which is two blocks of zeros at the least. Whoever unpacks takes one that
 * was cut off between two files for whole.
 */
final class EndOfArchive {
    private static final int BLOCKS = 2 * 512;

    private int zeros;

    /** This much more has come. */
    void isNow(byte[] piece, int length) {
        int first = length;
        while (first > 0 && length - first < BLOCKS && piece[first - 1] == 0) {
            first--;
        }
        zeros = length - first + (first == 0 ? zeros : 0);
        zeros = Math.min(zeros, BLOCKS);
    }

    /** @throws IOException when it has not */
    void require() throws IOException {
        if (zeros < BLOCKS) {
            throw new IOException("what the source's tar has sent has no end");
        }
    }
}
