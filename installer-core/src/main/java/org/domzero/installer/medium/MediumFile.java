package org.domzero.installer.medium;

import org.domzero.toolkit.Sha256;

/**
 * A file of the medium that an install uses.
 *
 * @param path from the medium's root, without a leading slash
 * @param size in bytes
 */
public record MediumFile(String path, long size, Sha256 sha256) {}
