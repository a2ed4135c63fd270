/** Storage on servers: directories by NFS, disks by iSCSI. */
@NullMarked
package org.domzero.guests.remote;

import org.jspecify.annotations.NullMarked;
