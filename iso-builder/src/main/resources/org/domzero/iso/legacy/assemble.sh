#!/bin/sh
# Runs outside the root of the tools, given as the first argument, with the unpacked packages of the system in /in/system.tar
# there and the files of domzero in /in/files: makes its initramfs, which is all of it. No program of the packages is run:
# they may be for another processor. What it makes ends up in /out.
set -eu
root=$1
in=$root/in
from=$in/system
to=$in/initramfs
mkdir -p "$from" "$to" "$root/out"
tar -x -f "$in/system.tar" -C "$from" --exclude=./dev --exclude=./proc --exclude=./sys
rm "$in/system.tar"
release=$(ls "$from/lib/modules")

# One tree, as merged /usr is, whichever half of it a package has its files in.
for directory in bin sbin lib; do
    mkdir -p "$to/usr/$directory"
    ln -s "usr/$directory" "$to/$directory"
done
for directory in dev proc sys run root tmp etc var/lib var/empty usr/lib/udev usr/share; do
    mkdir -p "$to/$directory"
done
chmod 1777 "$to/tmp"
chmod 700 "$to/root"

# NAME: its path in the packages.
program() {
    for directory in sbin usr/sbin bin usr/bin lib/udev; do
        if [ -e "$from/$directory/$1" ]; then
            echo "$directory/$1"
            return
        fi
    done
    echo "p2v-legacy: no package has the program $1" >&2
    return 1
}

sed '/^#/d; /^$/d' "$in/files/programs.txt" > "$in/programs"
while read -r name; do
    path=$(program "$name")
    mkdir -p "$to/$(dirname "$path")"
    cp -L "$from/$path" "$to/$path"
done < "$in/programs"

# FILE: the names of the libraries that it needs, and of its interpreter.
needed() {
    chroot "$root" readelf -ld "${1#"$root"}" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p; s/.*interpreter: \(.*\)\]/\1/p'
}

