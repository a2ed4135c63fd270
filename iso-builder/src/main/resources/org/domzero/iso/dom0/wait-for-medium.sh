#!/bin/sh
# An initramfs-tools script of domzero, run before live-boot looks for its medium. live-boot takes the device that
# live-media= names if it is there; if it is not there yet, it mounts one disk of the machine after the other to look
# for it, which replays their journals. So it must not look before the medium is there, and not at all without it.
[ "$1" = prereqs ] && exit 0

. /scripts/functions

for option in $(cat /proc/cmdline); do
    case $option in
        live-media=/dev/*)
            medium=${option#live-media=}
            if ! udevadm wait --timeout=90 "$medium"; then
                panic "domzero: the installation medium ($medium) has not appeared; no disk has been touched"
            fi
            ;;
    esac
done
