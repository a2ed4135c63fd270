package org.domzero.p2v.ssh;

/** What one try to log in presents to the server. */
sealed interface Presented {
    /** Nothing: to see the server's key, and what it asks for. */
    record Nothing() implements Presented {}

    record Password(String text) implements Presented {
        /** Without the password. */
        @Override
        public String toString() {
            return "Password";
        }
    }

    /** A private key that has been decrypted. */
    record Key(PrivateKey key) implements Presented {}
}
