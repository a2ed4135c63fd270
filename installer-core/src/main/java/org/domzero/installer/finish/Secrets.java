package org.domzero.installer.finish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.CloneAnswers;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.answers.SshLogin;
import org.domzero.installer.answers.Webhook;
import org.jspecify.annotations.Nullable;

/** What must leave the machine in no text, and how it is taken out. */
public final class Secrets {
    private static final String INSTEAD = "(left out)";
    /** Shorter ones cannot be told from ordinary words, such as a host's name. */
    private static final int SHORTEST = 8;

    private static final Pattern URL_CREDENTIALS = Pattern.compile("(?i)\\b(https?://)[^\\s/@\"']+@");
    /** Where answers come from may have a token behind the question mark; the kernel's messages repeat it. */
    private static final Pattern ANSWERS_QUERY = Pattern.compile("(domzero\\.answers=https?://[^\\s?]*\\?)[^\\s\"']+");

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    public static Secrets of(List<String> known) {
        return new Secrets(known);
    }

    /** Those of an answer file; null stands for one that could not be read. */
    public static Secrets of(@Nullable Answers answers) {
        return new Secrets(answers == null ? List.of() : in(answers));
    }

    /** Each as it would stand in a text. */
    public static List<String> in(Answers answers) {
        List<String> secrets = new ArrayList<>();
        if (answers.host().rootPassword() instanceof RootPassword.Plain plain) {
            secrets.add(plain.password());
        }
        if (answers.host().rootPassword() instanceof RootPassword.Hash hash) {
            secrets.add(hash.crypt());
        }
        FinishScript script = answers.finish().script();
        if (script != null) {
            secrets.add(script.text().strip());
        }
        Webhook webhook = answers.finish().webhook();
        if (webhook != null) {
            secrets.add(webhook.url());
            secrets.add(webhook.credentials());
            secrets.add(webhook.pathAndQuery());
        }
        return secrets;
    }

    /** Each as it would stand in a text; of a key, what no other text has. */
    public static List<String> in(CloneAnswers answers) {
        List<String> secrets = new ArrayList<>();
        SshLogin.Password password = answers.host().password();
        if (password != null) {
            secrets.add(password.text());
        }
        SshLogin.Key key = answers.host().key();
        if (key != null) {
            secrets.add(key.text().strip());
        }
        return secrets;
    }

    /** The text with words in the place of every known secret, and of the user and password in any web address. */
    public String removedFrom(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, INSTEAD);
        }
        return withoutUrlCredentials(clean);
    }

    /** The text without the user and password of any web address in it, and without a token for the answers. */
    public static String withoutUrlCredentials(String text) {
        String clean = ANSWERS_QUERY.matcher(text).replaceAll("$1" + INSTEAD);
        return URL_CREDENTIALS.matcher(clean).replaceAll("$1" + INSTEAD + "@");
    }

    /** Whether a known secret, or a private key, is in the text. */
    public boolean isIn(String text) {
        return known.stream().anyMatch(text::contains)
                || PRIVATE_KEY.matcher(text).find();
    }
}
