# SPDX-License-Identifier: Apache-2.0
# Completion of dragoman for bash (and zsh through bashcompinit): commands and options as the installed program's
# own --help tells them, so that it never differs from it.
_dragoman() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} program=${COMP_WORDS[0]} words=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p')
    elif [ "$command" = key ] && [ "$COMP_CWORD" -eq 2 ]; then
        words='new list remove'
    elif [[ $current == -* ]]; then
        words=$("$program" "$command" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)
    else
        case $previous in
        --format) words='json ndjson csv tsv jsonld' ;;
        --offsets) words='codepoint byte utf16' ;;
        --profile) words='phoenix icews polecat' ;;
        --isolate | --contain | --open | --request-log) words='on off' ;;
        esac
    fi
    local found
    while IFS= read -r found; do
        [ -z "$found" ] || COMPREPLY+=("$found")
    done < <(if [ -n "$words" ]; then compgen -W "$words" -- "$current"; else compgen -f -- "$current"; fi)
}
complete -o filenames -F _dragoman dragoman
