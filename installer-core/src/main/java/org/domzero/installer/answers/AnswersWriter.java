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

    private static String write(Answers answers, boolean hidden) {
        return String.join(
                "\n",
                AnswerTables.VERSION.name() + " = " + AnswerTables.VERSION.write(answers) + "\n",
                section(AnswerTables.HOST, answers.host(), hidden),
                section(AnswerTables.NETWORK, answers.network(), hidden),
                section(AnswerTables.STORAGE, answers.storage(), hidden),
                section(AnswerTables.XEN, answers.xen(), hidden),
                section(AnswerTables.CONSOLE, answers.console(), hidden),
                section(AnswerTables.FINISH, answers.finish(), hidden));
    }

    private static <S> String section(AnswerTable<S> table, S record, boolean hidden) {
        StringBuilder section = new StringBuilder("[" + table.name() + "]\n");
        table.write(record, hidden)
                .forEach((key, value) ->
                        section.append(key).append(" = ").append(value).append("\n"));
        return section.toString();
    }
}
