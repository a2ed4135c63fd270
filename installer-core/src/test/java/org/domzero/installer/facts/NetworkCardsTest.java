package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCardsTest {
    @TempDir
    Path root;

    @Test
    void findsTheOnlyCardOfAVirtualMachine() throws IOException {
        assertThat(NetworkCards.read(CapturedTree.layOut("virtual-machine.tree", root)))
                .containsExactly(new NetworkCard(
                        "eth0", "02:fc:00:00:00:01", "virtio_net", Link.UP, null, "0000:00:03.0", true));
    }

    @Test
    void findsTheCardsOfAServerButNeitherBondBridgeNorInfiniband() throws IOException {
        assertThat(NetworkCards.read(CapturedTree.layOut("server.tree", root)))
                .containsExactly(
                        new NetworkCard("eno1", "d0:94:66:00:00:10", "tg3", Link.UP, 1000, "0000:02:00.0", true),
                        new NetworkCard("eno2", "d0:94:66:00:00:11", "tg3", Link.DOWN, null, "0000:02:00.1", true),
                        new NetworkCard(
                                "ens1f0", "f8:f2:1e:00:00:20", "i40e", Link.UNKNOWN, null, "0000:18:00.0", true),
                        new NetworkCard("ens1f0v0", "02:09:c0:00:00:21", "iavf", Link.UP, 10000, "0000:18:02.0", false),
                        new NetworkCard(
                                "enx00e04c000030", "00:e0:4c:00:00:30", "cdc_ether", Link.UP, null, null, true));
    }

    @Test
    void aMachineWithoutNetworkHasNoCards() {
        assertThat(NetworkCards.read(new SystemTree(root))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "4294967295", "unknown"})
    void doesNotTakeForASpeedWhatIsNone(String text) {
        assertThat(NetworkCards.speed(text)).isNull();
    }

    @Test
    void aUsbCardIsNotInTheSlotOfItsController() {
        assertThat(NetworkCards.pciSlot(List.of("sys", "devices", "pci0000:00", "0000:00:14.0", "usb1", "1-3")))
                .isNull();
    }
}
