package org.domzero.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command line that was run.
 *
 * @param out what it said on standard output
 * @param err and on standard error
 */
record Ran(int status, String out, String err) {
    static Ran domzero(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Domzero.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(status, out.toString(), err.toString());
    }
}
