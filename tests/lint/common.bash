# shellcheck shell=bash
# What the checks of this folder share. Sourced first; works from the root of the tree, on what git
# tracks and what it would track, so that a new file is checked before it is committed.
#
#   files PATTERN...        names of the files, one a line
#   rule NAME CMD...        one counted check: CMD prints its findings as FILE:LINE: text
#   verdict                 the closing count; also the exit status

set -u
LC_ALL=C.UTF-8
export LC_ALL
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
LINT_PASSED=0
LINT_FAILED=0

# Outside a git tree (a release archive) all files but build products count.
files() {
    local name
    if git -c safe.directory="*" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git -c safe.directory="*" ls-files -co --exclude-standard -- "$@" | sort -u
    else
        for name in "$@"; do
            find . -path "./${BUILD:-build}" -prune -o -type f -path "./$name" -print | sed 's|^\./||'
        done | sort -u
    fi | while IFS= read -r name; do
        [ ! -f "$name" ] || printf '%s\n' "$name"
    done
}

# A check over no file at all has not checked anything.
some_files() {
    files "$@" | grep . || {
        echo "lint: no file matches $*" >&2
        return 1
    }
}

rule() {
    local name=$1 out status
    shift
    out=$("$@" 2>&1)
    status=$?
    if [ -z "$out" ] && [ "$status" = 0 ]; then
        LINT_PASSED=$((LINT_PASSED + 1))
        return 0
    fi
    LINT_FAILED=$((LINT_FAILED + 1))
    printf '%s\n' "rule: $name" "${out:-(status $status, no output)}"
    return 1
}

# Lines of FILES (on standard input) that match, as findings. grep's "nothing found" is success.
matches() {
    xargs -r grep -HnE -- "$1"
    [ $? != 2 ]
}

# The compiler's flags as the Makefile has them, into the array `flags`; makes the generated headers.
# shellcheck disable=SC2034 # used by those who call
project_flags() {
    local text
    flags=()
    text=$(env -u MAKEFLAGS -u MFLAGS make -s --no-print-directory print-flags) || exit 1
    eval "flags=($text)"
}

verdict() {
    printf '%s passed, %s failed\n' "$LINT_PASSED" "$LINT_FAILED"
    [ "$LINT_FAILED" = 0 ] && [ "$LINT_PASSED" -gt 0 ]
}
