# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# A private PostgreSQL cluster. PostgreSQL refuses to run as root, so root
# starts it as the user postgres; anybody else runs it as themselves.

postgres_user() {
    if [ "$(id -u)" = 0 ]; then echo postgres; else id -un; fi
}

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
    else
        "$@"
    fi
}

# Directory of initdb, pg_ctl and psql: PG_BINDIR, or the newest installed.
postgres_bindir() {
    local bin
    if [ -n "${PG_BINDIR:-}" ]; then
        echo "$PG_BINDIR"
        return
    fi
    for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
               "$(pg_config --bindir 2>/dev/null)"; do
        if [ -x "$bin/initdb" ]; then
            echo "$bin"
            return
        fi
    done
    echo "PostgreSQL's initdb is not installed: scripts/install-packages" >&2
    return 1
}

# postgres_init DATA: superuser postgres; everybody who can reach the socket's
# directory is trusted, TCP asks for a password.
postgres_init() {
    local data=$1 bin
    bin=$(postgres_bindir) || return
    as_postgres "$bin/initdb" -D "$data" -U postgres --encoding=UTF8 \
        --locale=C.UTF-8 --auth-local=trust --auth-host=scram-sha-256 \
        --no-instructions >/dev/null || return
}

# postgres_start DATA SOCKET_DIR LOG [OPTION=VALUE...]: returns when it accepts
# connections.
postgres_start() {
    local data=$1 socket=$2 log=$3 bin option options
    shift 3
    bin=$(postgres_bindir) || return
    options="-c unix_socket_directories='$socket'"
    for option; do options="$options -c ${option%%=*}='${option#*=}'"; done
    as_postgres "$bin/pg_ctl" -D "$data" -l "$log" -o "$options" -s -w -t 60 \
        start
}

postgres_is_running() {
    local bin
    bin=$(postgres_bindir) || return
    as_postgres "$bin/pg_ctl" -D "$1" status >/dev/null 2>&1
}

postgres_stop() {
    local bin
    bin=$(postgres_bindir) || return
    as_postgres "$bin/pg_ctl" -D "$1" -s -w -t 60 -m fast stop
}

# postgres_migrate: the schemas of this tree, by the program that make left in
# it, or that ADVOLUXCTL names.
postgres_migrate() {
    local tree program
    tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || return
    program=${ADVOLUXCTL:-$tree/advoluxctl}
    if [ ! -x "$program" ]; then
        echo "$program is not built: make, or say where it is by ADVOLUXCTL" >&2
        return 1
    fi
    "$program" migrate --create --sql "$tree/backend/sql"
}

# postgres_throw_away: a cluster for one run, with the database advolux and its
# schema, reachable by PGHOST, PGPORT, PGDATABASE and PGUSER (exported). Sets
# POSTGRES_DIR; postgres_drop ends it.
postgres_throw_away() {
    local bin
    bin=$(postgres_bindir) || return
    POSTGRES_DIR=$(mktemp -d /tmp/adv.XXXXXX) || return
    chmod 755 "$POSTGRES_DIR"
    chown "$(postgres_user)" "$POSTGRES_DIR"
    postgres_init "$POSTGRES_DIR/data" || return
    postgres_start "$POSTGRES_DIR/data" "$POSTGRES_DIR" "$POSTGRES_DIR/log" \
        listen_addresses= fsync=off timezone=Europe/Berlin || return
    export PGHOST=$POSTGRES_DIR PGPORT=5432 PGUSER=postgres PGDATABASE=advolux
    "$bin/createdb" advolux || return
    postgres_migrate >&2
}

postgres_drop() {
    [ -n "${POSTGRES_DIR:-}" ] || return 0
    postgres_is_running "$POSTGRES_DIR/data" && postgres_stop "$POSTGRES_DIR/data"
    rm -rf "$POSTGRES_DIR"
    POSTGRES_DIR=
}
