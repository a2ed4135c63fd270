# Sourced by ./quickstart and ./check: makes sure that what they call is installed, and says what it installs.
# shellcheck shell=sh

# What builds domzero and its ISO, and what runs it on an emulated machine.
domzero_packages="default-jdk-headless maven mmdebstrap squashfs-tools xorriso mtools uidmap debian-archive-keyring \
    qemu-system-x86 qemu-utils ovmf e2fsprogs openssh-client openssl"

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

missing_packages() {
    for package in $domzero_packages; do
        # Any JDK from 17 on will do, however it came here.
        if [ "$package" = default-jdk-headless ] && command -v javac > /dev/null; then
            continue
        fi
        if [ "$package" = maven ] && command -v mvn > /dev/null; then
            continue
        fi
        case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" in
            installed) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

install_packages() {
    missing=$(missing_packages)
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
