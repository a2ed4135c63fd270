package org.domzero.p2v.text;

/**
 * Bytes as {@code printf %b} of POSIX turns them back: no shell takes what is written so for its own in single quotes, be it
 * csh, and it is ASCII, whatever the bytes are.
 */
public final class PrintfBytes {
    private static final String PLAIN = " ./-_,:=@+";

    private PrintfBytes() {}

    /**
     * All of them.
     *
     * @param bytes each the character of that number
     */
    public static String of(String bytes) {
        StringBuilder text = new StringBuilder();
        bytes.chars().forEach(each -> text.append(of(each)));
        return text.toString();
    }

    /** One of them. */
    public static String of(int each) {
        boolean plain = (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || PLAIN.indexOf(each) >= 0;
        // The form of POSIX, with a zero before the digits: not every printf takes the other.
        return plain ? Character.toString(each) : "\\0" + (each >> 6) + ((each >> 3) & 7) + (each & 7);
    }
}
