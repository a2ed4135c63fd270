package org.domzero.tests.machine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a link tells the other in the Link Aggregation Control Protocol (IEEE 802.1AX, 6.4.2.3).
 *
 * @param actor who says it
 * @param partner what the actor has heard of the other side
 */
record Lacpdu(Party actor, Party partner) {
    /** The group address of slow protocols, which no bridge passes on. */
    static final MacAddress DESTINATION = MacAddress.parse("01:80:c2:00:00:02");

    private static final int SUBTYPE = 1;
    private static final int VERSION = 1;
    private static final int ACTOR = 1;
    private static final int PARTNER = 2;
    private static final int COLLECTOR = 3;
    private static final int COLLECTOR_LENGTH = 16;
    private static final int LENGTH = 110;

    /**
     * One side of a link.
     *
     * @param system the MAC address of the whole machine, which all its ports have in common
     * @param key ports of a machine with the same one may be aggregated
     * @param state a sum of the constants here
     */
    record Party(int systemPriority, MacAddress system, int key, int portPriority, int port, int state) {
        /** It speaks without being spoken to. */
        static final int ACTIVE = 1;
        /** It wants to hear every second, not every 30. */
        static final int SHORT_TIMEOUT = 1 << 1;

        static final int AGGREGATION = 1 << 2;
        static final int SYNCHRONIZATION = 1 << 3;
        /** It takes frames from the link. */
        static final int COLLECTING = 1 << 4;
        /** It puts frames on the link. */
        static final int DISTRIBUTING = 1 << 5;

        private static final int LENGTH = 20;

        private static Party read(ByteBuffer from) {
            Party party = new Party(
                    from.getShort() & 0xFFFF,
                    MacAddress.read(from),
                    from.getShort() & 0xFFFF,
                    from.getShort() & 0xFFFF,
                    from.getShort() & 0xFFFF,
                    from.get() & 0xFF);
            from.get(new byte[3]);
            return party;
        }

        private void write(int type, ByteBuffer to) {
            to.put((byte) type).put((byte) LENGTH).putShort((short) systemPriority);
            system.write(to);
            to.putShort((short) key).putShort((short) portPriority).putShort((short) port);
            to.put((byte) state).put(new byte[3]);
        }
    }

    /** Null if it is another slow protocol, or not laid out as each version begins. */
    static @Nullable Lacpdu parse(Frame frame) {
        if (frame.type() != Frame.SLOW || !frame.destination().equals(DESTINATION)) {
            return null;
        }
        ByteBuffer rest = frame.payload();
        if (rest.get() != SUBTYPE) {
            return null;
        }
        rest.get(); // A higher version adds to the end.
        if (rest.getShort() != (ACTOR << 8 | Party.LENGTH)) {
            return null;
        }
        Party actor = Party.read(rest);
        return rest.getShort() == (PARTNER << 8 | Party.LENGTH) ? new Lacpdu(actor, Party.read(rest)) : null;
    }

    /** @param source the MAC address of the port, or of its machine */
    Frame frame(MacAddress source) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put((byte) SUBTYPE).put((byte) VERSION);
        actor.write(ACTOR, bytes);
        partner.write(PARTNER, bytes);
        // It may deliver at once. The terminator after it is all zeros, like what is reserved.
        bytes.put((byte) COLLECTOR).put((byte) COLLECTOR_LENGTH).rewind();
        return new Frame(DESTINATION, source, Frame.UNTAGGED, Frame.SLOW, bytes);
    }
}
