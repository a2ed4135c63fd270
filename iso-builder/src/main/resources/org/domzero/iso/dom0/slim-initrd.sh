#!/bin/sh
# An initramfs-tools hook of domzero. The root is a disk or the medium, so no initrd of domzero needs a network card:
# their drivers and the firmware of these would be a third of it, and it is loaded through the BIOS and from slow
# virtual media. Drivers load when the root is there. Firmware that no driver left here asks for goes, too. So does the
# hardware database: 13 MB of names and key maps. And the name that open-iscsi's package has made up for this image: no
# two builds would be the same. The network card of Xen's guests stays: some are given a host's kernel and its initrd.
[ "$1" = prereqs ] && exit 0

# live-boot asks for network drivers, too; what hooks ask for would be added when all of them are done.
. /usr/share/initramfs-tools/hook-functions
apply_add_modules

modules=$DESTDIR/lib/modules/$version/kernel
firmware=$(readlink -f "$DESTDIR/lib/firmware")
find "$modules/drivers/net" -type f ! -name 'xen-netfront.ko*' -delete
rm -rf "$DESTDIR/usr/lib/udev/hwdb.bin" "$DESTDIR/etc/initiatorname.iscsi"

asked=$(mktemp)
wanted=$(mktemp)
# Too much firmware is better than none.
if [ -d "$firmware" ] && find "$modules" -name '*.ko*' -exec modinfo -F firmware {} + > "$asked"; then
    while read -r name; do
        if [ -e "$firmware/$name" ]; then
            echo "$firmware/$name"
            readlink -f "$firmware/$name" # what it links to
        fi
    done < "$asked" > "$wanted"
    find "$firmware" ! -type d | while read -r file; do
        grep -qxF -e "$file" "$wanted" || rm "$file"
    done
    find "$firmware" -mindepth 1 -type d -empty -delete
fi
rm "$asked" "$wanted"
