package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRepositoryTest {
    private static final UUID ID = UUID.fromString(Sample.REPOSITORY);

    @Test
    void isNamedInItsGroup() {
        StorageRepository repository = new StorageRepository(ID);

        assertThat(repository.vgName()).isEqualTo("VG_XenStorage-0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10");
        assertThat(StorageRepository.parse(repository.vgName())).contains(repository);
        assertThat(repository.volumeDevice("x")).isEqualTo("/dev/VG_XenStorage-0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vg0", "", "VG_XenStorage-", "VG_XenStorage-1-2-3-4-5", "VG_XenStorage-not-a-uuid"})
    void otherGroupsAreNoRepositories(String name) {
        assertThat(StorageRepository.parse(name)).isEmpty();
    }
}
