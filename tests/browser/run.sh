#!/usr/bin/env bash
# The pages in a real browser, with the sample's data, and under load: run.sh [browser] [load]. Screenshots and
# what is installed from npm stay below build/browser. Closes with "N passed, N failed".
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source=../integration/web.sh
. "$(dirname "$0")/../integration/web.sh"
HERE=$STAGE_ROOT/tests/browser
OUT=$BUILD/browser
PARTS=${*:-browser load}

# The two packages of package.json, once.
install_packages() {
    mkdir -p "$OUT/shots"
    cmp -s "$HERE/package.json" "$OUT/package.json" && return
    cp "$HERE/package.json" "$OUT/package.json"
    (cd "$OUT" && npm install --no-package-lock --no-audit --no-fund --silent) >"$OUT/npm.log" 2>&1 || {
        rm -f "$OUT/package.json"
        stage_die "npm could not install axe-core and playwright-core: $(tail -2 "$OUT/npm.log")"
    }
}

# Days before today, so that charts have something to draw; the figures of today are the daemon's own.
history() {
    psql -X -q -v ON_ERROR_STOP=1 -d siasn_state -c "SET search_path = siasn" -f "$HERE/history.sql"
}

browser() {
    local passed failed
    BASE=$WEB PASSWORD=$PASSWORD OPD=$OPD NIP=$NIP OTHER=$OTHER SHOTS=$OUT/shots NODE_PATH=$OUT/node_modules \
        node "$HERE/check.js" >"$STAGE_DIR/browser.out" 2>&1
    cat "$STAGE_DIR/browser.out"
    passed=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1/p' "$STAGE_DIR/browser.out" | tail -1)
    failed=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\2/p' "$STAGE_DIR/browser.out" | tail -1)
    STAGE_PASSED=$((STAGE_PASSED + ${passed:-0}))
    STAGE_FAILED=$((STAGE_FAILED + ${failed:-1}))
}

test_snapshots() { [ "$(state "SELECT count(DISTINCT indicator) FROM siasn.indicator_snapshot")" = 2 ]; }

memory() { awk '/^VmRSS/ { print $2 }' "/proc/$WEB_PID/status"; }
requests() { sed -nE 's/^ *([0-9]+) requests in .*/\1/p' "$STAGE_DIR/wrk"; }

# burst PATH [WRK...]: ten seconds from 64 connections
burst() {
    local path=$1
    shift
    wrk -t2 -c64 -d"${LOAD_SECONDS:-10}s" --timeout 20s -H "Cookie: siasn=$COOKIE" "$@" "$WEB$path" >"$STAGE_DIR/wrk" 2>&1
    printf '    %-12s %8s requests in %s s, memory %s KiB\n' "$path" "$(requests)" "${LOAD_SECONDS:-10}" "$(memory)"
}

load() {
    local path before beat
    login siti || stage_die "no login for the load"
    COOKIE=$(awk '$6 == "siasn" { print $7 }' "$(jar siti)")
    for path in /masuk / "/pegawai/$NIP" '/antrean?status=semua'; do burst "$path" >/dev/null; done
    before=$(memory)
    beat=$(state "SELECT max(seen_at) FROM siasn.daemon")
    for path in /masuk / "/pegawai/$NIP" '/antrean?status=semua'; do
        burst "$path"
        check "load $path: answered" test "$(requests)" -gt 100
        check "load $path: no other status" is "$(grep -c 'Non-2xx' "$STAGE_DIR/wrk")" 0
    done
    check "load: memory stays flat ($before, then $(memory) KiB)" test "$(memory)" -lt $((before + 8192))
    check "load: the daemon goes on" test "$(state "SELECT max(seen_at) > '$beat' FROM siasn.daemon")" = t
    check "load: pages as ever" is "$(status siti /)" 200
}

stage_begin
install_packages
stage_postgres
stage_sample 120
stage_sandbox
stage_config
openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null
daemon_start
stage_await 120 "the first synchronisation" settled
stage_await 60 "the snapshots" test_snapshots
web_setup
history
NIP=$(state "SELECT nip FROM siasn.employee JOIN siasn.outbox USING (nip) JOIN siasn.indicator_verdict AS v USING (nip)
    WHERE opd_id = '$OPD' AND state = 'done' AND kind = 'kursus' AND blocked IS NULL AND v.verdict = 'pass' ORDER BY nip LIMIT 1")
OTHER=$(state "SELECT nip FROM siasn.employee WHERE opd_id <> '$OPD' ORDER BY nip LIMIT 1")
web_start
for part in $PARTS; do "$part"; done
stage_verdict
