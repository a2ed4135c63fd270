# A system on disks of its own: old-machine.sh TAR DIRECTORY FILES. Run as root, in a mount namespace that goes away with
# it. FILES is a script that makes the tar's files those of the system.
# Fills DIRECTORY with root.img and boot.img, as an installer of its time would have left them.
set -eu
tar=$1
directory=$2
files=$3
cd "$directory"
root_uuid=6f6c6431-0000-4000-8000-000000000001
boot_uuid=6f6c6431-0000-4000-8000-000000000002
truncate -s 3G root.img
truncate -s 200M boot.img
mkfs.ext4 -q -U $root_uuid root.img
mkfs.ext2 -q -U $boot_uuid boot.img
mkdir tree
mount -o loop root.img tree
mkdir tree/boot
mount -o loop boot.img tree/boot
cat > fstab <<TEXT
# <file system> <mount point> <type> <options> <dump> <pass>
UUID=$root_uuid /     ext4 errors=remount-ro 0 1
UUID=$boot_uuid /boot ext2 defaults          0 2
/dev/sr0        /media/cdrom0 udf,iso9660 user,noauto 0 0
TEXT
sh "$files" "$directory/tree" "$directory/fstab" $boot_uuid UUID=$root_uuid < "$tar"
umount tree/boot tree
rmdir tree
