package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.toolkit.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What curl says is that of 7.88 and 8.14. */
class CurlReplyTest {
    private static final String BEGINNING = "answers cannot be fetched from https://h/a: ";

    @Test
    void readsWhatCurlLeaves() {
        assertThat(CurlReply.of(new CommandResult(0, "200 0", ""))).isEqualTo(new CurlReply(0, 200, 0, ""));
        assertThat(CurlReply.of(new CommandResult(22, "503 0", """
                        curl: (22) The requested URL returned error: 500
                        Warning: Problem: HTTP error. Will retry in 1 seconds. 1 retries left.
                        curl: (22) The requested URL returned error: 503
                        """)))
                .isEqualTo(new CurlReply(22, 503, 0, "The requested URL returned error: 503"));
        assertThat(CurlReply.of(new CommandResult(60, "000 10", """
                        curl: (60) SSL certificate problem: certificate has expired
                        More details here: https://curl.se/docs/sslcerts.html

                        curl failed to verify the legitimacy of the server
                        """)))
                .isEqualTo(new CurlReply(60, 0, 10, "SSL certificate problem: certificate has expired"));
        assertThat(CurlReply.of(new CommandResult(2, "", ""))).isEqualTo(new CurlReply(2, 0, 0, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 302 | 0 | Protocol \"ftp\" disabled | it redirects to where answers are not fetched from (Protocol \"ftp\" disabled) | from https nothing leads back to http",
                "3 | 0 | 0 | URL rejected | it is not a URL (URL rejected) | escaped",
                "5 | 0 | 0 | '' | the name of the proxy cannot be resolved | resolvectl",
                "6 | 0 | 0 | '' | the name of the server cannot be resolved | resolvectl",
                "7 | 0 | 0 | '' | h:444 cannot be connected to | does the server run",
                "18 | 200 | 0 | '' | the connection ended before the file did | broke off",
                "22 | 401 | 0 | '' | the server answers with status 401 | https://user:password@",
                "22 | 403 | 0 | '' | the server answers with status 403 | may this machine read it",
                "22 | 404 | 0 | '' | the server answers with status 404 | is the path right",
                "22 | 407 | 0 | '' | the server answers with status 407 | proxy",
                "22 | 418 | 0 | '' | the server answers with status 418 | may tell why",
                "22 | 500 | 0 | '' | the server answers with status 500 | the server has failed",
                "23 | 200 | 0 | '' | what came cannot be written to /run/domzero | memory",
                "28 | 0 | 0 | timed out | it takes too long (timed out) | firewall",
                "35 | 0 | 0 | wrong version number | no encrypted connection comes about (wrong version number) | TLS 1.2",
                "47 | 302 | 0 | '' | it redirects for ever | name the URL that it is to end at, or mend the server's settings, which send it round in a circle",
                "52 | 0 | 0 | '' | the server ends the connection without a reply | log",
                "56 | 0 | 0 | reset by peer | the connection broke (reset by peer) | log",
                "60 | 0 | 9 | '' | its certificate is not yet valid | clock",
                "60 | 0 | 10 | '' | its certificate has expired | clock",
                "60 | 0 | 18 | self-signed certificate | its certificate is not by an authority that is known here (self-signed certificate) | --ca FILE",
                "60 | 0 | 20 | '' | its certificate is not by an authority that is known here | --ca FILE",
                "60 | 0 | 1 | no alternative certificate subject name matches | its certificate is for another name (no alternative certificate subject name matches) | the name that the certificate has",
                "60 | 0 | 23 | certificate revoked | its certificate is not good (certificate revoked) | s_client",
                "63 | 200 | 0 | '' | it is larger than 1 MiB | answer file",
                "77 | 0 | 0 | '' | the certificates of the medium cannot be read | damaged",
                "2 | 0 | 0 | '' | curl ended with status 2 | curl(1)",
            })
    void everyFailureIsExplainedWithAWayOut(
            int status, int http, int verification, String said, String message, String hint) {
        CurlReply reply = new CurlReply(status, http, verification, said);

        assertThat(reply.problem("https://h/a", "h:444").message()).isEqualTo(BEGINNING + message);
        assertThat(reply.problem("https://h/a", "h:444").hint()).contains(hint);
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.isMatterOfTime()).isEqualTo(verification == 9 || verification == 10);
    }
}
