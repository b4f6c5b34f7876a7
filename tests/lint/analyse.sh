#!/usr/bin/env bash
# What cppcheck and clang-tidy (settings in .clang-tidy) find in the daemon and the connectors. An
# exception is made at the line, with its reason: NOLINT(check) or cppcheck-suppress.
. "$(dirname "$0")/common.bash"

paths=(-Idaemon -Iconnectors -I"${STAGE_BIN:-${BUILD:-build}}/gen")

checked() {
    xargs cppcheck -q -j2 --std=c11 --enable=warning,performance,portability --inline-suppr \
        --suppress=missingIncludeSystem --error-exitcode=1 -D_GNU_SOURCE -DVERSION='""' "${paths[@]}" \
        --template='{file}:{line}: {severity}: {message} [{id}]'
}

of_file() {
    grep -E "^($PWD/)?$1:[0-9]+:[0-9]+: (warning|error): " <<<"$findings" | sed "s|^$PWD/||"
    return 0
}

project_flags
list=$(some_files 'daemon/*.c' 'connectors/*.c') || exit 1
# One process a file: the slow ones do not hold up the others.
findings=$(xargs -P2 -I{} clang-tidy --quiet {} -- "${flags[@]}" <<<"$list" 2>&1)
in_headers() {
    grep -E '\.h:[0-9]+:[0-9]+: (warning|error): ' <<<"$findings" | sed "s|^$PWD/||" | sort -u
    grep -iE 'error: (unable|cannot|unknown)|command not found|^Error' <<<"$findings"
    return 0
}

rule "cppcheck" checked <<<"$list"
while IFS= read -r file; do
    rule "clang-tidy" of_file "$file"
done <<<"$list"
rule "clang-tidy, headers" in_headers
verdict
