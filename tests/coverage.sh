#!/usr/bin/env bash
# Line coverage by the unit tests: each file of the pure core, its total, and the other folders for
# information. Fails under 90 % for the pure core. `make coverage` builds, runs the tests and calls this.
# The whole report stays in $BUILD/coverage/report.txt.
set -u
cd "$(dirname "$0")/.." || exit 1
objects=${BUILD:-build}/coverage
report=$objects/report.txt
least=90

[ -n "$(find "$objects" -name '*.gcda' -print -quit 2>/dev/null)" ] || {
    echo "coverage.sh: no counts in $objects: run make coverage" >&2
    exit 1
}
summary=$(gcovr --root . --object-directory "$objects" --filter 'daemon/' --filter 'connectors/' \
    --exclude '.*\.h$' --json-summary-pretty --output - "$objects/daemon" "$objects/connectors" 2>"$objects/gcovr.log") || {
    tail -3 "$objects/gcovr.log" >&2
    exit 1
}

lines() {
    jq -r '.files[] | "\(.filename) \(.line_covered) \(.line_total)"' <<<"$summary" | sort
}
table() {
    lines | awk -v least="$least" '
        function say(name, covered, total) { printf "%-40s %5d of %5d  %5.1f %%\n", name, covered, total, 100 * covered / total }
        $3 == 0 { next }
        $1 ~ /^daemon\/pure\// { say($1, $2, $3); pure += $2; of += $3; next }
        { folder = $1; sub(/\/[^\/]*$/, "/", folder); got[folder] += $2; all[folder] += $3 }
        END {
            if (!of) { print "no line of the pure core was counted"; exit 1 }
            print ""
            for (f in all) say(f, got[f], all[f])
            print ""
            say("pure core", pure, of)
            if (100 * pure < least * of) { print "the pure core must have " least " %"; exit 1 }
        }'
}

out=$(table)
status=$?
printf '%s\n' "$out"
{
    printf '%s\n\n' "$out"
    lines
} >"$report"
exit "$status"
