#!/bin/sh
# Runs outside the new dom0 with its root as the only argument; everything here makes it an image, not a machine.
set -eu
root=$1

# Identity is given at install time: no two hosts may share it.
rm -f "$root"/etc/ssh/ssh_host_* "$root/var/lib/dbus/machine-id" "$root/etc/hostname"
: > "$root/etc/machine-id"

ln -sf /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
chroot "$root" systemctl enable --quiet systemd-networkd.service systemd-resolved.service systemd-timesyncd.service
# Nothing here waits for "the network": services that need it are told when it comes.
chroot "$root" systemctl disable --quiet systemd-networkd-wait-online.service
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"

cat > "$root/etc/motd" <<'TEXT'

This is dom0 of a Xen host, installed by domzero. It is there to control Xen: guests belong into domains of their own.

  xl list      the domains that run          vgs, lvs         the storage repository
  xl info      Xen and this machine          domzero --help   everything else

TEXT

# The kernel, its initrd and Xen are on the medium and on the boot partition; the installer puts them into the slot.
rm -f "$root"/boot/vmlinuz-* "$root"/boot/initrd.img-* "$root"/boot/xen-*.gz "$root"/boot/xen-*.efi
rm -f "$root"/vmlinuz* "$root"/initrd.img*

# In the image nothing is newer than the image's date. Python takes what it has compiled for stale when a source's date
# has changed, and would compile it again at each start.
(cd "$root" && find usr/lib/python3* -type f -name '*.py' -newermt "@$SOURCE_DATE_EPOCH" \
    -exec touch -d "@$SOURCE_DATE_EPOCH" {} + -print) | chroot "$root" xargs -r python3 -m py_compile

# What only a build needs, or leaves behind.
rm -f "$root/etc/dpkg/dpkg.cfg.d/domzero-build" "$root"/etc/default/*.dpkg-dist
# Directories under /var/log stay: oxenstored, for one, dies without its own.
find "$root/var/log" -type f -delete
rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old
rm -f "$root"/etc/*- "$root"/var/lib/systemd/random-seed
# systemd rebuilds its caches (ldconfig, hwdb …) at boot when these are older than /usr; they are fresh.
touch "$root/etc/.updated" "$root/var/.updated"
