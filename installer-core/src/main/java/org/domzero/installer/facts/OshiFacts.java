package org.domzero.installer.facts;

import org.domzero.toolkit.ByteSize;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.nativefree.SystemInfo;
import oshi.util.Constants;

/**
 * What OSHI knows of the running machine.
 *
 * @param memory what Linux has to give out, which is a little less than is built in
 */
record OshiFacts(Product product, String processorModel, int logicalCores, ByteSize memory) {
    static OshiFacts read() {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        ComputerSystem system = hardware.getComputerSystem();
        CentralProcessor processor = hardware.getProcessor();
        return new OshiFacts(
                new Product(known(system.getManufacturer()), known(system.getModel()), known(system.getSerialNumber())),
                known(processor.getProcessorIdentifier().getName()),
                processor.getLogicalProcessorCount(),
                new ByteSize(hardware.getMemory().getTotal()));
    }

    private static String known(String text) {
        return text.equals(Constants.UNKNOWN) ? "" : text.strip();
    }
}
