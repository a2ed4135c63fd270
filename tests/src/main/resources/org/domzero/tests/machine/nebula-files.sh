# Makes Debian's files, on standard input as a tar, those of a distribution that nobody knows:
# nebula-files.sh TREE FSTAB BOOT_UUID ROOT. TREE is where its file systems are mounted, FSTAB a file, ROOT what the kernel is
# told. Run as root.
#
# There is no database of packages, no init that others have scripts for, no GRUB, and the kernel is one that somebody has
# built: neither its name nor a file beside it tells which. The initrd has no more in it than a guest needs to find its disk.
set -eu
tree=$1
fstab=$2
root=$4
tar -x --numeric-owner --xattrs --xattrs-include='*' -f - -C "$tree"
cd "$tree"
version=$(cd lib/modules && echo *)

modules=tmp/initramfs
mkdir -p $modules/conf.d $modules/hooks $modules/scripts
printf 'MODULES=list\nBUSYBOX=n\nCOMPRESS=gzip\n' > $modules/initramfs.conf
printf '%s\n' ata_piix sd_mod ext4 crc32c_generic xen-blkfront > $modules/modules
chroot . mkinitramfs -d /$modules -o /boot/initramfs "$version"
rm -rf $modules boot/initrd.img-* boot/config-* boot/System.map-* vmlinuz* initrd.img*
mv "boot/vmlinuz-$version" boot/bzImage

rm -rf etc/os-release etc/debian_version etc/hostname etc/network etc/initramfs-tools etc/apt etc/dpkg etc/init.d etc/rc?.d \
    etc/motd etc/update-motd.d var/lib/dpkg var/lib/apt
cat > usr/lib/os-release <<'TEXT'
NAME="Nebula Linux"
ID=nebula
VERSION_ID=3
PRETTY_NAME="Nebula Linux 3"
TEXT
ln -s ../usr/lib/os-release etc/os-release
printf 'Nebula Linux 3 \\n \\l\n\n' > etc/issue
cp "$fstab" etc/fstab
mkdir -p boot/extlinux etc/nebula
cat > boot/extlinux/extlinux.conf <<TEXT
DEFAULT nebula
LABEL nebula
  LINUX ../bzImage
  INITRD ../initramfs
  APPEND root=$root ro quiet
TEXT
echo old1.example.org > etc/nebula/name
cat > etc/inittab <<'TEXT'
id:2:initdefault:
si::sysinit:/etc/nebula/start
l0:0:wait:/etc/nebula/stop poweroff
l6:6:wait:/etc/nebula/stop reboot
1:2:respawn:/sbin/agetty tty1
TEXT
cat > etc/nebula/start <<'TEXT'
#!/bin/sh
PATH=/sbin:/bin:/usr/sbin:/usr/bin
export PATH
mountpoint -q /proc || mount -n -t proc proc /proc
mountpoint -q /sys || mount -n -t sysfs sysfs /sys
mountpoint -q /dev || mount -n -t devtmpfs devtmpfs /dev
mountpoint -q /run || mount -n -t tmpfs -o mode=755 tmpfs /run
mkdir -p /dev/pts
mountpoint -q /dev/pts || mount -n -t devpts -o gid=5,mode=620 devpts /dev/pts
hostname "$(cat /etc/nebula/name)"
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add
udevadm settle
mount -n -o remount,rw /
: > /run/utmp
mount -a
swapon -a
# Whatever its name is: there is one card, when a guest's host has taken part in it.
for second in 1 2 3 4 5 6 7 8 9 10; do
    ! ls -d /sys/class/net/e* > /dev/null 2>&1 || break
    sleep 1
done
for card in /sys/class/net/e*; do
    ip link set "${card##*/}" up
    dhclient -nw -q "${card##*/}"
done
TEXT
cat > etc/nebula/stop <<'TEXT'
#!/bin/sh
killall5 -15
sleep 1
killall5 -9
swapoff -a
mount -n -o remount,ro /
"$1" -f -d
TEXT
chmod 755 etc/nebula/start etc/nebula/stop
chroot . sh -c 'echo root:old-machine | chpasswd; ssh-keygen -q -A' > /dev/null 2>&1
