package org.domzero.installer.facts;

/**
 * The machine's processors, seen as one.
 *
 * @param model as it names itself
 * @param logicalCores hardware threads of all sockets
 * @param x86_64 whether it is an x86 one in or capable of 64-bit mode
 */
public record Processor(String model, int logicalCores, boolean x86_64, Virtualization virtualization) {}
