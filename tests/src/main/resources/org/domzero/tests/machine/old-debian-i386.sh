# Debian 12 for 32-bit PCs, without a disk: old-debian-i386.sh TAR [ARCHITECTURE KERNEL].
# Run as root. Its packages are unpacked, and lie in /var/cache/apt/archives to be installed where 32-bit programs can be
# run: not every build machine can. Of the kernel, which is unpacked alone, that is left out what a machine without
# screens, radios and sounds does not need: the BIOS of an emulated guest reads it slowly. Not the kernel for PAE: where the
# processor is emulated by QEMU, Xen does not get its guests past the first CPUID with such page tables.
set -eu
architecture=${2:-i386}
kernel=${3-linux-image-686}
drivers=/lib/modules/*/kernel/drivers
mmdebstrap --quiet --variant=extract --skip=check/qemu,cleanup/apt/cache --architectures="$architecture" \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/sound/*' \
    --dpkgopt='path-exclude=/lib/modules/*/kernel/net/[!cl8]*' \
    --dpkgopt="path-exclude=$drivers/[!abcnsv]*" \
    --dpkgopt="path-exclude=$drivers/net/[!emnvx]*" \
    --dpkgopt="path-exclude=$drivers/net/ethernet/[!ir]*" \
    --dpkgopt="path-exclude=$drivers/net/ethernet/intel/i*" \
    --dpkgopt="path-exclude=$drivers/scsi/[!sv]*" \
    --dpkgopt="path-exclude=$drivers/s[!c]*" \
    --dpkgopt="path-exclude=$drivers/bluetooth/*" \
    --dpkgopt="path-exclude=$drivers/crypto/*" \
    --dpkgopt="path-exclude=$drivers/comedi/*" \
    --setup-hook='for each in bin sbin lib; do mkdir -p "$1/usr/$each"; ln -s "usr/$each" "$1/$each"; done' \
    --include=base-files,base-passwd,bash,bsdutils,coreutils,dash,debianutils,diffutils,dpkg,findutils,grep,gzip \
    --include=hostname,init-system-helpers,libc-bin,login,mount,ncurses-base,ncurses-bin,passwd,perl-base,sed \
    --include=sysvinit-utils,tar,util-linux,usr-is-merged,debconf,mawk \
    --include=initramfs-tools,systemd-sysv,udev,kmod,dbus,zstd,ifupdown,isc-dhcp-client,iproute2,iputils-ping \
    --include=e2fsprogs,attr,acl,libcap2-bin${kernel:+,$kernel} \
    --extract-hook='rm -f "$1"/var/cache/apt/archives/linux-image-*.deb' \
    bookworm "$1" http://deb.debian.org/debian
