package org.domzero.installer.answers;

import java.util.List;

/** The answer file explained, from the same declarations by which it is read. */
public final class AnswersGuide {
    private static final int LINE = 100;

    private AnswersGuide() {}

    /** The reference of all keys, in Markdown. */
    public static String reference() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # The answer file

                An answer file answers everything an installation asks, or everything that cloning a machine asks, which is
                [below](#cloning-a-machine). It is [TOML](https://toml.io), in UTF-8. Keys that
                are not listed here are errors, and so is whatever does not fit; all errors of a file are told at once,
                before any disk is touched. `domzero answers check FILE` looks for them, and with `--against probe.json`
                also tells what an install would choose on the machine where `domzero probe --json` printed that, or why
                it would refuse.

                """);
        page.append(markdown(List.of(AnswerTables.VERSION, AnswerTables.MODE)));
        for (AnswerTable<?> table : AnswerTables.ALL) {
            page.append(part("[" + table.name() + "]", table));
        }
        page.append(part("Bonding network cards", NetworkTable.BOND));
        page.append(part("Choosing a disk", AnswerTables.DISK));
        page.append("\n## Example\n\n```toml\n").append(example(Mode.INSTALL)).append("```\n");
        page.append("""

                ## Cloning a machine

                With `mode = "clone"` the file answers what `domzero p2v push` asks, and the machine that is booted with it
                from the ISO, by the entry *Clone this machine to a Xen host*, becomes a guest of a Xen host:
                [Physical machines as guests](p2v.md). A file is for one of both: answers that install are refused where a
                machine is to be cloned, and the other way round.

                """);
        for (AnswerTable<?> table : CloneTable.ALL) {
            page.append("### [").append(table.name()).append("]\n\n");
            page.append(table.description())
                    .append("\n\n")
                    .append(markdown(table.keys()))
                    .append('\n');
        }
        page.append("### Example that clones\n\n```toml\n")
                .append(example(Mode.CLONE))
                .append("```\n");
        return page.toString();
    }

    private static String part(String title, AnswerTable<?> table) {
        return "\n## " + title + "\n\n" + table.description() + "\n\n" + markdown(table.keys());
    }

    /** An answer file that installs, as {@link #example(Mode)} has it. */
    public static String example() {
        return example(Mode.INSTALL);
    }

    /** An answer file with every key explained; those that can be left out are commented out. */
    public static String example(Mode mode) {
        StringBuilder file = new StringBuilder(
                switch (mode) {
                    case INSTALL -> "# Answers for an unattended installation of domzero.\n";
                    case CLONE -> "# Answers for cloning a machine to a Xen host, unattended.\n";
                });
        file.append("# Lines like \"#key = value\" show what else can be said.\n\n");
        file.append(toml(AnswerTables.VERSION));
        if (mode != Mode.INSTALL) {
            file.append("\n# What the answers are for.\nmode = \"")
                    .append(mode.word())
                    .append("\"\n");
        }
        for (AnswerTable<?> table : AnswerTables.of(mode)) {
            file.append("\n[").append(table.name()).append("]\n");
            file.append(String.join(
                    "\n", table.keys().stream().map(AnswersGuide::toml).toList()));
        }
        return file.toString();
    }

    private static String markdown(List<? extends AnswerKey<?, ?>> keys) {
        StringBuilder rows =
                new StringBuilder("| key | type | when absent | meaning | example |\n|---|---|---|---|---|\n");
        for (AnswerKey<?, ?> key : keys) {
            List<String> cells = List.of(
                    "`" + key.name() + "`",
                    key.kind().type(),
                    key.absent().replace("default: ", ""),
                    key.description(),
                    "`" + key.example() + "`");
            rows.append("| ")
                    .append(String.join(
                            " | ",
                            cells.stream().map(cell -> cell.replace("|", "\\|")).toList()))
                    .append(" |\n");
        }
        return rows.toString();
    }

    private static String toml(AnswerKey<?, ?> key) {
        String absent =
                Character.toUpperCase(key.absent().charAt(0)) + key.absent().substring(1) + ".";
        String prose = (key.description() + " " + absent).replace("`", "");
        boolean live = key.isRequired() || key.isRecommended();
        return comment(prose) + (live ? "" : "#") + key.name() + " = " + key.example() + "\n";
    }

    private static String comment(String prose) {
        StringBuilder comment = new StringBuilder();
        StringBuilder line = new StringBuilder("#");
        for (String word : prose.split(" ", -1)) {
            if (line.length() + 1 + word.length() > LINE) {
                comment.append(line).append("\n");
                line.setLength(1);
            }
            line.append(" ").append(word);
        }
        return comment.append(line).append("\n").toString();
    }
}
