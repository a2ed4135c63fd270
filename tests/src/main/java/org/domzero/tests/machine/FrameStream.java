package org.domzero.tests.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a stream, each with its length before it in four bytes, big-endian: what QEMU's netdevs {@code stream} and
 * {@code socket} speak (qemu(1)). One may read while others write.
 */
final class FrameStream implements AutoCloseable {
    /** QEMU's own limit (NET_BUFSIZE): a guest that offloads segmentation sends more than an Ethernet's 1518 bytes. */
    private static final int LONGEST = 4096 + 65536;

    private final ByteChannel channel;

    /** @param channel closed with this */
    FrameStream(ByteChannel channel) {
        this.channel = channel;
    }

    /** Waits for a frame; null when the other end has closed the stream. */
    @Nullable
    ByteBuffer read() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        if (!fill(length)) {
            return null;
        }
        int size = length.flip().getInt();
        if (size < 0 || size > LONGEST) {
            throw new IOException("no frame is " + Integer.toUnsignedString(size) + " bytes long");
        }
        ByteBuffer frame = ByteBuffer.allocate(size);
        return fill(frame) ? frame.flip() : null;
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    synchronized void write(Frame frame) throws IOException {
        ByteBuffer bytes = frame.bytes();
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + bytes.remaining());
        message.putInt(bytes.remaining()).put(bytes).flip();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
