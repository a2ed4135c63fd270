package org.domzero.installer.answers;

import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/** Answers that are for something else than what is being done: nothing of them is heeded. */
public final class WrongMode extends UserError {
    private static final long serialVersionUID = 1L;

    private WrongMode(Problem problem) {
        super(ExitCode.USAGE, List.of(problem));
    }

    static WrongMode found(Mode found, Place place) {
        return new WrongMode(
                switch (found) {
                    case INSTALL ->
                        new Problem(
                                place,
                                "these answers install a host; this machine is to be cloned, and nothing else",
                                "answers that clone say mode = \"clone\" and where to; 'domzero answers example --mode"
                                        + " clone' prints some");
                    case CLONE ->
                        new Problem(
                                place,
                                "these answers clone a machine (mode = \"clone\"); they install nothing",
                                "to clone this machine, choose \"Clone this machine to a Xen host\" in the boot menu, or"
                                        + " put domzero.mode=clone on the kernel command line");
                });
    }
}
