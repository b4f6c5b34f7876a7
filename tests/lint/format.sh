#!/usr/bin/env bash
# Every C file stands in the layout of .clang-format. Remedy: make format.
. "$(dirname "$0")/common.bash"

list=$(some_files '*.c' '*.h') || exit 1
findings=$(xargs -P2 -n16 clang-format --dry-run -Werror <<<"$list" 2>&1)

of_file() {
    grep -F "$1:" <<<"$findings" | grep -E '^[^ ]+:[0-9]+:[0-9]+: ' | head -3
    return 0
}
others() {
    grep -v . <<<"$list"
    grep -E 'clang-format: |^[^:]*: No such|not found' <<<"$findings"
    return 0
}

while IFS= read -r file; do
    rule "layout (make format)" of_file "$file"
done <<<"$list"
rule "clang-format runs" others
verdict
