package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.UUID;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.p2v.plan.CloneWishes;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;

/** What a machine says of itself is what somebody there wants it to say. */
class ClonePlanFuzzTest {
    private static final CloneWishes WISHES = new CloneWishes(
            Optional.of("old1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            ByteSize.gibibytes(32),
            8,
            Optional.empty(),
            new UUID(1, 1),
            new UUID(2, 2));

    @FuzzTest
    void aMachineIsPlannedOrRefused(byte[] said) {
        ClonePlan plan;
        try {
            plan = ClonePlan.of(SourceFacts.read(new ByteArrayInputStream(said)), WISHES);
        } catch (UserError error) {
            Told.toAUser(error);
            error.problems()
                    .forEach(problem -> assertThat(problem.message()).doesNotContainPattern("[\\p{Cc}&&[^\n]]"));
            return;
        }
        assertThat(plan.text()).contains("old1").doesNotContainPattern("[\\p{Cc}&&[^\n]]");
        assertThat(plan.toJson().get("merged").getAsJsonArray()).isNotEmpty();
        assertThat(plan.merged())
                .allSatisfy(mount -> assertThat(mount.directory()).startsWith("/"));
    }
}
