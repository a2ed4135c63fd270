# Starts what old-machine.sh has made: old-machine-run.sh DIRECTORY NAME ALGORITHMS. Run as root.
#
# The machine has a root, processes, a host name and a network of its own, and shares the kernel of this one. It is
# reached at 198.18.0.2, where OpenSSH listens for root: "old" has it know nothing that is newer than 2005.
set -eu
directory=$1
name=$2
algorithms=$3

ip netns del "$name" 2> /dev/null || true
ip netns add "$name"
ip link del "$name" 2> /dev/null || true
ip link add "$name" type veth peer name ens3 netns "$name"
ip addr add 198.18.0.1/30 dev "$name"
ip link set "$name" up
ip -n "$name" link set lo up
ip -n "$name" addr add 198.18.0.2/30 dev ens3
ip -n "$name" link set ens3 up
ip -n "$name" route add default via 198.18.0.1

options='-o PermitRootLogin=yes -o UsePAM=no -o UseDNS=no -o HostKey=/etc/ssh/ssh_host_rsa_key'
case $algorithms in
    old)
        options="$options -o KexAlgorithms=diffie-hellman-group14-sha1,diffie-hellman-group1-sha1"
        options="$options -o HostKeyAlgorithms=ssh-rsa -o Ciphers=aes128-cbc,3des-cbc -o MACs=hmac-sha1,hmac-md5"
        ;;
esac

exec ip netns exec "$name" unshare --mount --pid --uts --ipc --fork --kill-child --propagation private sh -euc '
    hostname old1.example.org
    mkdir -p "$1/root"
    mount -o loop,errors=remount-ro "$1/root.img" "$1/root"
    mount -o loop "$1/boot.img" "$1/root/boot"
    cd "$1/root"
    mount -t tmpfs tmpfs run
    mkdir run/sshd run/before
    pivot_root . run/before
    mount -t proc proc /proc
    mount -t sysfs -o ro sysfs /sys
    mount -t devtmpfs devtmpfs /dev
    umount -l /run/before
    rmdir /run/before
    exec chroot . /usr/sbin/sshd -D -e $2
' old-machine "$directory" "$options"
