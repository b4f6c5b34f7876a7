#!/usr/bin/env bash
# Runs parts of the checks and adds up what they say: run.sh unit|integration|sandbox|lint|faults|server|browser ...
# Every program closes with a count (cmocka's own, or "N passed, N failed"); one that ends badly
# without a count is one failure. The last line is the sum.
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=${BUILD:-build}
STAGE_BIN=${STAGE_BIN:-$BUILD}
export STAGE_BIN
[ "${SANITIZE:-}" != 1 ] || export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
passed=0
failed=0
out=$(mktemp)
lanes=$(mktemp -d)
trap 'rm -rf "$out" "$lanes"' EXIT

# account NAME STATUS: reads the counts from $out
account() {
    local p f
    p=$(sed -nE 's/^\[  PASSED  \] ([0-9]+) test.*/\1/p; s/^([0-9]+) passed, [0-9]+ failed$/\1/p' "$out" | tail -1)
    f=$(sed -nE 's/^\[  FAILED  \] ([0-9]+) test.*/\1/p; s/^[0-9]+ passed, ([0-9]+) failed$/\1/p' "$out" | tail -1)
    if [ "$2" != 0 ] && [ "${f:-0}" = 0 ]; then f=1; fi
    if [ -z "$p" ] && [ "${f:-0}" = 0 ]; then f=1; fi
    passed=$((passed + ${p:-0}))
    failed=$((failed + ${f:-0}))
    if [ "${f:-0}" = 0 ]; then
        printf '  ok      %-36s %4s\n' "$1" "${p:-0}"
        grep '^not run: ' "$out" | sed 's/^/    | /'
    else
        printf '  FAILED  %-36s %4s of %s\n' "$1" "$f" "$((${p:-0} + f))"
        grep -vE '^\[ (RUN|      OK) ' "$out" | tail -60 | sed 's/^/    | /'
    fi
}

run() {
    local name=$1
    shift
    "$@" >"$out" 2>&1 </dev/null
    account "$name" $?
}

under() {
    if [ "${VALGRIND:-}" = 1 ]; then
        run "$1" valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite "$2"
    else
        run "$1" "$2"
    fi
}

# Two at a time, since they mostly wait; each is accounted when its turn comes.
integration() {
    local t name pid
    # shellcheck disable=SC2016 # the inner shell's own parameters
    printf '%s\0' tests/integration/*_test.sh | xargs -0 -P 2 -I{} bash -c \
        'name=$2/$(basename "$1" .sh); "$1" >"$name.out" 2>&1 </dev/null; echo $? >"$name.part"; mv "$name.part" "$name.status"' _ {} "$lanes" &
    pid=$!
    for t in tests/integration/*_test.sh; do
        name=$lanes/$(basename "$t" .sh)
        while [ ! -e "$name.status" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
        cp "$name.out" "$out" 2>/dev/null || : >"$out"
        account "integration/$(basename "$t" .sh)" "$(cat "$name.status" 2>/dev/null || echo 1)"
    done
    wait "$pid"
}

for part in "$@"; do
    case $part in
    unit) for t in "$STAGE_BIN"/tests/unit/*_test; do under "unit/$(basename "$t")" "$t"; done ;;
    integration) integration ;;
    faults) for t in run outages standby; do echo "  faults/$t" && run "faults/$t" "tests/faults/$t.sh" && sed -n '/:/p' "$out" | grep -v FAILED | sed 's/^/    /'; done ;;
    server) for t in tests/server/*_test.sh; do run "server/$(basename "$t" .sh)" "$t"; done ;;
    browser) for t in browser load; do run "browser/$t" tests/browser/run.sh "$t"; done ;;
    sandbox) run sandbox tests/sandbox/check.sh "$STAGE_BIN/siasn-sandbox" ;;
    lint) for t in tests/lint/*.sh; do run "lint/$(basename "$t" .sh)" "$t"; done ;;
    *)
        echo "run.sh: unknown part $part" >&2
        exit 2
        ;;
    esac
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
