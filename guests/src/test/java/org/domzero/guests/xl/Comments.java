package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.List;

/** The comments of a file, found by other means than the parser's. */
record Comments(int offset, String text) {
    static List<Comments> of(String file) {
        List<Comments> comments = new ArrayList<>();
        char quote = 0;
        for (int i = 0; i < file.length(); i++) {
            char character = file.charAt(i);
            if (quote != 0) {
                i += character == '\\' ? 1 : 0;
                quote = character == quote ? 0 : quote;
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (character == '#') {
                int end = file.indexOf('\n', i) < 0 ? file.length() : file.indexOf('\n', i);
                comments.add(new Comments(i, file.substring(i, end)));
                i = end;
            }
        }
        return comments;
    }

    static List<String> texts(String file) {
        return of(file).stream().map(Comments::text).toList();
    }
}
