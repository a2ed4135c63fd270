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

# Guests are shut down with the host, not saved into its slot: there is no room there, and another Xen may come up next.
sed -i 's/^XENDOMAINS_SAVE=.*/XENDOMAINS_SAVE=""/; s/^XENDOMAINS_RESTORE=.*/XENDOMAINS_RESTORE=false/' \
    "$root/etc/default/xendomains"
grep -q '^XENDOMAINS_SAVE=""$' "$root/etc/default/xendomains"
mkdir -p "$root/etc/xen/auto" "$root/etc/systemd/system/xendomains.service.d"
cat > "$root/etc/systemd/system/xendomains.service.d/domzero.conf" <<'TEXT'
# What /etc/xen/auto links to is there; and guests have ended before anything closes their disks.
[Unit]
Wants=var-lib-domzero.mount
After=var-lib-domzero.mount blk-availability.service
# All at once, also those without Xen's drivers, and within the time that systemd has for it; then whatever is left.
[Service]
ExecStop=
ExecStop=-/usr/bin/domzero vm stop --all --limit 240
ExecStop=/etc/init.d/xendomains stop
TEXT

# NFS 4 is one connection to the server: nothing listens here for older versions' sake. What logs in to iSCSI servers is
# domzero, under a name that each host makes for itself.
chroot "$root" systemctl mask --quiet rpcbind.service rpcbind.socket rpc-statd.service rpc-statd-notify.service
chroot "$root" systemctl disable --quiet iscsid.service nfs-client.target nfs-blkmap.service
rm -f "$root/etc/iscsi/initiatorname.iscsi"

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
