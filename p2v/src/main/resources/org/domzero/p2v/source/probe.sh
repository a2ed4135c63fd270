# Says what a Linux system is, and changes nothing there: for any shell since about 2003, bash 2.05 and ash included.
#
#     sh -s -- [ROOT [KERNEL]]
#
# ROOT is where the system is mounted, / without it; what its kernel says of the machine is below KERNEL, for tests.
#
# The answer is fields that end in a NUL byte, two for each record, "KIND NAME" and a value:
#
#     text FILE        what is in it
#     list DIRECTORY   the names in it, each with a slash behind it
#     link FILE        where the symbolic link leads
#     fact NAME        anything else
#     blocks MOUNT     what df(1) says of a mount point
#     inodes MOUNT     the same with -i
#     problem FILE     why there is no text of it
#     end              nothing: only where this is the last record is the answer whole
#
# Paths are those of the system, without links in them. Nothing on a file system of the network is touched, since its
# server may be gone. There is no case within $(...): bash 2 ends the substitution at its parenthesis.

# A login's own habits: noclobber, aliases, another language, a PATH without /sbin or with directories that hang.
# An alias takes effect where a function is read: so they go first.
unalias -a 2>/dev/null
set +C +e +f +u +v +x
unset IFS CDPATH POSIXLY_CORRECT BLOCKSIZE BLOCK_SIZE DF_BLOCK_SIZE TAR_OPTIONS GREP_OPTIONS
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin
LC_ALL=C
export PATH LC_ALL

record() {
    printf '%s %s\000%s\000' "$1" "$2" "$3"
}

fact() {
    record fact "$1" "$2"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# COMMAND...: ended when it takes more than 20 seconds.
limited() {
    "$@" &
    job=$!
    (
        nap=
        trap 'kill $nap; exit' TERM
        sleep 20 &
        nap=$!
        wait $nap
        kill -9 $job
    ) </dev/null >/dev/null 2>&1 &
    watch=$!
    wait $job
    ended=$?
    kill $watch
    return $ended
}

# FILE: sets link to where it leads.
read_link() {
    if [ -n "$have_readlink" ]; then
        link=$(readlink "$1"; echo x)
        link=${link%?x}
    else
        link=$(ls -ld "$1")
        link=${link#*"$1 -> "}
    fi
}

is_away() {
    case $away in
        *"
$1
"*) return 0 ;;
    esac
    return 1
}

# PATH: sets real to it without links, as it would be after chroot(2), and records the links; fails when there is nothing.
resolve() {
    real=
    rest=$1
    links=0
    while [ -n "$rest" ]; do
        name=${rest%%/*}
        case $rest in
            */*) rest=${rest#*/} ;;
            *) rest= ;;
        esac
        case $name in
            '' | .) continue ;;
            ..)
                real=${real%/*}
                continue
                ;;
        esac
        next=$real/$name
        if is_away "$root$next"; then
            record problem "$1" 'is on a file system of the network, or of a program'
            return 1
        fi
        if [ -h "$root$next" ]; then
            links=$((links + 1))
            if [ $links -gt 40 ]; then
                record problem "$1" 'leads through too many links'
                return 1
            fi
            read_link "$root$next"
            record link "$next" "$link"
            case $link in
                /*) real= ;;
            esac
            rest=$link/$rest
        else
            real=$next
        fi
    done
    [ -n "$real" ] || real=/
    [ -e "$root$real" ]
}

# FILE NAME: its content. A NUL byte would end the field: no text has one.
content() {
    if [ -n "$(find "$1" -size +4096)" ]; then
        record problem "$2" 'is larger than 2 MiB'
        return
    fi
    wrong=$({ cat "$1" || printf '\000'; } | tr -cd '\000' | wc -c)
    if [ ${wrong:-1} -ne 0 ]; then
        record problem "$2" 'cannot be read, or holds NUL bytes'
        return
    fi
    printf 'text %s\000' "$2"
    cat "$1" | tr -d '\000'
    printf '\000'
    [ -f "$1" ] || record problem "$2" 'has vanished while it was read'
}

# PATH: of the system.
text() {
    if resolve "$1" && [ -f "$root$real" ]; then
        content "$root$real" "$real"
    fi
}

# DIRECTORY PREFIX: the texts of all files in it whose names begin so.
texts() {
    if resolve "$1" && [ -d "$root$real" ]; then
        directory=$real
        for file in "$root$directory/$2"*; do
            text "$directory/${file##*/}"
        done
    fi
}

