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
        return String.join(
                "\n",
                AnswerTables.VERSION.name() + " = " + AnswerTables.VERSION.write(answers) + "\n",
                section(AnswerTables.HOST, answers.host()),
                section(AnswerTables.NETWORK, answers.network()),
                section(AnswerTables.STORAGE, answers.storage()),
                section(AnswerTables.XEN, answers.xen()),
                section(AnswerTables.CONSOLE, answers.console()),
                section(AnswerTables.FINISH, answers.finish()));
    }

    private static <S> String section(AnswerTable<S> table, S record) {
        StringBuilder section = new StringBuilder("[" + table.name() + "]\n");
        table.write(record)
                .forEach((key, value) ->
                        section.append(key).append(" = ").append(value).append("\n"));
        return section.toString();
    }
}
