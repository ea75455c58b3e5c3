# SPDX-License-Identifier: Apache-2.0
# Completion of dragoman for fish: commands and options as the installed program's own --help tells them.
function __dragoman_commands
    dragoman --help 2>/dev/null | string replace -rf '^  ([a-z][a-z-]*) +(.*)$' '$1\t$2'
end
function __dragoman_options
    set -l words (commandline -opc)
    test (count $words) -gt 1; and dragoman $words[2] --help 2>/dev/null | string replace -rf '^ +(--[a-z][a-z-]*)(?: [A-Z][A-Z:|]*)? +(.*)$' '$1\t$2'
end
complete -c dragoman -n 'test (count (commandline -opc)) -eq 1' -f -a '(__dragoman_commands)'
complete -c dragoman -n 'test (count (commandline -opc)) -gt 1; and string match -q -- "-*" (commandline -ct)' -f -a '(__dragoman_options)'
