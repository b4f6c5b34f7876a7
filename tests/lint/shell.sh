#!/usr/bin/env bash
# What shellcheck says about the scripts; its settings are in .shellcheckrc.
. "$(dirname "$0")/common.bash"

checked() {
    shellcheck -f gcc "$1"
}

list=$(some_files '*.sh' '*.bash' '.ci/run') || exit 1
while IFS= read -r file; do
    rule "shellcheck" checked "$file"
done <<<"$list"
verdict
