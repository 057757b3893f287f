# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# port_is_free PORT: nobody listens on it on loopback.
port_is_free() {
    ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# demand_port PORT OPTION WHAT: a clear end if somebody else has it.
demand_port() {
    if ! port_is_free "$1"; then
        echo "Port $1 for $3 is in use by another program: choose another" \
             "with $2 PORT, or stop that program." >&2
        return 1
    fi
}

# free_port_from PORT: it, or the next one that nobody listens on.
free_port_from() {
    local port=$1
    until port_is_free "$port"; do port=$((port + 1)); done
    echo "$port"
}
