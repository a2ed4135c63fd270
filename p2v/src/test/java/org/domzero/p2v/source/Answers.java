package org.domzero.p2v.source;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** What the probe might have printed. */
public final class Answers {
    private final StringBuilder text = new StringBuilder("fact probe\0001\000");

    public Answers with(String head, String value) {
        text.append(head).append('\0').append(value).append('\0');
        return this;
    }

    public Answers text(String path, String content) {
        return with("text " + path, content);
    }

    public byte[] bytes() {
        return (text + "end \000\000").getBytes(StandardCharsets.ISO_8859_1);
    }

    public SourceFacts facts() {
        return SourceFacts.read(new ByteArrayInputStream(bytes()));
    }
}
