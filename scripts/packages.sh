# Sourced by ./quickstart and ./check: makes sure that what they call is installed, and says what it installs.
# shellcheck shell=sh

# What builds domzero, and runs in its tests.
domzero_build_packages="default-jdk-headless maven e2fsprogs fdisk zstd"
# What builds its ISO, and runs it on an emulated machine.
domzero_machine_packages="mmdebstrap squashfs-tools xorriso mtools uidmap debian-archive-keyring qemu-system-x86 \
    qemu-utils ovmf nfs-ganesha nfs-ganesha-vfs tgt e2fsprogs openssh-client openssl iproute2"

fail() {
    echo "error: $1" >&2
    echo "  hint: $2" >&2
    exit 1
}

require_system() {
    here=unknown
    if [ -r /etc/os-release ]; then
        here=$(. /etc/os-release && echo "$ID ${VERSION_ID:-}")
    fi
    machine=$(uname -m)
    case "$here on $machine" in
        'debian 12 on x86_64' | 'debian 13 on x86_64' | 'ubuntu 24.04 on x86_64') ;;
        *) fail "this is $here on $machine; domzero is built on amd64 Debian 12 or 13, or Ubuntu 24.04" \
            "use one of these, a virtual machine will do" ;;
    esac
}

# Any JDK from 17 on will do, however it came here.
has_jdk() {
    command -v java > /dev/null && command -v javac > /dev/null || return 1
    version=$(javac -version 2>&1 | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ "${version:-0}" -ge 17 ]
}

is_installed() {
    case $1 in
        default-jdk-headless) has_jdk ;;
        maven) command -v mvn > /dev/null ;;
        *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ] ;;
    esac
}

# The packages given that are not here are installed, and named.
install_packages() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing$package "
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo > /dev/null || fail "not installed here: $missing" "run as root: apt-get install $missing"
        as_root=sudo
    fi
    echo "installing ${as_root:+with sudo }$missing"
    mkdir -p target
    # shellcheck disable=SC2086 # words on purpose
    if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
        --no-install-recommends $missing; } > target/packages.log 2>&1 < /dev/null; then
        tail -n 5 target/packages.log >&2
        fail "the packages could not be installed" "all of what apt-get said is in target/packages.log"
    fi
}
