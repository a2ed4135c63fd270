package org.domzero.guests.storage;

import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Copies an image to a new volume, which reads as zeros and is at least as large: zeros are not written.
 *
 * @param image the absolute path of a file, or of a device
 */
public record CopyImage(String image, ByteSize size, Volume to) implements Action {
    @Override
    public String summary() {
        return "copy " + image + " (" + size + ") to " + to.name();
    }

    @Override
    public void perform(Effects effects) {
        BlockCopy.run(image, to.path(), size, true, effects);
    }
}
