package org.domzero.p2v.ssh;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * Where an SSH server is, and as whom to log in: {@code [user@]host[:port]}.
 *
 * @param user {@code root} unless told: nobody else may read all files of a machine
 * @param host a name, or an address without brackets
 * @param port 22 unless told
 */
public record SshAddress(String user, String host, int port) {
    static final int USUAL_PORT = 22;

    private static final String USUAL_USER = "root";
    private static final int LAST_PORT = 65535;

    /** A user may have an @ in its name, a host has none. */
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<user>[^\\s\\p{Cntrl}]+)@)?(?:\\[(?<ipv6>[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|(?<name>[\\w.-]+))"
                    + "(?::(?<port>[0-9]{1,5}))?");

    /**
     * Reads one. An IPv6 address stands in brackets, as in a URL.
     *
     * @throws UserError when it is none
     */
    public static SshAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(text);
        }
        String user = form.group("user");
        String name = form.group("name");
        String port = form.group("port");
        int number = port == null ? USUAL_PORT : Integer.parseInt(port);
        if (number < 1 || number > LAST_PORT) {
            throw wrong(text);
        }
        return new SshAddress(
                user == null ? USUAL_USER : user, name == null ? String.valueOf(form.group("ipv6")) : name, number);
    }

    private static UserError wrong(String text) {
        return UserError.usage(
                ShownText.quoted(text) + " is not the address of an SSH server",
                "[USER@]HOST[:PORT], as root@192.0.2.7 or db1.example.org:2222; an IPv6 address stands in brackets:"
                        + " [2001:db8::7]");
    }

    /** As OpenSSH calls it in a file of known hosts: {@code host}, or {@code [host]:port}; see sshd(8). */
    String known() {
        String name = host.toLowerCase(Locale.ROOT);
        return port == USUAL_PORT ? name : "[" + name + "]:" + port;
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + (port == USUAL_PORT ? "" : ":" + port);
    }
}
