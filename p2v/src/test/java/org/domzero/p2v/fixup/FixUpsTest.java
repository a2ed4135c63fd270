package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixUpsTest {
    @Test
    void haveNamesAndSentences() {
        assertThat(FixUps.of(Sample.RHEL5, Sample.PV)).extracting(FixUp::name).doesNotHaveDuplicates();
        assertThat(FixUps.of(Sample.OTHER, Sample.PV)).allSatisfy(fixUp -> {
            assertThat(fixUp.name()).matches("[a-z0-9.-]+");
            assertThat(fixUp.description()).matches("[A-Z][^.].*\\.");
        });
    }

    @Test
    void areThoseForTheSystem() {
        assertThat(FixUps.of(Sample.RHEL5, Sample.PV))
                .extracting(FixUp::name)
                .contains("ifcfg-red-hat", "kudzu", "modprobe", "fstab")
                .doesNotContain("ifcfg-suse", "interfaces", "unknown-system");
        assertThat(FixUps.of(Sample.OTHER, Sample.PV))
                .extracting(FixUp::name)
                .contains("unknown-system", "fstab", "hardware-services")
                .doesNotContain("ifcfg-red-hat", "kudzu", "modprobe");
        assertThat(FixUps.of(Sample.RHEL5, Sample.HVM)).extracting(FixUp::name).doesNotContain("modprobe", "dracut");
    }
}
