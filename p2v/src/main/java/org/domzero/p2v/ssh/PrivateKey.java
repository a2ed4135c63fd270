package org.domzero.p2v.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;

/** A private key from a file. */
final class PrivateKey {
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final byte[] content;
    private byte[] passphrase = {};

    private PrivateKey(Path file, byte[] content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads one.
     *
     * @throws UserError when there is none in it
     */
    static PrivateKey read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            PrivateKey key = new PrivateKey(file, in.readNBytes(LARGEST));
            key.load();
            return key;
        } catch (IOException e) {
            throw UserError.usage(file + " cannot be read: " + IoReason.of(e), "name the file with the private key");
        }
    }

    private KeyPair load() {
        try {
            return KeyPair.load(new JSch(), content, null);
        } catch (JSchException | RuntimeException e) {
            throw UserError.usage(
                    file + " is not a private key that can be used here",
                    "it is the file without .pub that ssh-keygen has made; 'ssh-keygen -l -f' tells what it is");
        }
    }

    boolean isEncrypted() {
        return load().isEncrypted();
    }

    /** Whether that is its passphrase; then the key can be used. */
    boolean decrypt(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        boolean fits;
        try {
            fits = load().decrypt(bytes);
        } catch (RuntimeException garbage) {
            fits = false;
        }
        if (fits) {
            passphrase = bytes;
        }
        return fits;
    }

    void addTo(JSch jsch) throws JSchException {
        jsch.addIdentity(file.toString(), content, null, passphrase);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
