#!/bin/sh
# An initramfs-tools script of domzero. ip= on the kernel command line is for the system that comes after the initrd:
# here are no network drivers (see slim-initrd.sh), and initramfs-tools would wait three minutes for the card that it
# names.
[ "$1" = prereqs ] && exit 0

# Read by initramfs-tools after each script, over what the kernel command line said.
echo IP=off >> /conf/param.conf
