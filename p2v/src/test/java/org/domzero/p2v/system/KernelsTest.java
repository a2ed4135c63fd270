package org.domzero.p2v.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelsTest {
    @Test
    void areTheNewestFirstWithWhatBelongsToThem() {
        assertThat(Kernels.of(new Texts(Map.of(
                        "/boot/vmlinuz-2.6.9-89.EL", "",
                        "/boot/vmlinuz-2.6.18-398.el5xen", "",
                        "/boot/vmlinuz-2.6.18-398.el5", "",
                        "/boot/initrd-2.6.18-398.el5xen.img", "",
                        "/boot/initrd-2.6.18-398.el5kdump.img", "",
                        "/boot/config-2.6.18-398.el5", "CONFIG_X86=y\n# CONFIG_XEN is not set\n",
                        "/boot/xen.gz-2.6.18-398.el5", "",
                        "/lib/modules/2.6.18-398.el5xen/modules.dep", ""))))
                .containsExactly(
                        new Kernel(
                                "/boot/vmlinuz-2.6.18-398.el5xen",
                                "2.6.18-398.el5xen",
                                Optional.of("/boot/initrd-2.6.18-398.el5xen.img"),
                                Optional.empty(),
                                true,
                                new XenSupport(Answer.YES, Answer.NO, Answer.NO, XenDriver.PRESENT, XenDriver.PRESENT)),
                        new Kernel(
                                "/boot/vmlinuz-2.6.18-398.el5",
                                "2.6.18-398.el5",
                                Optional.empty(),
                                Optional.of("/boot/config-2.6.18-398.el5"),
                                false,
                                new XenSupport(Answer.NO, Answer.NO, Answer.YES, XenDriver.NONE, XenDriver.NONE)),
                        new Kernel(
                                "/boot/vmlinuz-2.6.9-89.EL",
                                "2.6.9-89.EL",
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                new XenSupport(
                                        Answer.UNKNOWN,
                                        Answer.UNKNOWN,
                                        Answer.YES,
                                        XenDriver.UNKNOWN,
                                        XenDriver.UNKNOWN)));
    }

    @ParameterizedTest
    @CsvSource({
        "vmlinuz-5.10.0-28-amd64, initrd.img-5.10.0-28-amd64, config-5.10.0-28-amd64, 5.10.0-28-amd64",
        "vmlinuz-2.6.32-754.el6.x86_64, initramfs-2.6.32-754.el6.x86_64.img, x, 2.6.32-754.el6.x86_64",
        "vmlinuz-3.0.101-63-xen, initrd-3.0.101-63-xen, config-3.0.101-63-xen, 3.0.101-63-xen",
        "kernel-genkernel-x86_64-3.10.7-gentoo, initramfs-genkernel-x86_64-3.10.7-gentoo, x, 3.10.7-gentoo",
        "vmlinuz-huge-smp-2.6.37.6-smp, x, config-huge-smp-2.6.37.6-smp, 2.6.37.6-smp",
        "bzImage-3.4.9-gentoo, x, config-3.4.9-gentoo, 3.4.9-gentoo",
    })
    void haveNamesOfManyKinds(String file, String initrd, String config, String version) {
        Map<String, String> texts = new HashMap<>();
        for (String name : List.of(file, initrd, config, "vmlinuz", "vmlinuz-0-rescue-0123456789")) {
            texts.put("/boot/" + name, "");
        }

        Kernel kernel = Kernels.of(new Texts(texts)).get(0);

        assertThat(kernel.path()).isEqualTo("/boot/" + file);
        assertThat(kernel.version()).isEqualTo(version);
        assertThat(kernel.initrd()).isEqualTo(initrd.equals("x") ? Optional.empty() : Optional.of("/boot/" + initrd));
        assertThat(kernel.config()).isEqualTo(config.equals("x") ? Optional.empty() : Optional.of("/boot/" + config));
    }

    @Test
    void haveNoVersionWhereNoNameHasOne() {
        assertThat(Kernels.of(new Texts(Map.of("/boot/vmlinuz", "", "/boot/config", "CONFIG_XEN=y\n"))))
                .extracting(Kernel::path, Kernel::version)
                .containsExactly(tuple("/boot/vmlinuz", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONFIG_XEN=y,CONFIG_XEN_BLKDEV_FRONTEND=m,CONFIG_XEN_NETDEV_FRONTEND=y|YES|NO|MODULE|BUILT_IN",
                "CONFIG_XEN=y,CONFIG_XEN_PV=y,CONFIG_XEN_PVH=y,CONFIG_XEN_BLKDEV_FRONTEND=y|YES|YES|BUILT_IN|NONE",
                "CONFIG_XEN=y,# CONFIG_XEN_PV is not set,CONFIG_XEN_BLKDEV_FRONTEND=m|NO|NO|MODULE|NONE",
                "CONFIG_XEN=y,CONFIG_XEN_PV=y,CONFIG_XEN_PVH=y,CONFIG_KERNEL_LZ4=y,CONFIG_XEN_BLKDEV_FRONTEND=m|NO|YES|MODULE|NONE",
                "# CONFIG_XEN is not set|NO|NO|NONE|NONE",
            })
    void knowOfXenWhatTheirConfigurationSays(String config, Answer pv, Answer pvh, XenDriver disk, XenDriver network) {
        assertThat(XenSupport.ofConfig(config.replace(',', '\n'), "4.11"))
                .isEqualTo(new XenSupport(pv, pvh, Answer.YES, disk, network));
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.9-89.ELxenU, YES, PRESENT",
        "2.6.26-2-xen-amd64, YES, PRESENT",
        "2.6.32.12-0.7-xen, YES, PRESENT",
        "2.6.32-754.el6.x86_64, YES, MODULE",
        "3.10.0-1160.el7.x86_64, YES, MODULE",
        "4.18.0-553.el8_10.x86_64, UNKNOWN, UNKNOWN",
        "2.6.18-398.el5, UNKNOWN, UNKNOWN",
    })
    void knowOfXenWhatTheirDistributionBuilt(String version, Answer pv, XenDriver disk) {
        assertThat(XenSupport.ofVersion(version).pv()).isEqualTo(pv);
        assertThat(XenSupport.ofVersion(version).disk()).isEqualTo(disk);
    }

    @Test
    void startOnNothingButXenWhereTheyAreForXenAlone() {
        assertThat(XenSupport.ofVersion("2.6.18-398.el5xen").hvm()).isEqualTo(Answer.NO);
        assertThat(XenSupport.ofConfig("CONFIG_X86_64_XEN=y\nCONFIG_XEN=y\n", "2.6.18")
                        .hvm())
                .isEqualTo(Answer.NO);
        assertThat(XenSupport.ofVersion("2.6.32-754.el6.x86_64").hvm()).isEqualTo(Answer.YES);
    }

    @Test
    void knowAnotherPvhBeforeThatOfToday() {
        assertThat(XenSupport.ofConfig("CONFIG_XEN=y\nCONFIG_XEN_PVH=y\n", "3.13.0-170-generic")
                        .pvh())
                .isEqualTo(Answer.NO);
        assertThat(XenSupport.ofConfig("CONFIG_XEN=y\nCONFIG_XEN_PVH=y\n", "").pvh())
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void areOrderedByNumbers() {
        assertThat(Kernels.compareVersions("2.6.9-89.EL", "2.6.18-1.el5")).isNegative();
        assertThat(Kernels.compareVersions("5.10.0-9-amd64", "5.10.0-28-amd64")).isNegative();
        assertThat(Kernels.compareVersions("3.10.0", "3.10.0")).isZero();
        assertThat(Kernels.compareVersions("2.6.18-398.el5xen", "2.6.18-398.el5"))
                .isPositive();
    }
}
