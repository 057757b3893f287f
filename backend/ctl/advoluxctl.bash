# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
#
# Completion for bash: advoluxctl itself says which words there are.

_advoluxctl()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local words=() word skip=''

    case $previous in
        --output | --cacert | --password-file)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return ;;
        --sql)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return ;;
        --mode)
            mapfile -t COMPREPLY < <(compgen -W 'both device none' -- "$current")
            return ;;
    esac
    # The command is the words before the cursor without --database's.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
        if [ -n "$skip" ]; then
            skip=''
        elif [ "$word" = --database ]; then
            skip=1
        elif [ "${word#-}" = "$word" ]; then
            words+=("$word")
        fi
    done
    mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --words \
        "${words[@]:0:2}" 2>/dev/null)" -- "$current")
    if [ "${words[0]:-}" = import ] && [ "${current#-}" = "$current" ]; then
        mapfile -t COMPREPLY < <(compgen -f -X '!*.ics' -- "$current")
    fi
}
complete -o filenames -F _advoluxctl advoluxctl