# DIRECTORY NAME: the names in it. Only a pattern that matched nothing is looked for: what a name is may block.
entries() {
    printf 'list %s\000' "$2"
    for file in "$1"/* "$1"/.[!.]* "$1"/..?*; do
        case ${file##*/} in
            '*' | '.[!.]*' | '..?*') [ -h "$file" ] || [ -e "$file" ] || continue ;;
        esac
        printf '%s/' "${file##*/}"
    done
    printf '\000'
}

# PATH: of the system.
list() {
    if resolve "$1" && [ -d "$root$real" ]; then
        entries "$root$real" "$real"
    fi
}

# PATH: what the kernel says. Its links are no one's but the process's that reads them.
state() {
    if [ -f "$kernel$1" ]; then
        printf 'text %s\000' "$1"
        cat "$kernel$1" | tr -d '\000'
        printf '\000'
    fi
}

# PATH: its first line, without a process.
line() {
    if [ -f "$kernel$1" ]; then
        value=
        read -r value <"$kernel$1"
        record text "$1" "$value"
    fi
}

state_list() {
    if [ -d "$kernel$1" ]; then
        entries "$kernel$1" "$1"
    fi
}

find_what_is_away() {
    away='
'
    while read -r source place type options; do
        case $type in
            nfs* | cifs | smb* | ncpfs | afs | coda | autofs | fuse | fuse.* | 9p | ceph | lustre | gfs* | ocfs2 | davfs | glusterfs)
                away=$away$place'
'
                ;;
        esac
    done <"$kernel/proc/mounts"
}

# The mount points whose content can be copied, as the system calls them.
measure() {
    while read -r source place type options; do
        case $type in
            ext* | xfs | reiser* | jfs | btrfs | vfat | msdos | f2fs | nilfs2) ;;
            *) [ "$place" = / ] || continue ;;
        esac
        case $place in
            *%*) continue ;;
            *\\*) place=$(printf "$place") ;;
        esac
        is_away "$place" && continue
        case $place in
            "$root" | "$root"/*) ;;
            *) continue ;;
        esac
        name=${place#"$root"}
        record blocks "${name:-/}" "$(limited df -P -k "$place")"
        record inodes "${name:-/}" "$(limited df -P -i "$place")"
        case $type in
            btrfs) fact "subvolumes ${name:-/}" "$(limited btrfs subvolume list -o "$place")" ;;
        esac
    done <"$kernel/proc/mounts"
}

describe_system() {
    for directory in / /boot /boot/grub /boot/grub2 /lib/modules /etc /etc/init.d /etc/dracut.conf.d \
        /etc/sysconfig/network-scripts /etc/sysconfig/network /etc/netctl /etc/netplan /etc/systemd/network \
        /etc/NetworkManager/system-connections; do
        list "$directory"
    done
    for file in /etc/os-release /usr/lib/os-release /etc/issue /etc/fstab /etc/crypttab /etc/hostname \
        /etc/HOSTNAME /etc/conf.d/hostname /etc/sysconfig/network /etc/sysconfig/kernel /etc/selinux/config \
        /etc/mdadm.conf /etc/mdadm/mdadm.conf /etc/lvm/devices/system.devices /etc/multipath.conf /etc/inittab \
        /etc/modprobe.conf /etc/modules.conf /etc/dracut.conf /etc/initramfs-tools/initramfs.conf \
        /etc/initramfs-tools/modules /etc/network/interfaces /etc/conf.d/net /etc/rc.d/rc.inet1.conf \
        /etc/default/grub /etc/lilo.conf /boot/grub/grub.cfg /boot/grub/menu.lst /boot/grub/grub.conf \
        /boot/grub/device.map /boot/grub2/grub.cfg; do
        text "$file"
    done
    # The brackets are the pattern's: names end in "-release", "_version" and so on.
    if resolve /etc; then
        directory=$real
        for file in "$root$directory"/*[-_]release "$root$directory"/*[-_]version; do
            text "$directory/${file##*/}"
        done
    fi
    texts /etc/sysconfig/network-scripts ifcfg-
    texts /etc/sysconfig/network ifcfg-
    texts /etc/network/interfaces.d ''
    texts /boot config
    if resolve /lib/modules; then
        modules=$real
        for directory in "$root$modules"/*; do
            version=$modules/${directory##*/}
            list "$version"
            text "$version/config"
        done
    fi
    # Byte 4 of an ELF file is 1 where it is for 32 bits, 2 for 64.
    if resolve /sbin/init || resolve /bin/sh; then
        fact elf-class "$(dd if="$root$real" bs=1 skip=4 count=1 | tr '\001\002' '12')"
    fi
}

