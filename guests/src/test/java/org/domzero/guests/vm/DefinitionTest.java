package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
    @Test
    void whatIsNotSaidIsAsXlHasIt() {
        Definition definition = Definition.parse("web1.cfg", "name = \"web1\"\n");

        assertThat(definition.memory()).isEqualTo(ByteSize.mebibytes(128));
        assertThat(definition.vcpus()).isEqualTo(1);
        assertThat(definition.type()).isEqualTo(GuestType.PV);
        assertThat(definition.uuid()).isEmpty();
        assertThat(definition.description()).isEmpty();
    }

    /** Else it would be told only when guests are listed, in place of them all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory = \"lots\"|\"memory\" is \"lots\", which is not a number that xl can read",
                "memory = \"-1\"|memory cannot be -1",
                "memory = 9223372036854775807|memory cannot be 9223372036854775807",
                "vcpus = \"-1\"|vcpus cannot be -1",
                "vcpus = 4294967297|vcpus cannot be 4294967297",
                "uuid = [1]|\"uuid\" is a list, and has to be a single value",
                "type = [1]|\"type\" is a list, and has to be a single value",
                "domzero_description = [1]|\"domzero_description\" is a list, and has to be a single value",
                "disk = [\"/a\"]|disk: the disk has no vdev, which is what the guest sees it as: xvda",
            })
    void whatIsWrongIsToldWhenItIsRead(String line, String message) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> Definition.parse("web1.cfg", "name = \"web1\"\n" + line + "\n"))
                .satisfies(error -> assertThat(error.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.render())
                                .startsWith("error: web1.cfg:2:")
                                .contains(": " + message + "\n")));
    }
}
