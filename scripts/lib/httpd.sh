# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# A private httpd. Root starts it; its children then are an ordinary user.

httpd_program() {
    echo "$(apxs -q SBINDIR)/$(apxs -q PROGNAME)"
}

# The user of the children, when root is the parent.
httpd_user() {
    local name
    for name in www-data apache daemon nobody; do
        if id -u "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "No user for httpd's children (www-data, apache, daemon)" >&2
    return 1
}

# httpd_modules NAME...: LoadModule lines of those that are not built in.
httpd_modules() {
    local name built_in directory
    built_in=$("$(httpd_program)" -l) || return
    directory=$(apxs -q LIBEXECDIR)
    for name; do
        case $built_in in *" mod_$name.c"*) continue ;; esac
        printf 'LoadModule %s_module "%s/mod_%s.so"\n' \
            "$name" "$directory" "$name"
    done
}

# httpd_pid CONFIGURATION PIDFILE: the id of the httpd that runs with it. An id
# that another program has taken over since is not one.
httpd_pid() {
    local pid
    [ -r "$2" ] && read -r pid <"$2" && [ -r "/proc/$pid/cmdline" ] || return 1
    tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qxF -- "$1" || return 1
    echo "$pid"
}

# httpd_stop CONFIGURATION PIDFILE: returns when it has ended.
httpd_stop() {
    local pid tries
    pid=$(httpd_pid "$1" "$2") || return 0
    kill -TERM "$pid"
    for ((tries = 0; tries < 200; tries++)); do
        httpd_pid "$1" "$2" >/dev/null || return 0
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
    echo "httpd (process $pid) does not end" >&2
    return 1
}
