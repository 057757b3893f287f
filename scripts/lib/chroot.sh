# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# A fresh machine of Debian's packages: a chroot. For scripts that run as root
# in mount and pid namespaces of their own, have the directories $work and $tree,
# and define fail.
# shellcheck disable=SC2154

export BEGAN=${BEGAN:-$EPOCHSECONDS}
say() { echo "== $* ($((EPOCHSECONDS - BEGAN)) s)"; }

# quietly COMMAND...: its output is in the log, and shown if it fails.
quietly() {
    echo "+ $*" >>"$work/log"
    "$@" </dev/null >>"$work/log" 2>&1 || {
        tail -n 40 "$work/log" >&2
        fail "failed: $*"
    }
}

# on MACHINE COMMAND...: as its root, without this machine's environment but for
# the way to apt's and npm's mirrors.
on() {
    local root=$work/$1 way=() name
    shift
    for name in http_proxy https_proxy no_proxy; do
        [ -z "${!name:-}" ] || way+=("$name=${!name}")
    done
    # Node.js looks into no directory of the system's.
    [ -z "${NODE_EXTRA_CA_CERTS:-}" ] ||
        way+=(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt)
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${way[@]}" \
        chroot "$root" "$@"
}

# apt_source SUITE: apt's line for it, from the mirror of this machine's own
# packages.
apt_source() {
    local here mirror
    # shellcheck source=/dev/null
    here=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    # shellcheck disable=SC2016
    mirror=$(apt-get indextargets 'Created-By: Packages' \
        --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' |
        awk -v here="$here" '$1 == here && $2 == "main" { print $3; exit }')
    [ -n "$mirror" ] || fail "apt here knows no mirror of Debian's $here"
    echo "deb $mirror $1 main"
}

# make_chroot NAME SUITE PACKAGES: packages by comma.
make_chroot() {
    local source file
    source=$(apt_source "$2")
    apt-config dump | grep '^Acquire::' >"$work/apt.conf"
    quietly mmdebstrap --mode=root --variant=minbase --format=directory \
        --skip=cleanup/apt/lists --aptopt="$work/apt.conf" \
        --include="$3" "$2" "$work/$1" "$source"
    # The way to the mirror, as this machine has it.
    cp -L /etc/hosts /etc/resolv.conf "$work/$1/etc/"
    for file in /usr/local/share/ca-certificates/*.crt; do
        [ ! -e "$file" ] ||
            cp -L "$file" "$work/$1/usr/local/share/ca-certificates/"
    done
    quietly on "$1" update-ca-certificates
}

# mounted NAME: what programs expect to be there.
mounted() {
    mount -t proc proc "$work/$1/proc"
    mount --rbind /dev "$work/$1/dev"
    mount -t sysfs -o ro sysfs "$work/$1/sys"
}

# checkout NAME DIRECTORY: the tree, as git has it and what is new in it.
checkout() {
    mkdir -p "$work/$1$2"
    (cd "$tree" && git -c safe.directory='*' ls-files -z --cached --others \
        --exclude-standard |
        tar --null --ignore-failed-read -c -T - 2>/dev/null) |
        tar -x -C "$work/$1$2"
}
