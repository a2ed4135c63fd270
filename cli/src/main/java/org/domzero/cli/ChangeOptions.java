package org.domzero.cli;

import picocli.CommandLine.Option;

/** Of commands that change a host by a plan. */
final class ChangeOptions {
    @Option(names = "--plan", description = "Show what would be done, and write nothing.")
    boolean planOnly;

    @Option(names = "--json", description = "The plan, or the progress, as JSON.")
    boolean json;
}
