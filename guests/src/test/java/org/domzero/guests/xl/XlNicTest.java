package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlNicTest {
    @Test
    void readsACardAboutWhichNothingIsSaid() {
        XlNic nic = XlNic.parse("");

        assertThat(nic).isEqualTo(new XlNic(null, null, List.of()));
        assertThat(nic.spec()).isEmpty();
        assertThat(XlNic.parse(" , mac=,bridge= ,")).isEqualTo(nic);
    }

    @Test
    void keepsWhatItDoesNotKnowInItsOrder() {
        XlNic nic =
                XlNic.parse("type=ioemu, mac=00:16:3E:0f:aa:1, model=e1000 ,bridge=xenbr0,rate=10Mb/s@50ms, trusted");

        assertThat(nic.mac()).isEqualTo("00:16:3E:0f:aa:1");
        assertThat(nic.bridge()).isEqualTo("xenbr0");
        assertThat(nic.options()).containsExactly("type=ioemu", "model=e1000", "rate=10Mb/s@50ms", "trusted");
        assertThat(nic.option("model")).isEqualTo("e1000");
        assertThat(nic.option("trusted")).isNull();
        assertThat(nic.option("script")).isNull();
        assertThat(nic.spec())
                .isEqualTo("mac=00:16:3E:0f:aa:1,bridge=xenbr0,type=ioemu,model=e1000,rate=10Mb/s@50ms,trusted");
        assertThat(XlNic.parse(nic.spec())).isEqualTo(nic);
    }

    @Test
    void makesACard() {
        assertThat(XlNic.of("00:16:3e:00:00:01", "xenbr0").spec()).isEqualTo("mac=00:16:3e:00:00:01,bridge=xenbr0");
        assertThat(XlNic.of(null, null).spec()).isEmpty();
    }

    @Test
    void letsTheLastOfSeveralCount() {
        XlNic nic = XlNic.parse("bridge=a,bridge=b,model=x,model=y,mac=00:16:3e:00:00:01,mac=00:16:3e:00:00:02");

        assertThat(nic.bridge()).isEqualTo("b");
        assertThat(nic.mac()).isEqualTo("00:16:3e:00:00:02");
        assertThat(nic.option("model")).isEqualTo("y");
    }

    @Test
    void takesAnotherAddressAndBridge() {
        XlNic nic = XlNic.parse("model=e1000");

        assertThat(nic.withMac("00:16:3e:00:00:01").withBridge("xenbr1").spec())
                .isEqualTo("mac=00:16:3e:00:00:01,bridge=xenbr1,model=e1000");
        assertThat(nic.withBridge("a").withBridge(null)).isEqualTo(nic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:16:3e:00:00", "00:16:3e:00:00:0g", "00:16:3e:00:00:01:02", "random", "0016.3e00.0001"})
    void saysWhatIsNoAddress(String mac) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XlNic.parse("bridge=xenbr0,mac=" + mac))
                .withMessage("\"" + mac + "\" is not a MAC address, such as 00:16:3e:12:34:56");
    }

    @Test
    void refusesWhatWouldNotBeReadBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XlNic(null, "a,b", List.of()))
                .withMessage("\"a,b\" is not the name of a bridge, such as xenbr0");
        for (String option : List.of("", "mac=00:16:3e:00:00:01", "bridge=a", " model=x", "a,b", "model=\0")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new XlNic(null, null, List.of(option)))
                    .withMessageEndingWith("\" is not an option of a network card");
        }
    }
}
