package org.domzero.installer.facts;

/**
 * What the machine calls itself (DMI). A part it does not tell is empty.
 *
 * @param name the model, with its version where it has one
 */
public record Product(String vendor, String name, String serial) {}
