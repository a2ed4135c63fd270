package org.domzero.installer.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.Problem;

/**
 * How a run of {@code curl} ended.
 *
 * @param status its exit status (curl(1), EXIT CODES)
 * @param http status of the last HTTP response; 0 when there was none
 * @param verification OpenSSL's verdict on the server's certificate (openssl-verification-options(1), x509_vfy.h); 0
 *     when it is good or none was shown
 * @param said its last line on standard error, without its name and number
 */
record CurlReply(int status, int http, int verification, String said) {
    /** For {@code --write-out}. */
    static final String FORMAT = "%{http_code} %{ssl_verify_result}";

    private static final Pattern FORMATTED = Pattern.compile("(\\d{3}) (\\d+)");
    private static final Pattern SAID = Pattern.compile("(?m)^curl: \\(\\d+\\) (.*)$");
    private static final int PEER_FAILED_VERIFICATION = 60;

    static CurlReply of(CommandResult result) {
        Matcher formatted = FORMATTED.matcher(result.output());
        boolean found = formatted.find();
        String said = SAID.matcher(result.errors())
                .results()
                .map(match -> match.group(1).strip())
                .reduce((earlier, later) -> later)
                .orElse("");
        return new CurlReply(
                result.status(),
                found ? Integer.parseInt(formatted.group(1)) : 0,
                found ? Integer.parseInt(formatted.group(2)) : 0,
                said);
    }

    boolean succeeded() {
        return status == 0;
    }

    /** Whether the certificate would do at another time. */
    boolean isMatterOfTime() {
        return status == PEER_FAILED_VERIFICATION && (verification == 9 || verification == 10);
    }

    /**
     * What went wrong, for the person who wrote the URL.
     *
     * @param from the URL as it may be shown
     * @param server its host and port
     */
    Problem problem(String from, String server) {
        String what = "answers cannot be fetched from " + from + ": ";
        return switch (status) {
            case 1 ->
                Problem.of(
                        what + "it redirects to where answers are not fetched from" + inBrackets(),
                        "http and https are; from https nothing leads back to http");
            case 3 -> Problem.of(what + "it is not a URL" + inBrackets(), "is every special character escaped (%40)?");
            case 5 ->
                Problem.of(
                        what + "the name of the proxy cannot be resolved", "which name servers are used: 'resolvectl'");
            case 6 ->
                Problem.of(
                        what + "the name of the server cannot be resolved",
                        "is it right, and does the network's name server know it? 'resolvectl' shows which is asked; an"
                                + " address does as well");
            case 7 ->
                Problem.of(
                        what + server + " cannot be connected to",
                        "does the server run, on that port, and is there a way to it? 'networkctl' and 'ip route' show"
                                + " this machine's side");
            case 18 ->
                Problem.of(
                        what + "the connection ended before the file did",
                        "the server, or a proxy before it, broke off: its log tells");
            case 22 -> Problem.of(what + "the server answers with status " + http, httpHint());
            case 23 ->
                Problem.of(
                        what + "what came cannot be written to /run/domzero", "is there memory left? 'df /run' tells");
            case 28 ->
                Problem.of(
                        what + "it takes too long" + inBrackets(),
                        "does the server run, and does a firewall let its packets through?");
            case 35 ->
                Problem.of(
                        what + "no encrypted connection comes about" + inBrackets(),
                        "does the server speak TLS 1.2 or newer on that port?");
            case 47 ->
                Problem.of(
                        what + "it redirects for ever",
                        "name the URL that it is to end at, or mend the server's settings, which send it round in a"
                                + " circle");
            case 51, PEER_FAILED_VERIFICATION -> certificate(what);
            case 52 -> Problem.of(what + "the server ends the connection without a reply", "its log tells why");
            case 55, 56 -> Problem.of(what + "the connection broke" + inBrackets(), "the server's log may tell why");
            case 63 -> Problem.of(what + "it is larger than 1 MiB", "is it an answer file that is there?");
            case 77 ->
                Problem.of(
                        what + "the certificates of the medium cannot be read" + inBrackets(),
                        "the medium is damaged: write it again");
            default -> Problem.of(what + "curl ended with status " + status + inBrackets(), "curl(1) explains it");
        };
    }

    private String httpHint() {
        return switch (http) {
            case 401, 403 -> "may this machine read it? a user and a password go into the URL: https://user:password@…";
            case 404, 410 -> "is the path right, and the file there?";
            case 407 -> "the proxy wants a password";
            default -> http >= 500 ? "the server has failed; its log tells why" : "the server's log may tell why";
        };
    }

    private Problem certificate(String what) {
        return switch (verification) {
            case 9 -> Problem.of(what + "its certificate is not yet valid", "is this machine's clock right?");
            case 10 -> Problem.of(what + "its certificate has expired", "is this machine's clock right?");
            case 2, 18, 19, 20, 21 ->
                Problem.of(
                        what + "its certificate is not by an authority that is known here" + inBrackets(),
                        "put the authority's certificate onto the medium with 'domzero iso customize --ca FILE'");
            default ->
                said.contains("subject name")
                        ? Problem.of(
                                what + "its certificate is for another name" + inBrackets(),
                                "use the name that the certificate has, or give the server one for this name")
                        : Problem.of(
                                what + "its certificate is not good" + inBrackets(),
                                "'openssl s_client -connect HOST:PORT' shows it");
        };
    }

    private String inBrackets() {
        return said.isEmpty() ? "" : " (" + said + ")";
    }
}
