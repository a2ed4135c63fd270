package org.domzero.p2v.fixup;

import java.util.List;
import java.util.stream.Stream;
import org.domzero.p2v.root.HostKernel;
import org.domzero.p2v.system.Distribution;

/** All fix-ups there are, in the order in which they are to be made. */
public final class FixUps {
    private FixUps() {}

    /** Those for such a system, in such a guest. */
    public static List<FixUp> of(Distribution distribution, GuestTarget target) {
        return all(distribution)
                .filter(fixUp -> fixUp.isFor(distribution, target))
                .toList();
    }

    /** The same, for a guest with a kernel of the host's. Its initrd finds the guest's disk. */
    public static List<FixUp> with(HostKernel kernel, Distribution distribution, GuestTarget target) {
        return Stream.concat(
                        Stream.of(new HostKernelFixUp(kernel)),
                        of(distribution, target).stream().filter(fixUp -> !(fixUp instanceof InitrdFixUp)))
                .toList();
    }

    private static Stream<FixUp> all(Distribution distribution) {
        return Stream.of(
                new UnknownSystemFixUp(distribution),
                new MountPointsFixUp(distribution),
                new FstabFixUp(),
                new MtabFixUp(),
                new RaidFixUp(),
                new LvmFixUp(),
                new MultipathFixUp(),
                new CrypttabFixUp(),
                new DracutFixUp(),
                new InitramfsToolsFixUp(),
                new SuseKernelFixUp(),
                new RedHatKernelFixUp(distribution),
                new ModprobeFixUp(),
                new GrubMenuFixUp(),
                new DefaultGrubFixUp(),
                new GrubConfigFixUp(distribution),
                new NewMenuFixUp(distribution),
                new GuestGrubFixUp(distribution),
                new InitrdFixUp(distribution),
                new InittabFixUp(),
                new UpstartFixUp(),
                new SystemdGettyFixUp(),
                new SecurettyFixUp(),
                new IfcfgFixUp(IfcfgStyle.RED_HAT),
                new IfcfgFixUp(IfcfgStyle.SUSE),
                new InterfacesFixUp(),
                new NetifrcFixUp(),
                new RcInet1FixUp(),
                new OtherNetworkFixUp(distribution),
                new UdevNamesFixUp(),
                new KudzuFixUp(),
                new HardwareServicesFixUp(),
                new SelinuxFixUp());
    }
}
