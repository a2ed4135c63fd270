package org.domzero.toolkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Plan plan() {
        return new Plan(
                "install xen01 on /dev/sda",
                List.of(
                        Phase.of(
                                "clear the disks",
                                new Run(
                                        "wipe /dev/sda; this loses ext4 \"data\"",
                                        List.of(
                                                Command.of("wipefs", "--all", "/dev/sda"),
                                                Command.of("chpasswd").withSecretInput("root:hunter2"))),
                                new Tell("erase <all> & everything,\nin two lines", true)),
                        new Phase("nothing to do", List.of()),
                        new Phase(
                                "unpack the images",
                                List.of(Tell.of("unpack it")),
                                List.of(new Tell("make the repository,\nin two lines", true), Tell.of("make keys"))),
                        Phase.of("finish", Tell.of("unmount it"))));
    }

    @Test
    void isShownToPeople() {
        Golden.assertMatches("plan.txt", plan().render());
    }

    @Test
    void isShownToScripts() {
        String json = PlanJson.render(plan());

        assertThat(JsonParser.parseString(json).isJsonObject()).isTrue();
        Golden.assertMatches("plan.json", json + "\n");
    }

    @Test
    void hasTheActionsOfItsPhasesInOrder() {
        assertThat(plan().actions().map(Action::summary).map(text -> text.substring(0, 5)))
                .containsExactly("wipe ", "erase", "unpac", "make ", "make ", "unmou");
    }

    @Test
    void equalPlansDoTheSame() {
        assertThat(plan()).isEqualTo(plan());
        assertThat(plan()).isNotEqualTo(new Plan(plan().title(), plan().phases().subList(0, 2)));
    }
}
