package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.domzero.tests.bench.Shell;

/**
 * The pair of network interfaces between the two ends.
 *
 * @param here the one at this end
 * @param there the one at the other, and the namespace that it is in
 */
record Cable(String here, String there) {
    /** How fast it is. */
    enum Speed {
        BARE("bare", "unlimited"),
        GIGABIT("1g", "1 Gb/s");

        private final String name;
        private final String shown;

        Speed(String name, String shown) {
            this.name = name;
            this.shown = shown;
        }

        static Speed of(String name) {
            return Arrays.stream(values())
                    .filter(one -> one.name.equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    void limit(Speed speed) throws IOException {
        String limited = speed == Speed.GIGABIT
                ? "root tbf rate 1gbit burst 256kb latency 20ms"
                // What an interface of this kind has by itself.
                : "root noqueue";
        Shell.run("tc qdisc replace dev " + here + " " + limited);
        Shell.run("tc -n " + there + " qdisc replace dev " + there + " " + limited);
    }

    /** All that ever went through it, both ways. */
    long bytes() throws IOException {
        return counter("rx_bytes") + counter("tx_bytes");
    }

    private long counter(String name) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/sys/class/net", here, "statistics", name))
                .strip());
    }
}
