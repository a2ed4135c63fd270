#!/bin/sh
# Runs outside the tools' root, given as the first argument, with $modules set to the modules of the Java runtime: links
# the runtime and the medium's UEFI boot loader, strips xen.efi. What it makes ends up in /out.
set -eu
root=$1
jdk=$(basename "$(echo "$root"/usr/lib/jvm/java-*-openjdk-amd64)")

mkdir -p "$root/out/isolinux"
# Not compressed: squashfs does that better.
chroot "$root" "/usr/lib/jvm/$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --strip-debug \
    --compress=zip-0 --output /out/runtime

# What the runtime needs of dom0, to run it without one, and the programs that it calls for real in a rehearsal.
for library in $(chroot "$root" sh -c 'ldd /out/runtime/bin/java /out/runtime/lib/*.so /out/runtime/lib/server/*.so \
    /usr/bin/dash /usr/bin/openssl' | grep -oE '[[:space:]]/(usr/)?lib(64)?/[^ ]+' | sort -u); do
    install -D "$root$library" "$root/out/base$library"
done
install -D "$root/usr/bin/dash" "$root/out/base/bin/sh"
install -D "$root/usr/bin/openssl" "$root/out/base/bin/openssl"

# Debug data is most of xen.efi.
chroot "$root" strip /in/xen.efi -o /out/xen.efi

chroot "$root" grub-mkimage -O x86_64-efi -o /out/bootx64.efi -p /boot/grub -c /in/grub-early.cfg \
    part_gpt part_msdos fat iso9660 normal linux search search_fs_file configfile serial terminal echo all_video \
    gfxterm test reboot halt sleep

# For hvm guests cloned from machines: what their menus ask for is built in, and the rest cannot be had.
mkdir -p "$root/out/guest-bios" "$root/in/memdisk/boot/grub"
cp "$root/in/guest-bios.cfg" "$root/in/memdisk/boot/grub/grub.cfg"
tar -c --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@0 -f "$root/in/memdisk.tar" \
    -C "$root/in/memdisk" boot
chroot "$root" grub-mkimage -O i386-pc -o /out/guest-bios/core.img -p '(memdisk)/boot/grub' -m /in/memdisk.tar \
    memdisk tar biosdisk part_msdos ext2 normal configfile legacycfg linux linux16 search search_fs_uuid \
    search_fs_file search_label test echo true sleep gzio loadenv all_video gfxterm font gettext regexp serial terminal \
    part_gpt lvm mdraid09 mdraid1x xfs password_pbkdf2 halt reboot
cp "$root/usr/lib/grub/i386-pc/boot.img" "$root/out/guest-bios/"

# Machines that are cloned may have arrays. The rules tell what is on one; those that put arrays together are left out.
mkdir -p "$root/out/live"
cp "$root/usr/sbin/mdadm" "$root/usr/lib/udev/rules.d/63-md-raid-arrays.rules" "$root/out/live/"

cp "$root/usr/lib/ISOLINUX/isolinux.bin" "$root/usr/lib/ISOLINUX/isohdpfx.bin" "$root/out/isolinux/"
for module in ldlinux libcom32 libutil menu; do
    cp "$root/usr/lib/syslinux/modules/bios/$module.c32" "$root/out/isolinux/"
done
