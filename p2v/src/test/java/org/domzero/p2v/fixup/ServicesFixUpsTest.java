package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesFixUpsTest {
    @TempDir
    private Path directory;

    private Sample sample;

    @BeforeEach
    void makeSample() {
        sample = new Sample(directory);
    }

    @Test
    void linksOfRcGo() {
        sample.withLink("/etc/rc.d/rc3.d/S40smartd", "../init.d/smartd")
                .withLink("/etc/rc.d/rc3.d/K02smartd", "../init.d/smartd")
                .withLink("/etc/rc.d/rc3.d/S44acpid", "../init.d/acpid");

        sample.apply(new HardwareServicesFixUp());

        assertThat(sample.root().list("/etc/rc.d/rc3.d")).containsExactly("K02smartd", "S44acpid");
    }

    @Test
    void jobsOfUpstartAreOverridden() {
        sample.with("/etc/init/mcelog.conf", "x").with("/etc/init/mcelog.override", "# own\n");

        sample.apply(new HardwareServicesFixUp());

        assertThat(sample.text("/etc/init/mcelog.override")).isEqualTo("# own\nmanual\n");
    }

    @Test
    void unitsOfSystemdAreMasked() {
        sample.withLink(
                        "/etc/systemd/system/multi-user.target.wants/smartd.service",
                        "/usr/lib/systemd/system/smartd.service")
                .withLink(
                        "/etc/systemd/system/multi-user.target.wants/acpid.service",
                        "/usr/lib/systemd/system/acpid.service");

        sample.apply(new HardwareServicesFixUp());

        assertThat(sample.root().link("/etc/systemd/system/smartd.service")).hasValue("/dev/null");
        assertThat(sample.root().hasEntry("/etc/systemd/system/acpid.service")).isFalse();
    }

    @Test
    void servicesOfOpenrcGoAndThoseOfSlackwareAreNamed() {
        sample.withLink("/etc/runlevels/default/smartd", "/etc/init.d/smartd").withProgram("/etc/rc.d/rc.smartd");

        assertThat(sample.apply(new HardwareServicesFixUp()).warnings())
                .containsExactly(
                        "/etc/rc.d/rc.smartd starts with the guest: it is for hardware that the guest does not have");
        assertThat(sample.root().list("/etc/runlevels/default")).isEmpty();
    }

    @Test
    void kudzuIsTurnedOff() {
        sample.with("/etc/sysconfig/hwconf", "x").withLink("/etc/rc.d/rc5.d/S05kudzu", "../init.d/kudzu");

        assertThat(sample.apply(new KudzuFixUp()).done()).hasSize(2);
        assertThat(sample.root().list("/etc/rc.d/rc5.d")).isEmpty();
        assertThat(new KudzuFixUp().isFor(Sample.DEBIAN, Sample.PV)).isFalse();
    }

    @Test
    void systemIsNamedThatNobodyKnows() {
        assertThat(sample.apply(new UnknownSystemFixUp(new Distribution(Family.OTHER, "x", "X Linux\u001b", "")))
                        .warnings()
                        .get(0))
                .startsWith("there are no fix-ups of its own for \"X Linux\\u001b\"");
        assertThat(sample.apply(new UnknownSystemFixUp(Sample.OTHER)).warnings().get(0))
                .startsWith("no file in /etc says");
        assertThat(new UnknownSystemFixUp(Sample.OTHER).isFor(Sample.DEBIAN, Sample.PV))
                .isFalse();
    }
}
