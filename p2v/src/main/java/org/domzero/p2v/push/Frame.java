package org.domzero.p2v.push;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the connection of one program, after the host has said by the secret who it is: a byte for the kind, the
 * length as four bytes, and the content.
 */
final class Frame {
    /** More is a mistake, or no host. */
    static final int LONGEST = 1 << 18;

    /** Named by their letters. */
    enum Kind {
        /** To the machine: the script, once, first. */
        SCRIPT('S'),
        /** To the machine: of standard input, as much as has been granted; nothing for its end. */
        INPUT('I'),
        /** To the host: that so many more bytes of input are welcome. */
        GRANT('G'),
        /** To the host: of standard output. */
        OUTPUT('O'),
        /** To the host: a line of standard error. */
        ERROR('E'),
        /** To the host: the status, last; that of a program that could not be started is not there. */
        EXIT('X');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        static Kind of(int letter) throws IOException {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw notUnderstood();
        }
    }

    private final Kind kind;
    private final byte[] content;

    Frame(Kind kind, byte[] content) {
        this.kind = kind;
        this.content = content;
    }

    Kind kind() {
        return kind;
    }

    byte[] content() {
        return content;
    }

    static IOException notUnderstood() {
        return new IOException("what the other side says is not understood");
    }

    static Frame ofNumber(Kind kind, int number) {
        return new Frame(kind, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    int number() throws IOException {
        if (content.length != Integer.BYTES) {
            throw notUnderstood();
        }
        return ByteBuffer.wrap(content).getInt();
    }

    /** Null where the connection ends. */
    static @Nullable Frame read(DataInputStream in) throws IOException {
        int letter = in.read();
        if (letter < 0) {
            return null;
        }
        Kind kind = Kind.of(letter);
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw notUnderstood();
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("the connection ended within what was said");
        }
        return new Frame(kind, content);
    }

    /** Also flushes. */
    void write(DataOutputStream out) throws IOException {
        synchronized (out) {
            out.writeByte(kind.letter);
            out.writeInt(content.length);
            out.write(content);
            out.flush();
        }
    }
}
