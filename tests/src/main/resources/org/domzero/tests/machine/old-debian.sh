# Debian 11 as it stands on a machine of its time, without a disk: old-debian.sh TAR INIT.
# Run as root. INIT is the package whose init(8) it has. What is at hand of the archive is all that it asks the network
# for.
#
# Its usual kernel, and of that what a machine without screens, radios and sounds needs: the one for clouds is packed in a
# way that the GRUB of PV guests does not read.
set -eu
drivers=/lib/modules/*/kernel/drivers
mmdebstrap --quiet --variant=minbase \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/sound/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/net/[!cli8]*' \
    --dpkgopt="path-exclude=$drivers/gpu/*" \
    --dpkgopt="path-exclude=$drivers/media/*" \
    --dpkgopt="path-exclude=$drivers/infiniband/*" \
    --dpkgopt="path-exclude=$drivers/staging/*" \
    --dpkgopt="path-exclude=$drivers/iio/*" \
    --dpkgopt="path-exclude=$drivers/isdn/*" \
    --dpkgopt="path-exclude=$drivers/usb/*" \
    --dpkgopt="path-exclude=$drivers/hid/*" \
    --dpkgopt="path-exclude=$drivers/scsi/[!sv]*" \
    --dpkgopt="path-exclude=$drivers/net/wireless/*" \
    --dpkgopt="path-exclude=$drivers/net/usb/*" \
    --dpkgopt="path-exclude=$drivers/net/ethernet/*" \
    --include="linux-image-amd64,initramfs-tools,$2,udev",kmod,openssh-server \
    --include=ifupdown,isc-dhcp-client,iproute2,iputils-ping,e2fsprogs,attr,acl,libcap2-bin,zstd \
    --customize-hook='rm "$1"/etc/ssh/ssh_host_*' \
    bullseye "$1" http://deb.debian.org/debian
