package org.domzero.tests.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;

/** A machine's side and this side of a line, as a pair of pipes. */
final class PipeChannel implements ByteChannel {
    private final Pipe in;
    private final Pipe out;

    PipeChannel() throws IOException {
        this(Pipe.open(), Pipe.open());
    }

    private PipeChannel(Pipe in, Pipe out) {
        this.in = in;
        this.out = out;
    }

    PipeChannel otherSide() {
        return new PipeChannel(out, in);
    }

    void say(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    void hangUp() throws IOException {
        out.sink().close();
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return in.source().read(to);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return out.sink().write(from);
    }

    @Override
    public boolean isOpen() {
        return in.source().isOpen();
    }

    @Override
    public void close() throws IOException {
        in.source().close();
        out.sink().close();
    }
}
