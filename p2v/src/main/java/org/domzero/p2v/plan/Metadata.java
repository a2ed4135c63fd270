package org.domzero.p2v.plan;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.source.SourceTools;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;

/**
 * What of the files arrives beside their content, by what the machine's own find(1) and tar(1) can do.
 *
 * @param options those that tar is to be given
 */
public record Metadata(List<String> carried, List<String> lost, List<String> options) {
    public Metadata {
        carried = List.copyOf(carried);
        lost = List.copyOf(lost);
        options = List.copyOf(options);
    }

    static Metadata of(SourceTools tools, List<Problem> problems) {
        if (!tools.findPrints()) {
            problems.add(Problem.of(
                    "its find knows no -printf, by which its files are listed",
                    "it takes GNU find; or boot the machine from the ISO and push it"));
        }
        if (tools.tar().isEmpty()) {
            problems.add(Problem.of("it has no tar", "install GNU tar; or boot the machine from the ISO and push it"));
        } else if (!tools.tarKnows("null") || !tools.tarKnows("files-from") || !tools.tarKnows("no-recursion")) {
            problems.add(Problem.of(
                    "its tar knows no lists of files: " + ShownText.quoted(tools.tar()),
                    "it takes GNU tar; or boot the machine from the ISO and push it"));
        }
        List<String> carried = new ArrayList<>(List.of("owners, modes, hard links, devices"));
        List<String> lost = new ArrayList<>();
        List<String> options = new ArrayList<>(List.of("--numeric-owner"));
        sort(
                tools.findFractions() && tools.tarKnows("format"),
                "times to the nanosecond",
                "times below a second",
                carried,
                lost);
        if (tools.tarKnows("format")) {
            options.add("--format=posix");
        }
        if (tools.tarKnows("sparse")) {
            options.add("--sparse");
        }
        sort(tools.tarKnows("sparse"), "sparse files", "holes in sparse files, which get filled", carried, lost);
        for (String option : List.of("acls", "selinux", "xattrs")) {
            if (tools.tarKnows(option)) {
                options.add("--" + option);
            }
        }
        if (tools.tarKnows("xattrs-include")) {
            options.add("--xattrs-include=*");
        }
        sort(tools.tarKnows("acls"), "ACLs", "ACLs", carried, lost);
        sort(
                tools.tarKnows("xattrs"),
                "extended attributes with capabilities",
                "extended attributes with capabilities",
                carried,
                lost);
        sort(tools.tarKnows("selinux"), "SELinux labels", "SELinux labels", carried, lost);
        lost.addAll(List.of("sockets", "times of access", "flags of chattr(1)"));
        return new Metadata(carried, lost, options);
    }

    private static void sort(boolean can, String carries, String loses, List<String> carried, List<String> lost) {
        (can ? carried : lost).add(can ? carries : loses);
    }
}
