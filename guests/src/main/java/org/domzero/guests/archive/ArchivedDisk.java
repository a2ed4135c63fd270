package org.domzero.guests.archive;

import com.google.gson.JsonObject;
import java.util.regex.Pattern;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.ShownText;

/**
 * A disk in an archive.
 *
 * @param device what the guest sees it as: {@code xvda}
 */
public record ArchivedDisk(String device, ByteSize size) {
    /** Every name of xen-vbd-interface(7), and nothing that means something in a path. */
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9]{1,32}");

    /**
     * Takes what an entry can be named by.
     *
     * @throws IllegalArgumentException when the device has no such name; the message is fit for a user
     */
    public ArchivedDisk {
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException(
                    ShownText.quoted(device) + " is not a device's name, such as xvda: letters and digits");
        }
    }

    /** Its name in the archive. */
    public String entry() {
        return "disks/" + device + ".raw";
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("device", device);
        json.addProperty("size", size.bytes());
        json.addProperty("entry", entry());
        return json;
    }

    /** @throws IllegalArgumentException when it is not what {@link #json} makes */
    static ArchivedDisk of(JsonMembers members) {
        ArchivedDisk disk = new ArchivedDisk(members.text("device"), members.size("size"));
        if (!members.text("entry").equals(disk.entry())) {
            throw members.cannotBe("entry");
        }
        return disk;
    }
}
