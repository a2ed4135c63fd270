package org.domzero.p2v.ssh;

/**
 * What a script left that ran on another machine.
 *
 * @param output its standard output, each byte as the character of that number, so that any encoding survives; foreign:
 *     not to be shown as it is
 * @param errors the last lines of its standard error, fit to be shown
 */
public record RemoteResult(RemoteExit exit, String output, String errors) {
    public boolean succeeded() {
        return exit.succeeded();
    }
}
