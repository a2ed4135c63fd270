package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelFactsTest {
    @Test
    void secureBootIsTheByteAfterTheAttributes() {
        assertThat(KernelFacts.secureBoot(new byte[] {6, 0, 0, 0, 1})).isTrue();
        assertThat(KernelFacts.secureBoot(new byte[] {6, 0, 0, 0, 0})).isFalse();
    }

    @Test
    void firmwareWithoutTheVariableChecksNothing() {
        assertThat(KernelFacts.secureBoot(null)).isFalse();
        assertThat(KernelFacts.secureBoot(new byte[] {6, 0, 0, 0})).isFalse();
    }

    @Test
    void readsTheFirstProcessorsFlags() {
        assertThat(KernelFacts.flags("processor\t: 0\nflags\t\t: fpu lm svm\nbugs\t\t: vmx\nflags\t\t: fpu\n"))
                .containsExactlyInAnyOrder("fpu", "lm", "svm");
    }

    @Test
    void aProcessorOfAnotherArchitectureHasNoFlags() {
        assertThat(KernelFacts.flags("processor\t: 0\nFeatures\t: fp asimd evtstrm aes\n"))
                .isEmpty();
        assertThat(KernelFacts.flags(null)).isEmpty();
    }

    @Test
    void tellsIntelsVirtualizationFromAmds() {
        assertThat(KernelFacts.virtualization(Set.of("lm", "vmx"))).isEqualTo(Virtualization.VMX);
        assertThat(KernelFacts.virtualization(Set.of("lm", "svm"))).isEqualTo(Virtualization.SVM);
        assertThat(KernelFacts.virtualization(Set.of("lm", "svm_lock", "vmxnet")))
                .isEqualTo(Virtualization.NONE);
    }

    @Test
    void findsTheDeviceOfTheLiveMedium() {
        assertThat(KernelFacts.bootMedium("""
                        /dev/sda2 / ext4 rw 0 0
                        /dev/sdb1 /run/live/medium vfat ro 0 0
                        /dev/sdc1 /run/live/medium-2 vfat ro 0 0
                        """)).isEqualTo("/dev/sdb1");
    }

    @Test
    void thereIsNoMediumWhenTheSystemWasCopiedToMemoryOrIsInstalled() {
        assertThat(KernelFacts.bootMedium("tmpfs /run/live/medium tmpfs rw 0 0\n"))
                .isNull();
        assertThat(KernelFacts.bootMedium("/dev/sda2 / ext4 rw 0 0\n")).isNull();
        assertThat(KernelFacts.bootMedium(null)).isNull();
    }
}
