package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerialPortTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com1 | com1,115200,8n1",
                "com2,57600 | com2,57600,8n1",
                "com4,9600,7e1 | com4,9600,7e1",
                "' com3,300,5o2 ' | com3,300,5o2",
            })
    void whatIsLeftOutIsTheUsual(String text, String whole) {
        assertThat(SerialPort.parse(text)).hasToString(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com0",
                "com5",
                "COM1",
                "ttyS0",
                "com1,fast",
                "com1,115200,9n1",
                "com1,115200,8x1",
                "com1,,8n1"
            })
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> SerialPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a serial port such as com1,115200,8n1");
    }

    @Test
    void isNamedAsLinuxAndXenNameIt() {
        SerialPort port = SerialPort.parse("com2,57600,7e1");

        assertThat(port.linuxDevice()).isEqualTo("ttyS1");
        assertThat(port.linuxConsole()).isEqualTo("ttyS1,57600e7");
        assertThat(port.xenName()).isEqualTo("com2");
        assertThat(port.xenSettings()).isEqualTo("57600,7e1");
    }
}
