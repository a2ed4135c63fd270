package org.domzero.installer.answers;

/** Writes answers as the file that repeats them: every key that has a value, defaults included, in a fixed order. */
public final class AnswersWriter {
    private AnswersWriter() {}

    /**
     * The file as text.
     *
     * @throws IllegalArgumentException when the answers hold a password that is not a hash: see
     *     {@link Answers#withRootPasswordHash}
     */
    public static String write(Answers answers) {
        if (answers.host().rootPassword() instanceof RootPassword.Plain) {
            throw new IllegalArgumentException("a password itself is never written; make a hash of it first");
        }
        return write(answers, false);
    }

    /** The same for other eyes: what may be a secret has words in its place, so that the file is no answer file. */
    public static String writeWithoutSecrets(Answers answers) {
        return write(answers, true);
    }

    /** Answers that clone, for other eyes, likewise. */
    public static String writeWithoutSecrets(CloneAnswers answers) {
        return String.join(
                "\n",
                head(Mode.CLONE),
                section(CloneTable.CLONE, new CloneTable.Clone(answers.host(), answers.guest()), true),
                section(CloneTable.FINISH, answers.action(), true));
    }

    private static String write(Answers answers, boolean hidden) {
        return String.join(
                "\n",
                head(Mode.INSTALL),
                section(AnswerTables.HOST, answers.host(), hidden),
                section(AnswerTables.NETWORK, answers.network(), hidden),
                section(AnswerTables.STORAGE, answers.storage(), hidden),
                section(AnswerTables.XEN, answers.xen(), hidden),
                section(AnswerTables.CONSOLE, answers.console(), hidden),
                section(AnswerTables.FINISH, answers.finish(), hidden));
    }

    /** What stands before all tables. */
    private static String head(Mode mode) {
        return AnswerTables.VERSION.name() + " = " + Answers.VERSION + "\n" + AnswerTables.MODE.name() + " = "
                + AnswerTables.MODE.kind().write(mode) + "\n";
    }

    private static <S> String section(AnswerTable<S> table, S record, boolean hidden) {
        StringBuilder section = new StringBuilder("[" + table.name() + "]\n");
        table.write(record, hidden)
                .forEach((key, value) ->
                        section.append(key).append(" = ").append(value).append("\n"));
        return section.toString();
    }
}
