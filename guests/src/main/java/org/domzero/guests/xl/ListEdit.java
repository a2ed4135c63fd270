package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes one list in a text into another, an element at a time, so that the elements both have keep their spelling, and
 * all elements what stands around them. Comments stay, also those of elements that go.
 */
final class ListEdit {
    private final String newline;
    private final int start;
    private String text;
    private Value.Items items;

    private ListEdit(String text, Value.Items items) {
        this.newline = TextLines.newline(text);
        this.start = items.start();
        this.text = text;
        this.items = items;
    }

    /** The text with the values {@code wanted} in the list {@code items} of it. */
    static String edited(String text, Value.Items items, List<String> wanted) {
        ListEdit edit = new ListEdit(text, items);
        if ((items.values().isEmpty() || wanted.isEmpty()) && !edit.between("#")) {
            return TextLines.replace(text, items.start(), items.end(), XlString.list(wanted, edit.newline));
        }
        edit.change(wanted);
        return edit.text;
    }

    /** Along the longest sequence of elements that both lists have. */
    private void change(List<String> wanted) {
        List<Value> old = items.values();
        int[][] common = commonLengths(old, wanted);
        int from = 0;
        int to = 0;
        while (from < old.size() || to < wanted.size()) {
            if (same(old, from, wanted, to)) {
                from++;
                to++;
                continue;
            }
            int at = to;
            int gone = from;
            int added = to;
            while (!same(old, from, wanted, to) && (from < old.size() || to < wanted.size())) {
                if (to == wanted.size() || (from < old.size() && common[from + 1][to] >= common[from][to + 1])) {
                    from++;
                } else {
                    to++;
                }
            }
            exchange(at, from - gone, wanted.subList(added, to));
        }
    }

    /** What is before {@code at} is as wanted already. */
    private void exchange(int at, int gone, List<String> added) {
        int both = Math.min(gone, added.size());
        for (int i = 0; i < both; i++) {
            replace(at + i, added.get(i));
        }
        for (int i = both; i < gone; i++) {
            remove(at + both);
        }
        for (int i = both; i < added.size(); i++) {
            insert(at + i, added.get(i));
        }
    }

    private static boolean same(List<Value> old, int from, List<String> wanted, int to) {
        return from < old.size()
                && to < wanted.size()
                && old.get(from) instanceof Value.Atom atom
                && atom.text().equals(wanted.get(to));
    }

    /** For each pair of tails, the length of the longest sequence that both have. */
    private static int[][] commonLengths(List<Value> old, List<String> wanted) {
        int[][] lengths = new int[old.size() + 1][wanted.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = wanted.size() - 1; j >= 0; j--) {
                lengths[i][j] = same(old, i, wanted, j)
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private void replace(int index, String value) {
        Value old = items.values().get(index);
        update(TextLines.replace(text, old.start(), old.end(), XlString.quoted(value)));
    }

    private void remove(int index) {
        Value old = items.values().get(index);
        if (items.hasComma(index)) {
            int comma = items.commas().get(index);
            if (TextLines.skipBlanks(text, old.end()) == comma) {
                update(withoutSpan(old.start(), comma + 1));
            } else {
                update(cutTwo(old, comma));
            }
        } else if (index > 0) {
            removeLast(old, items.commas().get(index - 1));
        } else {
            update(withoutSpan(old.start(), old.end()));
        }
    }

    private void removeLast(Value old, int comma) {
        boolean onlyBlanks = text.substring(comma + 1, old.start()).isBlank();
        if (onlyBlanks && !TextLines.isComment(text, TextLines.skipBlanks(text, old.end()))) {
            update(TextLines.cut(text, comma, old.end()));
        } else {
            update(cutTwo(old, comma));
        }
    }

    /** For an element and a comma that something stands between. */
    private String cutTwo(Value old, int comma) {
        if (comma < old.start()) {
            return TextLines.cut(withoutSpan(old.start(), old.end()), comma, comma + 1);
        }
        String withoutComma = TextLines.cut(text, comma, comma + 1);
        return TextLines.cut(withoutComma, old.start(), old.end());
    }

    /** With the whole line if nothing else is on it. */
    private String withoutSpan(int from, int end) {
        int left = TextLines.skipBlanksBack(text, from);
        int right = TextLines.skipBlanks(text, end);
        if (TextLines.isEnd(text, right)) {
            return TextLines.isStart(text, left)
                    ? TextLines.cut(text, left, TextLines.next(text, right))
                    : TextLines.cut(text, left, end);
        }
        return TextLines.cut(text, from, right);
    }

    private void insert(int index, String value) {
        String quoted = XlString.quoted(value);
        if (items.values().isEmpty()) {
            // There is a comment in the list, so that its end is on a line of its own.
            update(TextLines.insert(text, TextLines.start(text, items.end()), XlString.INDENT + quoted + newline));
        } else if (index > 0) {
            insertAfter(index - 1, quoted);
        } else {
            insertFirst(quoted);
        }
    }

    private void insertAfter(int index, String quoted) {
        Value previous = items.values().get(index);
        boolean hasComma = items.hasComma(index);
        int after = hasComma ? items.commas().get(index) + 1 : previous.end();
        String end = hasComma ? "," : "";
        String withComma = hasComma ? text : TextLines.insert(text, after, ",");
        int behind = hasComma ? after : after + 1;
        if (!isSpread()) {
            update(TextLines.insert(withComma, behind, " " + quoted + end));
        } else if (hasOnlyCommentFrom(withComma, behind)) {
            update(TextLines.insert(
                    withComma, TextLines.end(withComma, behind), newline + indent(previous) + quoted + end));
        } else if (hasComma) {
            update(TextLines.insert(withComma, behind, " " + quoted + end));
        } else {
            update(TextLines.insert(withComma, behind, newline + indent(previous) + quoted));
        }
    }

    private void insertFirst(String quoted) {
        Value first = items.values().get(0);
        if (!isSpread()) {
            update(TextLines.insert(text, first.start(), quoted + ", "));
        } else if (hasOnlyCommentFrom(text, start + 1)) {
            update(TextLines.insert(text, TextLines.end(text, start), newline + indent(first) + quoted + ","));
        } else {
            update(TextLines.insert(text, first.start(), quoted + "," + newline + indent(first)));
        }
    }

    private static boolean hasOnlyCommentFrom(String text, int at) {
        int next = TextLines.skipBlanks(text, at);
        return TextLines.isEnd(text, next) || TextLines.isComment(text, next);
    }

    /** Whether the list goes over several lines. */
    private boolean isSpread() {
        return between("\n");
    }

    /** Whether something stands in the list, but not in an element. */
    private boolean between(String wanted) {
        int at = start;
        for (Value value : items.values()) {
            if (text.substring(at, value.start()).contains(wanted)) {
                return true;
            }
            at = value.end();
        }
        return text.substring(at, items.end()).contains(wanted);
    }

    /** What brings an element below {@code value}, or below the first on its line. */
    private String indent(Value value) {
        int line = TextLines.start(text, value.start());
        int column = items.values().stream()
                .mapToInt(Value::start)
                .filter(offset -> offset >= line)
                .min()
                .orElse(value.start());
        return text.substring(line, column).replaceAll("[^\\t]", " ");
    }

    private void update(String newText) {
        text = newText;
        try {
            Value value = new ValueReader(new Source("", text), new Cursor(text, start), new ArrayList<>()).read();
            items = (Value.Items) value;
        } catch (SyntaxError error) {
            throw new IllegalStateException("the list was not written well: " + text.substring(start), error);
        }
    }
}
