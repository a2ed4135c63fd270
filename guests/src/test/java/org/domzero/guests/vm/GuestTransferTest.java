package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.guests.archive.ArchiveHeader;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.archive.PlainPipe;
import org.domzero.guests.archive.TarBytes;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.storage.StorageSample;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.PipedOutput;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.ProcessPipe;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTransferTest {
    private static final UUID GUEST = UUID.fromString("22222222-2222-4333-8444-555555555555");
    private static final String RUNNING =
            TransferHost.HEADING + "web1                                         3   512     1     -b----       1.7\n";

    @TempDir
    Path root;

    @TempDir
    Path otherRoot;

    private byte[] system = new byte[0];
    private byte[] data = new byte[0];
    private TransferHost host = new TransferHost(Path.of("/"), PlainPipe.GZIP);
    private Path file = Path.of("/");

    @BeforeEach
    void guest() throws IOException {
        host = new TransferHost(root, PlainPipe.GZIP).prepared();
        file = host.outside("web1.domzero");
        Random random = new Random(1);
        // Blocks of zeros at the beginning, amid, and at an odd end.
        system = new byte[(1 << 20) + 3 * 4096 + 17];
        for (int at = 1 << 18; at < system.length - (1 << 19); at += 1 << 18) {
            system[at + random.nextInt(1 << 16)] = 7;
        }
        data = new byte[300_001];
        random.nextBytes(data);
        host.define("web1", GUEST, system, data);
    }

    private byte[] exported() throws IOException {
        host.transfer.exportTo("web1", file.toString());
        return host.read(file);
    }

    private static UserError refused(ThrowingCallable work) {
        UserError[] refused = new UserError[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(UserError.class, error -> refused[0] = error);
        return refused[0];
    }

    private static void bring(TransferHost to, byte[] archive) {
        to.transfer.importFrom("web1.domzero", new ByteArrayInputStream(archive), null, null);
    }

    /** That it is refused, and the host is as it was. */
    private static UserError leavesNothing(TransferHost to, byte[] archive) throws IOException {
        Map<String, Sha256> before = to.state();
        UserError error = refused(() -> bring(to, archive));
        assertThat(to.state()).isEqualTo(before);
        return error;
    }

    private TransferHost other(Pipe pipe) throws IOException {
        return new TransferHost(otherRoot, pipe).prepared();
    }

    @Test
    void bringsBackADeletedGuestAsItWas() throws IOException {
        List<Sha256> disks = host.disks("web1");
        exported();
        assertThat(host.in("mnt")).containsExactly("web1.domzero");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.effects.resolve(file.toString()))))
                .isEqualTo("rw-------");
        String before = Files.readString(root.resolve("var/lib/domzero/guests/web1.cfg"));
        host.delete("web1");

        host.transfer.importFrom(file.toString(), null, null);

        assertThat(host.disks("web1")).isEqualTo(disks);
        assertThat(host.definition("web1").uuid()).contains(GUEST);
        assertThat(Files.readString(root.resolve("var/lib/domzero/guests/web1.cfg"))
                        .replaceAll("vdi-[0-9a-f-]*", "vdi"))
                .isEqualTo(before.replaceAll("vdi-[0-9a-f-]*", "vdi").replaceAll("'(format.*)'", "\"$1\""));
        assertThat(host.told)
                .containsExactly("web1 is in " + file, "web1 is imported: 'domzero vm start web1' starts it");
    }

    @Test
    void zerosTakeNoSpace() throws IOException {
        byte[] sparse = new byte[64 << 20];
        sparse[sparse.length - 1] = 1;
        host.define("web1", GUEST, sparse);
        assertThat(exported().length).isLessThan(200_000);
        host.delete("web1");
        bring(host, host.read(file));
        Path volume =
                host.effects.resolve(host.definition("web1").disks().get(0).target());
        assertThat(Files.size(volume)).isEqualTo(sparse.length);
        assertThat(Sha256.ofFile(volume)).isEqualTo(Sha256.of(sparse));
        String blocks = new ProcessCommandRunner()
                .run("stat", "--format=%b", volume.toString())
                .output();
        assertThat(512 * Long.parseLong(blocks.strip())).isLessThan(1 << 20);
    }

    @Test
    void oneThatIsThereAlreadyGetsAnIdentityOfItsOwn() throws IOException {
        byte[] archive = exported();
        assertThat(leavesNothing(host, archive)).hasMessage("there is a guest web1 already");

        host.transfer.importFrom("web1.domzero", new ByteArrayInputStream(archive), "web2", "files");

        Definition second = host.definition("web2");
        assertThat(second.name()).isEqualTo("web2");
        assertThat(second.uuid()).isPresent().get().isNotEqualTo(GUEST);
        assertThat(second.nics()).extracting(XlNic::bridge).containsExactly("xenbr0", "xenbr1");
        assertThat(second.nics().get(0).mac()).startsWith("00:16:3e:").isNotEqualTo("00:16:3e:01:02:03");
        assertThat(second.nics().get(1).mac()).isNull();
        assertThat(host.disks("web2")).isEqualTo(host.disks("web1"));
        assertThat(second.disks())
                .extracting(XlDisk::target)
                .doesNotContainAnyElementsOf(host.definition("web1").disks().stream()
                        .map(XlDisk::target)
                        .toList());
        assertThat(host.told)
                .contains("a guest of this host has its uuid or a network address of it: web2 gets others");
    }

    @Test
    void underAnotherNameOnAnotherHostItKeepsItsIdentity() throws IOException {
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        other.transfer.importFrom("web1.domzero", new ByteArrayInputStream(archive), "www", null);
        Definition there = other.definition("www");
        assertThat(there.name()).isEqualTo("www");
        assertThat(there.uuid()).contains(GUEST);
        assertThat(there.nics().get(0).mac()).isEqualTo("00:16:3e:01:02:03");
        assertThat(there.config().text()).startsWith("# by hand\n").contains("# a disk");
    }

    @Test
    void oneWithoutAUuidIsKnownByItsNetworkAddress() throws IOException {
        String text = Files.readString(root.resolve("var/lib/domzero/guests/web1.cfg"));
        host.define("web1", text.replaceFirst("uuid = .*\n", ""));
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        bring(other, archive);
        assertThat(other.definition("web1").uuid()).isEmpty();
        other.transfer.importFrom("web1.domzero", new ByteArrayInputStream(archive), "web2", null);
        assertThat(other.definition("web2").uuid()).isPresent();
        assertThat(other.definition("web2").nics().get(0).mac()).isNotEqualTo("00:16:3e:01:02:03");
    }

    @Test
    void goesThroughAPipe() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        host.transfer.exportTo(GUEST.toString(), "standard output", out);
        TransferHost other = other(PlainPipe.GZIP);
        bring(other, out.toByteArray());
        assertThat(other.disks("web1")).isEqualTo(host.disks("web1"));
    }

    @Test
    void onLvmAVolumeHasWholeExtents() throws IOException {
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        other.commands.answer("vgs ", StorageSample.VGS);
        Files.createDirectories(otherRoot.resolve("dev/VG_XenStorage-" + StorageSample.LOCAL));
        // There is no LVM to make them.
        UserError error = refused(() -> other.transfer.importFrom(
                "web1.domzero", new ByteArrayInputStream(archive), null, StorageSample.LOCAL));
        assertThat(error).hasMessageContaining("no such file or directory");
        assertThat(other.commands.lines())
                .filteredOn(line -> line.startsWith("lvcreate"))
                .hasSize(2)
                .allMatch(line -> line.contains(" --size 4194304b --addtag domzero.guest=" + GUEST + " "));
    }

    @Test
    void cdsAndDisksThatAreNoVolumesStayOut() throws IOException {
        String volume = host.volume(data);
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/sdb"));
        host.define("web1", """
                name = "web1"
                kernel = "/srv/vmlinuz"
                disk = ["format=raw, vdev=hda, access=rw, target=%s", "phy:/dev/sdb,xvdb,w",
                        "file:/srv/iso/debian.iso,hdc:cdrom,r", ",hdd:cdrom,r"]
                """.formatted(volume));
        byte[] archive = exported();
        assertThat(host.told)
                .contains(
                        "xvdb is not exported, as it is no volume of a repository: /dev/sdb",
                        "hdc is not exported, as it is a CD: /srv/iso/debian.iso");
        host.delete("web1");
        host.told.clear();
        bring(host, archive);
        assertThat(host.definition("web1").disks())
                .extracting(XlDisk::target)
                .element(2)
                .isEqualTo("/srv/iso/debian.iso");
        assertThat(host.told)
                .contains(
                        "xvdb was not exported, and stays what it was, on this host: /dev/sdb",
                        "hdc was not exported, and stays what it was, on this host: /srv/iso/debian.iso, which is not"
                                + " there",
                        "its kernel is not on this host: /srv/vmlinuz");
    }

    @Test
    void oneWithoutDisksIsExportedToo() throws IOException {
        host.define("web1", "name = \"web1\"\n");
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        bring(other, archive);
        assertThat(other.definition("web1").config().text()).isEqualTo("name = \"web1\"\n");
    }

    @Test
    void oneThatRunsIsNotExported() throws IOException {
        host.commands.answer("xl list", RUNNING);
        UserError error = refused(this::exported);
        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.render()).isEqualTo("""
                error: web1 is running
                  hint: stop it before it is exported: domzero vm stop web1""");
        assertThat(host.in("mnt")).isEmpty();
    }

    @Test
    void aDiskThatARunningGuestHasTooIsNotExported() throws IOException {
        String text = Files.readString(root.resolve("var/lib/domzero/guests/web1.cfg"));
        host.define("web2", text.replace("'web1'", "'web2'"));
        host.commands.answer("xl list", RUNNING.replace("web1", "web2"));
        assertThat(refused(this::exported)).hasMessage("web2 is running");
    }

    @Test
    void oneThatIsStartedMeanwhileIsNoExport() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                host.commands.answer("xl list", RUNNING);
                super.write(bytes, offset, length);
            }
        };
        UserError error = refused(() -> host.transfer.exportTo("web1", "standard output", out));
        assertThat(error).hasMessage("web1 is running");
        TransferHost other = other(PlainPipe.GZIP);
        assertThat(leavesNothing(other, out.toByteArray())).hasMessageContaining("damaged or incomplete");
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws IOException {
        host.write(file, new byte[] {1});
        assertThat(refused(this::exported))
                .hasMessage(file + " is there already")
                .extracting(UserError::exitCode)
                .isEqualTo(ExitCode.USAGE);
        assertThat(host.read(file)).hasSize(1);
        assertThat(refused(() -> host.transfer.exportTo("web1", "/nowhere/web1.domzero")))
                .hasMessageStartingWith("there is no directory ");
    }

    @Test
    void devicesThatCannotBeToldApartAreNotExported() throws IOException {
        String volume = host.volume(data);
        for (String disks : List.of("'%1$s,raw,a/b,w'", "'%1$s,raw,xvda,w', ',xvda:cdrom,r'")) {
            host.define("web1", "name = \"web1\"\ndisk = [" + disks.formatted(volume) + "]\n");
            assertThat(refused(this::exported).render())
                    .startsWith("error: /var/lib/domzero/guests/web1.cfg: web1 cannot be exported: ");
        }
        assertThat(host.in("mnt")).isEmpty();
    }

    /** Fails as a full disk does. */
    private static final class Full extends OutputStream {
        private int left;

        Full(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int one) throws IOException {
            left--;
            if (left < 0) {
                throw new IOException("No space left on device");
            }
        }
    }

    @Test
    void anExportThatCannotBeWrittenLeavesNoFile() throws IOException {
        Pipe full = new Pipe() {
            @Override
            public InputStream reading(Command program, InputStream source) {
                return PlainPipe.GZIP.reading(program, source);
            }

            @Override
            public PipedOutput writing(Command program, OutputStream target) {
                return PlainPipe.GZIP.writing(program, program.equals(GuestTransfer.PACK) ? new Full(200_000) : target);
            }
        };
        GuestTransfer transfer = new GuestTransfer(host.effects, full);
        UserError error = refused(() -> transfer.exportTo("web1", file.toString()));
        assertThat(error).hasMessage(file + " cannot be written: No space left on device");
        assertThat(error.render()).contains("hint: 'df -h ");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(host.in("mnt")).isEmpty();
        assertThat(refused(() -> host.transfer.exportTo("web1", "standard output", new Full(100_000))))
                .hasMessage("standard output cannot be written: No space left on device");
    }

    @Test
    void aDiskThatFillsUpLeavesNothing() throws IOException {
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        other.device = "/dev/full";
        UserError error = leavesNothing(other, archive);
        assertThat(error)
                .hasMessageStartingWith("while it was to copy the disks (copy xvda (1.0 MiB) to vdi-")
                .hasMessageEndingWith(".raw: No space left on device; nothing of it is left here");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(other.told).contains("it failed; what was made is removed again");
        assertThat(other.in("srv/vdi")).isEmpty();
    }

    @Test
    void tooLittleSpaceIsToldBeforeAnythingIsMade() throws IOException {
        ArchiveHeader header =
                ArchiveHeader.of("web1", GUEST, "pvh", List.of(new ArchivedDisk("xvda", ByteSize.gibibytes(1 << 20))));
        byte[] archive = TarBytes.archive(headerText(header), "name='web1'\ndisk=['/dev/x,raw,xvda,w']\n")
                .bytes();
        TransferHost other = other(PlainPipe.UNPACKED);
        assertThat(leavesNothing(other, archive))
                .hasMessageStartingWith("there is too little space in files: 1024 TiB wanted, ");
        assertThat(other.commands.lines()).noneMatch(line -> line.startsWith("truncate"));
    }

    private static String headerText(ArchiveHeader header) {
        StringBuilder disks = new StringBuilder();
        for (ArchivedDisk disk : header.disks()) {
            disks.append(disks.isEmpty() ? "" : ",")
                    .append("{\"device\": \"%s\", \"size\": %d, \"entry\": \"%s\"}"
                            .formatted(disk.device(), disk.size().bytes(), disk.entry()));
        }
        return "{\"format\": 1, \"domzero\": \"%s\", \"name\": \"%s\", \"uuid\": \"%s\", \"type\": \"%s\", \"disks\": [%s]}"
                .formatted(header.domzero(), header.name(), header.uuid(), header.type(), disks);
    }

    @Test
    void anArchiveThatContradictsItselfIsRefused() throws IOException {
        ArchiveHeader header =
                ArchiveHeader.of("web1", GUEST, "pvh", List.of(new ArchivedDisk("xvda", new ByteSize(3))));
        TransferHost other = other(PlainPipe.UNPACKED);
        for (String disks : List.of(
                "", "'/dev/x,raw,xvdb,w'", "'vdev=xvda, devtype=cdrom, target=/dev/x'", "'/a,,xvda,w','/b,,xvda,w'")) {
            byte[] archive = TarBytes.archive(headerText(header), "name='web1'\ndisk=[" + disks + "]\n")
                    .with("disks/xvda.raw", "abc")
                    .withSums()
                    .bytes();
            assertThat(leavesNothing(other, archive)).hasMessageContaining("the archive contradicts itself");
        }
        byte[] broken =
                TarBytes.archive(headerText(header), "name='web1'\ndisk=[\n").bytes();
        assertThat(leavesNothing(other, broken).render()).startsWith("error: web1.domzero/guest.cfg:2:");
        ArchiveHeader odd = ArchiveHeader.of("../web1", GUEST, "pvh", List.of());
        assertThat(leavesNothing(
                        other,
                        TarBytes.archive(headerText(odd), "name='x'\n")
                                .withSums()
                                .bytes()))
                .hasMessage("\"../web1\" is not a name for a guest");
    }

    @Test
    void nameAndRepositoryThatAreWrongAreRefused() throws IOException {
        byte[] archive = exported();
        assertThat(refused(() -> host.transfer.importFrom("-", new ByteArrayInputStream(archive), "a b", null)))
                .hasMessage("\"a b\" is not a name for a guest");
        assertThat(refused(() -> host.transfer.importFrom("-", new ByteArrayInputStream(archive), "web2", "none")))
                .hasMessage("there is no repository none");
        host.commands.answer(
                "xl list", TransferHost.HEADING + "web3                 3   512     1     -b----       1.7\n");
        assertThat(refused(() -> host.transfer.importFrom("-", new ByteArrayInputStream(archive), "web3", null)))
                .hasMessage("the name web3 is in use");
        assertThat(refused(() -> host.transfer.importFrom("/mnt/none", null, null))
                        .render())
                .isEqualTo("""
                error: /mnt/none cannot be read: No such file or directory
                  hint: name a file that 'domzero vm export' has made, or - for standard input""");
        assertThat(refused(() -> host.transfer.importFrom("/mnt", null, null))).hasMessage("/mnt is a directory");
    }

    @Test
    void whatIsTruncatedLeavesNothing() throws IOException {
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        Random random = new Random(3);
        for (int i = 0; i < 40; i++) {
            int length = i < 10 ? i * 9 : random.nextInt(archive.length);
            leavesNothing(other, Arrays.copyOf(archive, length));
        }
        UserError last = leavesNothing(other, Arrays.copyOf(archive, archive.length - 1));
        assertThat(last).hasMessageEndingWith("; nothing of it is left here");
        bring(other, archive);
    }

    @Test
    void whatIsDamagedLeavesNothing() throws IOException {
        host = new TransferHost(root, PlainPipe.UNPACKED).prepared();
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.UNPACKED);
        Random random = new Random(4);
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int[] places = new int[60];
        for (int i = 0; i < 30; i++) {
            // Somewhere in the second disk, which is full.
            places[i] = text.indexOf("disks/xvdb.raw\0") + 512 + random.nextInt(data.length);
        }
        int number = 30;
        for (String inside : List.of(
                "domzero-guest.json\0", "\"size\"", "# by hand", "disks/xvda.raw\0", "SHA256SUMS\0", "  guest.cfg\n")) {
            for (int i = 0; i < 5; i++) {
                places[number++] = text.indexOf(inside) + random.nextInt(inside.length() - 1);
            }
        }
        for (int place : places) {
            byte[] damaged = archive.clone();
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            leavesNothing(other, damaged);
        }
        bring(other, archive);
    }

    @Test
    void anInterruptedImportLeavesNothing() throws IOException {
        byte[] archive = exported();
        TransferHost other = other(PlainPipe.GZIP);
        Map<String, Sha256> before = other.state();
        InputStream interrupting = new InputStream() {
            private int at;

            @Override
            public int read() {
                if (at == archive.length / 2) {
                    Thread.currentThread().interrupt();
                }
                return at == archive.length ? -1 : archive[at++] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int one = read();
                bytes[offset] = (byte) one;
                return one < 0 ? -1 : 1;
            }
        };
        assertThat(refused(() -> other.transfer.importFrom("-", interrupting, null, null)))
                .hasMessageEndingWith("it was interrupted; nothing of it is left here");
        assertThat(other.state()).isEqualTo(before);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anImportFromAPipeThatStallsCanBeInterrupted() throws IOException {
        assumeThat(Path.of("/usr/bin/zstd")).isExecutable();
        TransferHost other = other(new ProcessPipe());
        new GuestTransfer(host.effects, new ProcessPipe()).exportTo("web1", file.toString());
        byte[] archive = host.read(file);
        Map<String, Sha256> before = other.state();
        Thread importing = Thread.currentThread();
        InputStream stalling =
                new SequenceInputStream(new ByteArrayInputStream(archive, 0, archive.length / 2), new InputStream() {
                    @Override
                    public int read() {
                        importing.interrupt();
                        // As long as somebody at the other end holds the pipe open.
                        LockSupport.park();
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return read();
                    }
                });
        assertThat(refused(() -> other.transfer.importFrom("standard input", stalling, null, null)))
                .hasMessageContaining("it was interrupted");
        assertThat(other.state()).isEqualTo(before);
    }

    @Test
    void anInterruptedExportLeavesNoFile() throws IOException {
        Thread.currentThread().interrupt();
        assertThat(refused(this::exported)).hasMessage("it was interrupted");
        assertThat(host.in("mnt")).isEmpty();
    }

    @Test
    void oneCommandAtATimeWorksOnAGuest() throws IOException {
        byte[] archive = exported();
        HostLock.ofGuest(
                "web2",
                host.effects,
                () -> assertThat(refused(
                                () -> host.transfer.importFrom("-", new ByteArrayInputStream(archive), "web2", null)))
                        .hasMessage("another domzero command is at work on web2"));
    }

    @Test
    void withTheProgramsThatItIsMadeFor() throws IOException {
        assumeThat(Path.of("/usr/bin/zstd")).isExecutable();
        assumeThat(Path.of("/usr/bin/openssl")).isExecutable();
        host = new TransferHost(root, new ProcessPipe()).prepared();
        List<Sha256> disks = host.disks("web1");
        byte[] archive = exported();
        assertThat(archive).startsWith(0x28, 0xb5, 0x2f, 0xfd);
        host.delete("web1");

        for (int length : new int[] {0, 3, 100, archive.length / 2, archive.length - 1}) {
            leavesNothing(host, Arrays.copyOf(archive, length));
        }
        byte[] longer = Arrays.copyOf(archive, archive.length + 9);
        assertThat(leavesNothing(host, longer)).hasMessageContaining("zstd ended with status 1: ");
        byte[] damaged = archive.clone();
        damaged[damaged.length / 2] ^= 1;
        assertThat(leavesNothing(host, damaged)).hasMessageEndingWith("; nothing of it is left here");
        for (byte[] foreign : new byte[][] {
            "hello\n".getBytes(StandardCharsets.UTF_8),
            {0x1f, (byte) 0x8b, 8, 0, 0},
            TarBytes.archive("{}", "").bytes()
        }) {
            assertThat(leavesNothing(host, foreign))
                    .hasMessageStartingWith("this is no export of a guest: zstd ended with status 1: ");
        }

        bring(host, archive);
        assertThat(host.disks("web1")).isEqualTo(disks);
    }
}
