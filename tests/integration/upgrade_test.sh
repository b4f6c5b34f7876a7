#!/usr/bin/env bash
# The state is brought forward while daemons run: those of the same version together, and one that is
# older than the state leaves without harm, whatever it was doing.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

in_flight() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'inflight'")" -gt 0 ] && [ "$(stat_of in_flight)" -gt 0 ]; }
doubts() { state "SELECT count(*) FROM siasn.outbox WHERE state IN ('doubt', 'inflight')"; }
slow_writes() { stage_control faults -d '[{"fault":"delay","path":"/kursus/save","method":"POST","ms":'"$1"'}]' >/dev/null; }
edit() { simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || '$1'"; }
# What a newer program's migration leaves behind, as far as an older one can see.
newer_migrates() { state "INSERT INTO siasn.migration (name, checksum) VALUES ('9999_later', repeat('0', 64))"; }
newer_is_gone() { state "DELETE FROM siasn.migration WHERE name = '9999_later'"; }

# A state as version 0.1 left it, brought forward by two daemons that start together.
two_start_on_an_older_state() {
    local m first all
    all=$(find "$STAGE_ROOT/schema/state" -name '*.sql' | wc -l)
    state "CREATE SCHEMA siasn AUTHORIZATION siasn_sync"
    for m in "$STAGE_ROOT"/schema/state/00*.sql; do
        [[ $m < $STAGE_ROOT/schema/state/0013 ]] || continue
        # shellcheck disable=SC2016 # $1 is psql's
        { echo "SET ROLE siasn_sync; SET search_path = siasn; CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());"
            cat "$m"
            echo "INSERT INTO migration (name, checksum) VALUES ('$(basename "$m" .sql)', '$(sha256sum <"$m" | cut -d' ' -f1)');"; } |
            PGOPTIONS='-c client_min_messages=warning' psql -X -q -1 -v ON_ERROR_STOP=1 -d siasn_state || return 1
    done
    state "SET ROLE siasn_sync" "SET search_path = siasn" "DO \$\$ BEGIN PERFORM event_append('lama', ARRAY['write'], ARRAY[''], ARRAY[''], ARRAY['1'], ARRAY['{}']); END \$\$"
    daemon_start
    first=$DAEMON
    daemon_start
    stage_await 120 "both to deliver all" settled
    check "two on an older state: migrated once" is "$(state "SELECT count(*), count(DISTINCT name) FROM siasn.migration")" "$all|$all"
    check "two on an older state: one of them says so" is "$(grep -c 'state schema migrated' "$STAGE_DIR/daemon.log")" 1
    check "two on an older state: both live" kill -0 "$first" "$DAEMON"
    check "two on an older state: the old event is the first of the chain" is "$(state "SELECT actor FROM siasn.event_log WHERE id = 1") $(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" "lama t"
    daemon_stop TERM
    DAEMON=$first
    daemon_stop TERM
    check_compare "two on an older state"
}

older_leaves() {
    local began
    edit ' A'
    slow_writes 3000
    : >"$STAGE_DIR/daemon.log"
    daemon_start
    stage_await 30 "a write in flight" in_flight
    newer_migrates
    began=$SECONDS
    stage_await 40 "the older daemon's end" daemon_gone
    daemon_wait
    check "older: exit code, so that systemd starts what is installed by then" is $? 1
    check "older: within 15 s and what was in flight" test $((SECONDS - began)) -lt 25
    echo "an older daemon left $((SECONDS - began)) s after the migration, with writes of 3 s in flight"
    check "older: says why, and what to do" grep -q 'migrated by a newer siasn-sync: upgrade this one' "$STAGE_DIR/daemon.log"
    check "older: nothing is left in doubt" is "$(doubts)" 0
    stage_control faults -d '[]' >/dev/null
}

older_does_not_start() {
    daemon_once
    check "older, started anew: exit code" is $? 1
    check "older, started anew: says what to do" grep -q "used by a newer version; upgrade siasn-sync" "$STAGE_DIR/once.log"
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" status >"$STAGE_DIR/out" 2>&1
    check "older, siasnctl: refuses" is "$? $(grep -c 'upgrade siasn-sync' "$STAGE_DIR/out")" "1 1"
}

# A migration that changes the tables under a running daemon cuts its connections' plans, or the server
# was restarted for it: then the older one notices when it connects again.
older_loses_its_connection() {
    newer_is_gone
    daemon_start
    stage_await 30 "a quiet daemon" said "started"
    newer_migrates
    state "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'siasn_sync'" >/dev/null
    stage_await 20 "the older daemon's end" daemon_gone
    daemon_wait
    check "older, cut off: exit code" is $? 1
}

stage_begin
stage_postgres
stage_sample "${SIZE:-40}"
stage_sandbox
stage_config
two_start_on_an_older_state
older_leaves
older_does_not_start
older_loses_its_connection
newer_is_gone
daemon_once
check "the newer one goes on where it was left" is $? 0
check_compare "after all"
stage_verdict
