#!/usr/bin/env bash
# clang accepts every C file with the warnings that gcc builds with.
. "$(dirname "$0")/common.bash"

compiles() {
    local extra=()
    case $1 in tests/unit/*) extra=(-Itests/unit) ;; tests/sandbox/*) extra=(-Itests/sandbox) ;; esac
    clang -fsyntax-only "${flags[@]}" "${extra[@]}" "$1"
}

project_flags
list=$(some_files '*.c') || exit 1
while IFS= read -r file; do
    rule "clang $file" compiles "$file"
done <<<"$list"
verdict