describe_machine() {
    fact user "$(id -u)"
    fact machine "$(uname -m)"
    fact kernel "$(uname -r)"
    fact host-name "$(uname -n)"
    for file in mounts self/mountinfo cmdline partitions mdstat swaps meminfo xen/capabilities net/vlan/config; do
        state "/proc/$file"
    done
    for file in hypervisor/type class/dmi/id/sys_vendor class/dmi/id/product_name fs/selinux/enforce; do
        line "/sys/$file"
    done
    line /selinux/enforce
    state_list /proc/xen
    if [ -f "$kernel/proc/config.gz" ]; then
        printf 'fact running-config\000'
        gzip -dc "$kernel/proc/config.gz" | tr -d '\000'
        printf '\000'
    fi
    processors=0
    while read -r key value; do
        case $key in
            processor) processors=$((processors + 1)) ;;
        esac
    done <"$kernel/proc/cpuinfo"
    fact processors "$processors"
}

describe_network() {
    routes=
    lines=0
    while [ $lines -lt 1000 ] && read -r card destination gateway flags references uses metric mask more; do
        lines=$((lines + 1))
        case $destination/$mask in
            00000000/00000000) routes="$routes$card $metric
" ;;
        esac
    done <"$kernel/proc/net/route"
    fact default-routes "$routes"
    if [ -d "$kernel/sys/class/net" ]; then
        state_list /sys/class/net
        for directory in "$kernel"/sys/class/net/*; do
            card=/sys/class/net/${directory##*/}
            state_list "$card"
            line "$card/address"
            line "$card/type"
            line "$card/bonding/slaves"
            state_list "$card/brif"
        done
        for file in "$kernel"/proc/net/bonding/*; do
            state "/proc/net/bonding/${file##*/}"
        done
    elif [ -z "$kernel" ]; then
        fact ifconfig "$(limited ifconfig -a)"
    fi
}

describe_disks() {
    state_list /dev/mapper
    if [ -d "$kernel/dev/disk" ]; then
        if [ -n "$have_printf" ]; then
            find "$kernel/dev/disk" -type l -printf 'link /dev/disk/%P\0%l\0'
            find "$kernel/dev/mapper" -type l -printf 'link /dev/mapper/%P\0%l\0'
        else
            for file in "$kernel"/dev/disk/by-*/* "$kernel"/dev/mapper/*; do
                if [ -h "$file" ]; then
                    read_link "$file"
                    record link "${file#"$kernel"}" "$link"
                fi
            done
        fi
    fi
    [ -z "$kernel" ] || return 0
    if [ ! -d /dev/disk/by-uuid ]; then
        nodes=
        while read -r major minor blocks name more; do
            [ -b "/dev/$name" ] && nodes="$nodes /dev/$name"
        done </proc/partitions
        if has blkid; then
            # With its cache it would be a writer, and without names it would wait for a diskette.
            fact blkid "$(limited blkid -c /dev/null $nodes)"
        elif has e2label; then
            for node in $nodes; do
                fact "label $node" "$(limited e2label "$node")"
            done
        fi
    fi
    if has dmsetup; then
        for target in crypt snapshot-origin snapshot multipath; do
            fact "dm-$target" "$(limited dmsetup ls --target $target)"
        done
    fi
}

describe_tools() {
    fact find-times "$(find / -maxdepth 0 -printf '%T@')"
    if has tar; then
        fact tar-version "$(tar --version)"
        help=$(tar --help)
        options=
        for option in xattrs xattrs-include acls selinux sparse null files-from no-recursion numeric-owner format \
            one-file-system ignore-failed-read hard-dereference warning no-wildcards; do
            case $help in
                *--$option[!a-z-]*) options="$options $option" ;;
            esac
        done
        fact tar-options "$options"
    fi
    programs=
    for program in find tar gzip zstd xz lzop sha256sum sha1sum md5sum sort rsync xfs_freeze fsfreeze lvs getfattr; do
        has $program || continue
        # Its first versions know no threads.
        [ $program != zstd ] || : | zstd -q -1 -T2 -c > /dev/null 2>&1 || continue
        programs="$programs $program"
    done
    fact programs "$programs"
}

probe() {
    root=${1%/}
    kernel=${2%/}
    have_readlink=
    has readlink && have_readlink=yes
    have_printf=
    [ -n "$(find / -maxdepth 0 -printf '%P.')" ] && have_printf=yes
    find_what_is_away
    fact probe 1
    fact root "${root:-/}"
    describe_machine
    describe_system
    describe_network
    describe_disks
    describe_tools
    [ -n "$kernel" ] || measure
    record end '' ''
}

case ${1:-/} in
    /*) ;;
    *)
        echo "$1 is no absolute path" >&2
        exit 2
        ;;
esac
if [ ! -d "${1:-/}" ]; then
    echo "$1 is no directory" >&2
    exit 2
fi
# Nothing in it may read what is left of this script.
probe "$@" </dev/null 2>/dev/null
exit 0
