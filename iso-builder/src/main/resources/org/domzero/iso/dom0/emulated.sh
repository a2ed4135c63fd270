#!/bin/sh
# An initramfs-tools script of domzero. QEMU without KVM translates a program's code anew for every address it runs at,
# and keeps all of it: with address space randomisation each start of a program pays for that again, and a page that
# hundreds of translations were made from takes a second to be overwritten. A boot of the medium takes 66 s with it and
# 39 s without. No hypervisor that serves users and no real machine has such a processor.
[ "$1" = prereqs ] && exit 0

if grep -qs '^model name.*QEMU TCG CPU' /proc/cpuinfo; then
    echo 0 > /proc/sys/kernel/randomize_va_space
fi
