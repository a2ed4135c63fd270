#!/bin/sh
# An initramfs-tools hook of domzero. LVM's udev rule activates every volume group that is complete, in the initrd too:
# on the medium that would be those of a machine nobody has said a word about yet, and activating snapshots, thin pools
# and RAID volumes writes to the disks. A slot's root is a plain partition, so no initrd of domzero needs the rule; the
# installed host activates its repository when its own udev starts.
[ "$1" = prereqs ] && echo lvm2 && exit 0

rm -f "$DESTDIR/usr/lib/udev/rules.d/69-lvm.rules"
