# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Files and directories of files as they were before.

kept=

# keep PATH...: remember what they are, or that they are not there.
keep() {
    local path
    [ -n "$kept" ] || kept=$(mktemp -d)
    for path in "$@"; do
        mkdir -p "$kept/${path%/*}"
        [ ! -e "$path" ] || cp -a "$path" "$kept$path"
        printf '%s\n' "$path" >>"$kept/.paths"
    done
}

# put_back: all of them; what has come into a kept directory goes.
put_back() {
    local path name
    while IFS= read -r path; do
        if [ -d "$kept$path" ]; then
            find "$path" ! -type d -printf '%P\n' |
                while IFS= read -r name; do
                    [ -e "$kept$path/$name" ] || [ -L "$kept$path/$name" ] ||
                        rm -f "$path/$name"
                done
            cp -a "$kept$path/." "$path/"
        elif [ -e "$kept$path" ]; then
            cp -a "$kept$path" "$path"
        else
            rm -f "$path"
        fi
    done <"$kept/.paths"
    forget
}

# forget: it stays as it is now.
forget() {
    [ -z "$kept" ] || rm -rf "$kept"
    kept=
}
