#!/usr/bin/env bash
# The state database and the C that works on it: runs the test programs of this folder against a
# private cluster, each in a schema of its own. VALGRIND=1 runs them under valgrind.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

program() {
    local name=$1 under=() passed
    [ "${VALGRIND:-}" != 1 ] || under=(valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite)
    "${under[@]}" "$STAGE_BIN/tests/integration/$name" >"$STAGE_DIR/$name.out" 2>&1
    check "$name: exit code" is $? 0
    passed=$(sed -nE 's/^\[  PASSED  \] ([0-9]+) test.*/\1/p' "$STAGE_DIR/$name.out")
    STAGE_PASSED=$((STAGE_PASSED + ${passed:-0}))
    if grep -qE "^\[  FAILED  \]|^\[  ERROR   \]|^==" "$STAGE_DIR/$name.out"; then
        STAGE_FAILED=$((STAGE_FAILED + $(sed -nE 's/^\[  FAILED  \] ([0-9]+) test.*/\1/p' "$STAGE_DIR/$name.out" | grep . || echo 1)))
        grep -vE "^\[ (RUN|      OK) " "$STAGE_DIR/$name.out"
    fi
}

stage_begin
stage_postgres
createdb siasn_state
state "CREATE ROLE siasn_sync LOGIN" "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
export STATE_DSN="host=127.0.0.1 port=$PGPORT user=siasn_sync dbname=siasn_state"
export ADMIN_DSN="host=127.0.0.1 port=$PGPORT user=stage dbname=siasn_state"
for source in "$STAGE_ROOT"/tests/integration/*_test.c; do
    program "$(basename "$source" .c)"
done
stage_verdict
