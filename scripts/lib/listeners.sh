# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Who listens on which address, as Linux says it.

# one_address ADDRESS: the one way to write it; nothing if it is none. An address
# of IPv4 within one of IPv6 is that of IPv4.
one_address() {
    local text
    if [[ $1 =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]]; then
        echo "$1"
        return
    fi
    [[ $1 = *:* ]] || return 0
    text=$(getent ahosts "$1" 2>/dev/null) || return 0
    text=${text%%[[:space:]]*}
    case $text in ::ffff:*.*) text=${text#::ffff:} ;; esac
    echo "$text"
}

# plain_address HEX: the address that /proc/net/tcp has in words of four octets,
# each backwards.
plain_address() {
    local hex=$1 text='' word
    while [ -n "$hex" ]; do
        word=${hex:6:2}${hex:4:2}${hex:2:2}${hex:0:2}
        hex=${hex:8}
        if [ ${#1} = 8 ]; then
            printf -v text '%d.%d.%d.%d' "0x${word:0:2}" "0x${word:2:2}" \
                "0x${word:4:2}" "0x${word:6:2}"
        else
            text+=${text:+:}${word:0:4}:${word:4:4}
        fi
    done
    case $text in
        0000:0000:0000:0000:0000:0000:0000:0000) echo :: ;;
        0000:0000:0000:0000:0000:0000:0000:0001) echo ::1 ;;
        *) one_address "$text" ;;
    esac
}

# listeners: "ADDRESS PORT INODE", a line for each TCP socket that listens.
listeners() {
    local here state inode
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        while read -r _ here _ state _ _ _ _ _ inode _; do
            [ "$state" != 0A ] || echo "$(plain_address "${here%:*}")" \
                "$((16#${here#*:}))" "$inode"
        done
}

# sockets_of PID: the inodes of its sockets, a line each.
sockets_of() {
    find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null |
        tr -dc '0-9\n'
}

# listeners_of PID: as listeners, the process's own alone.
listeners_of() {
    local own
    own=$(sockets_of "$1")
    listeners | while read -r address port inode; do
        case $'\n'$own$'\n' in
            *$'\n'$inode$'\n'*) echo "$address $port $inode" ;;
        esac
    done
}

# overlap ADDRESS ADDRESS: whether no two can listen on them with one port. "*"
# is all; :: is all of IPv4 too.
overlap() {
    case "$1 $2" in
        \** | *\* | ::\ * | *\ ::) return 0 ;;
        0.0.0.0\ *.* | *.*\ 0.0.0.0) return 0 ;;
    esac
    [ "$1" = "$2" ]
}

# said_at ADDRESS PORT: the beginning of what a server of HTTP or HTTPS says
# there within five seconds. (mod_ssl answers plain HTTP with an error.)
said_at() {
    local host=$1
    case $host in '*' | 0.0.0.0 | ::) host=127.0.0.1 ;; esac
    # shellcheck disable=SC2016
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" &&
        printf "HEAD / HTTP/1.0\r\n\r\n" >&3 && head -c 2000 <&3' \
        "$host" "$2" 2>/dev/null || true
}

# answers ADDRESS PORT: whether it says anything.
answers() {
    [ -n "$(said_at "$1" "$2" | tr -d '\0')" ] ||
        { [ "$1" = :: ] && [ -n "$(said_at ::1 "$2" | tr -d '\0')" ]; }
}

# contains LINES LINE
contains() { case $'\n'$1$'\n' in *$'\n'"$2"$'\n'*) ;; *) return 1 ;; esac; }
