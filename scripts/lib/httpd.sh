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

# httpd_processes CONFIGURATION: the ids of the httpd that runs with it, parent
# and children; children outlive a parent that was killed.
httpd_processes() {
    local program file
    program=$(httpd_program)
    grep -lsF -- "$1" /proc/[0-9]*/cmdline | while read -r file; do
        { tr '\0' '\n' <"$file"; } 2>/dev/null |
            awk -v program="$program" -v configuration="$1" '
                NR == 1 && $0 != program { exit 1 }
                $0 == configuration { found = 1 }
                END { exit !found }' && basename "$(dirname "$file")"
    done
    return 0
}

# httpd_pid CONFIGURATION PIDFILE: the id of the parent. An id that another
# program has taken over since is not one.
httpd_pid() {
    local pid
    [ -r "$2" ] && read -r pid <"$2" || return 1
    httpd_processes "$1" | grep -x -- "$pid"
}

# httpd_stop CONFIGURATION PIDFILE: returns when all of it has ended.
httpd_stop() {
    local pids tries
    pids=$(httpd_pid "$1" "$2") || pids=$(httpd_processes "$1")
    for ((tries = 0; tries < 50; tries++)); do
        [ -n "$pids" ] || return 0
        # shellcheck disable=SC2086
        [ $((tries % 20)) != 0 ] || kill -TERM $pids 2>/dev/null || true
        sleep 0.1
        pids=$(httpd_processes "$1")
    done
    # shellcheck disable=SC2086
    kill -KILL $pids 2>/dev/null || true
}