# FILE...: copies what they need, and what that needs.
libraries() {
    for file in "$@"; do
        needed "$file" > "$in/needed"
        for name in $(cat "$in/needed"); do
            case $name in
                /*)
                    target=$to$name
                    source=$from$name
                    ;;
                *)
                    target=$to/usr/lib/$name
                    source=$(find "$from/lib" "$from/usr/lib" -maxdepth 2 -name "$name" | head -n 1)
                    ;;
            esac
            if [ ! -e "$target" ]; then
                [ -e "$source" ] || { echo "p2v-legacy: no package has $name, which $file needs" >&2; exit 1; }
                mkdir -p "$(dirname "$target")"
                cp -L "$source" "$target"
                libraries "$target"
            fi
        done
    done
}
set --
for file in "$to"/usr/bin/* "$to"/usr/sbin/* "$to"/usr/lib/udev/*; do
    [ ! -f "$file" ] || set -- "$@" "$file"
done
libraries "$@"

# What they are also called.
for link in bin/sh:dash sbin/modprobe:../bin/kmod sbin/insmod:../bin/kmod sbin/rmmod:../bin/kmod bin/lsmod:../bin/kmod \
    sbin/modinfo:../bin/kmod lib/udev/systemd-udevd:../../bin/udevadm sbin/vgs:lvm sbin/vgchange:lvm sbin/vgscan:lvm \
    sbin/lvs:lvm sbin/pvs:lvm bin/gunzip:gzip bin/[:test; do
    ln -sf "${link#*:}" "$to/usr/${link%%:*}"
done

# Rules of udev: names of disks and cards, modules. None puts anything together: that would write to the disks.
mkdir -p "$to/usr/lib/udev/rules.d" "$to/usr/lib/systemd/network"
for rules in 50-firmware 50-udev-default 55-dm 56-lvm 60-block 60-cdrom_id 60-persistent-storage-dm \
    60-persistent-storage 63-md-raid-arrays 64-btrfs 73-special-net-names 75-net-description 80-drivers \
    80-net-setup-link 95-dm-notify; do
    cp "$from/lib/udev/rules.d/$rules.rules" "$to/usr/lib/udev/rules.d/"
done
cp "$from/lib/systemd/network/99-default.link" "$to/usr/lib/systemd/network/"
mkdir -p "$to/etc/udev" "$to/etc/lvm"
cp "$from/etc/udev/udev.conf" "$to/etc/udev/"
cp "$from/etc/lvm/lvm.conf" "$to/etc/lvm/"
mkdir -p "$to/usr/lib/modprobe.d"
cp "$from"/lib/modprobe.d/*.conf "$to/usr/lib/modprobe.d/"

# Modules, by what all of them need.
chroot "$root" depmod -b /in/system "$release"
sed '/^#/d; /^$/d; s|^|kernel/|' "$in/files/modules.txt" > "$in/wanted"
awk -F ': *' '
    FNR == NR { wanted[++count] = $1; next }
    { needs[$1] = $2; order[++modules] = $1 }
    function take(module, list, n, i) {
        if (module in taken) {
            return
        }
        taken[module] = 1
        print module
        n = split(needs[module], list, " ")
        for (i = 1; i <= n; i++) {
            take(list[i])
        }
    }
    END {
        for (i = 1; i <= modules; i++) {
            for (j = 1; j <= count; j++) {
                if (index(order[i], wanted[j]) == 1) {
                    used[j] = 1
                    take(order[i])
                }
            }
        }
        for (j = 1; j <= count; j++) {
            if (!(j in used)) {
                print "p2v-legacy: no module is called " wanted[j] > "/dev/stderr"
                missing = 1
            }
        }
        exit missing
    }' "$in/wanted" "$from/lib/modules/$release/modules.dep" > "$in/modules"
modules=$to/usr/lib/modules/$release
while read -r module; do
    mkdir -p "$modules/$(dirname "$module")"
    cp "$from/lib/modules/$release/$module" "$modules/$module"
done < "$in/modules"
for file in modules.order modules.builtin modules.builtin.modinfo; do
    cp "$from/lib/modules/$release/$file" "$modules/"
done
chroot "$root" depmod -b /in/initramfs "$release"

# Firmware that these ask for, as far as there is any.
find "$modules" -name '*.ko' | sed "s|^$root||" | sort | xargs chroot "$root" modinfo -F firmware | sort -u |
    while read -r name; do
        if [ -e "$from/lib/firmware/$name" ]; then
            mkdir -p "$to/usr/lib/firmware/$(dirname "$name")"
            cp -L "$from/lib/firmware/$name" "$to/usr/lib/firmware/$name"
        fi
    done

# Licences come along.
find "$from/usr/share/doc" -name copyright | sed "s|^$from/||" | while read -r file; do
    mkdir -p "$to/$(dirname "$file")"
    cp -L "$from/$file" "$to/$file"
done

# What is domzero's own.
mkdir -p "$to/etc/ssh" "$to/etc/domzero" "$to/etc/modprobe.d"
for file in init:init console:etc/domzero/console screen:etc/domzero/screen lease:etc/domzero/lease \
    network:etc/domzero/network; do
    cp "$in/files/${file%%:*}" "$to/${file#*:}"
    chmod 755 "$to/${file#*:}"
done
cp "$in/files/sshd_config" "$to/etc/ssh/"
cp "$in/files/modprobe.conf" "$to/etc/modprobe.d/domzero.conf"
# Whoever reaches it through SSH knows by this what it is: the version of how it is to be used.
echo 1 > "$to/etc/domzero-p2v"
echo p2v-legacy > "$to/etc/hostname"
printf 'root:x:0:0:root:/root:/bin/sh\nsshd:x:100:65534::/run/sshd:/bin/false\nnobody:x:65534:65534::/nonexistent:/bin/false\n' \
    > "$to/etc/passwd"
printf 'root:!:1::::::\nsshd:!:1::::::\nnobody:!:1::::::\n' > "$to/etc/shadow"
chmod 600 "$to/etc/shadow"
printf 'root:x:0:\ntty:x:5:\ndisk:x:6:\nlp:x:7:\ndialout:x:20:\ncdrom:x:24:\ntape:x:26:\naudio:x:29:\nvideo:x:44:\ninput:x:101:\nsgx:x:102:\nkvm:x:103:\nrender:x:104:\nkmem:x:15:\nshadow:x:42:\nnogroup:x:65534:\n' \
    > "$to/etc/group"
printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n' > "$to/etc/nsswitch.conf"
printf 'export PATH=/usr/sbin:/usr/bin:/usr/lib/busybox\nexport TERM=${TERM:-linux} HOME=/root PS1="root@\\h:\\w# "\n' > "$to/etc/profile"

find "$to" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$to" && find . -print0 | LC_ALL=C sort -z) > "$in/list"
chroot "$root" cpio --quiet -D /in/initramfs -0 --reproducible -R 0:0 -o -H newc < "$in/list" > "$in/initramfs.cpio"
chroot "$root" zstd -q -12 -T1 /in/initramfs.cpio -o /out/initrd.img
cp "$from/boot/vmlinuz-$release" "$root/out/vmlinuz"
wc -c < "$in/initramfs.cpio" > "$root/out/unpacked-size"
cp "$from/packages.txt" "$root/out/"
