package org.domzero.p2v.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.domzero.p2v.fixup.FixUp;
import org.domzero.p2v.system.Distribution;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Columns;
import org.domzero.toolkit.ShownText;

/** A plan for people, 80 columns wide but where a name is longer. */
final class PlanText {
    private static final int WIDTH = 80;

    private final ClonePlan plan;
    private final StringBuilder text = new StringBuilder();

    PlanText(ClonePlan plan) {
        this.plan = plan;
    }

    /** Foreign text in a line: short, and nothing but what can be seen. */
    static String shown(String foreign) {
        return ShownText.plain(foreign);
    }

    static String system(Distribution distribution) {
        // A system that is not known says all it is in one.
        String name = distribution.name().endsWith(distribution.version())
                ? distribution.name()
                : (distribution.name() + " " + distribution.version()).strip();
        return name.isEmpty() ? "an unknown Linux" : shown(name);
    }

    String text() {
        String source = plan.source().isEmpty() ? "this machine" : shown(plan.source());
        text.append("clone ")
                .append(source)
                .append(plan.isTemplate() ? " as the template " : " as the guest ")
                .append(plan.name())
                .append("\n  ")
                .append(system(plan.distribution()))
                .append("\n");
        addBoot();
        addDisks();
        addMounts();
        addLeftOut();
        heading("what the files bring along");
        paragraph("  - ", String.join(", ", plan.metadata().carried()));
        paragraph("  - lost: ", String.join(", ", plan.metadata().lost()));
        heading("what is changed in the copy");
        paragraph("  - ", plan.fixUps().stream().map(FixUp::name).collect(Collectors.joining(", ")));
        if (!plan.warnings().isEmpty()) {
            heading("warnings");
            plan.warnings().forEach(warning -> paragraph("  - ", warning));
        }
        return text.toString();
    }

    private void addBoot() {
        heading("how it boots");
        paragraph("  - ", shownLong(plan.boot().summary()));
        plan.boot().reasons().forEach(reason -> paragraph("  - ", shownLong(reason)));
    }

    /** Of our own words and the name of a kernel. */
    private static String shownLong(String sentence) {
        return ShownText.printable(sentence);
    }

    private void addDisks() {
        heading("what it has");
        paragraph(
                "  - ",
                plan.memory() + " of memory, " + plan.processors()
                        + (plan.processors() == 1 ? " processor" : " processors"));
        RootFileSystem root = plan.root();
        paragraph(
                "  - ",
                plan.target().root() + ": " + root.size() + ", " + root.type() + "; " + root.smallest()
                        + " would be the least");
        paragraph("  - ", root.type() + ": " + shownLong(root.reason()));
        plan.swap()
                .ifPresent(
                        swap -> paragraph("  - ", plan.target().swap().orElse("") + ": " + swap.size() + " of swap"));
        for (PlannedCard card : plan.cards()) {
            paragraph(
                    "  - ",
                    "a network card"
                            + (card.source().isEmpty() ? "" : " for " + shown(card.source()))
                            + card.mac()
                                    .map(mac -> " with its address " + mac + ": do not run both in one network")
                                    .orElse(" with a new address"));
        }
    }

    private void addMounts() {
        heading("what becomes its root");
        Columns columns = new Columns("DIRECTORY", "FROM", "TYPE", "USED>", "FILES>");
        for (MergedMount merged : plan.merged()) {
            columns.add(
                    shown(merged.mountPoint()),
                    shown(merged.mount().source()),
                    shown(merged.mount().type()),
                    new ByteSize(merged.bytes()).toString(),
                    String.valueOf(merged.files()));
        }
        columns.render().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private void addLeftOut() {
        List<LeftOut> left = plan.left().stream()
                .filter(one -> one.kind() != LeftOut.Kind.PSEUDO)
                .toList();
        if (!left.isEmpty()) {
            heading("what stays behind");
            left.forEach(one -> paragraph(
                    "  - ", shown(one.mountPoint()) + " (" + shown(one.source()) + ") " + shown(one.reason())));
        }
    }

    private void heading(String words) {
        text.append('\n').append(words).append('\n');
    }

    private void paragraph(String start, String sentence) {
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : Arrays.asList(sentence.split(" "))) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder("    ");
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }

    /** A constant as it is written elsewhere. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
