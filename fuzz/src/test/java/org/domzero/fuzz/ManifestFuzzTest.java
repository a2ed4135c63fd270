package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.UserError;

class ManifestFuzzTest {
    @FuzzTest
    void isReadOrTheMediumIsDamaged(byte[] file) {
        MediumManifest manifest;
        try {
            manifest = MediumManifest.parse(new String(file, StandardCharsets.UTF_8));
        } catch (UserError error) {
            Told.toAUser(error);
            return;
        }
        assertThat(MediumManifest.parse(manifest.toJson())).isEqualTo(manifest);
    }
}
