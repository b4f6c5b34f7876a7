#!/usr/bin/env bash
# An idle daemon: it hardly wakes, and is at work at once when somebody has something for it: an operator, another daemon.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
settled() { [ "$(state "SELECT count(*) FROM siasn.employee WHERE due_at <= now()")" = 0 ] && said "token fetched"; }
awake() { awk '/^voluntary_ctxt_switches/ { print $2 }' "/proc/$1/status"; }
last_event() { state "SELECT max(id) FROM siasn.event_log"; }
# Somebody has read that person at SIASN since event EVENT.
looked() { [ "$(state "SELECT count(*) FROM siasn.event_log WHERE id > $1 AND nip = '$2' AND what IN ('lookup', 'read')")" -gt 0 ]; }
# Seconds until CMD succeeds, a tenth at a time; 99 when it does not within ten.
seconds_until() {
    local tenth
    for tenth in $(seq 100); do
        "$@" && echo "$((tenth / 10))" && return
        sleep 0.1
    done
    echo 99
}
a_course() {
    state "SELECT o.nip FROM siasn.outbox AS o JOIN siasn.link USING (kind, src_id) WHERE o.kind = 'kursus' AND o.state = 'done' ORDER BY o.src_id OFFSET $1 LIMIT 1"
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config collect.interval=1h reconcile.days=0
daemon_once
check "the first delivery" is $? 0
daemon_start
first=$DAEMON
stage_await 30 "the daemon to settle" settled
sleep 6
before=$(awake "$first")
sleep 10
woken=$(($(awake "$first") - before))
check "idle: at most two wake-ups a second ($woken in 10 s)" test "$woken" -le 20

nip=$(a_course 0) event=$(last_event)
state "SET search_path = siasn" "UPDATE outbox SET state = 'rejected', due_at = NULL WHERE nip = '$nip' AND kind = 'kursus' AND state = 'done'"
ctl retry --nip "$nip" --by Uji >"$STAGE_DIR/out" 2>&1 || cat "$STAGE_DIR/out"
check "an operator's retry reaches an idle daemon within a second" test "$(seconds_until looked "$event" "$nip")" -le 1

# One collects; the other only delivers, and hears of it too.
daemon_stop
daemon_start
second=$DAEMON
sleep 3
daemon_start
third=$DAEMON
sleep 7
kill -STOP "$second"
nip=$(a_course 3) event=$(last_event)
state "SET search_path = siasn" "UPDATE outbox SET state = 'ready', due_at = now() WHERE nip = '$nip' AND kind = 'kursus' AND state = 'done'" \
    "UPDATE employee SET due_at = now() WHERE nip = '$nip'" "$(cat "$STAGE_ROOT/schema/queries/claim_tell.sql")" >/dev/null
check "a word from another daemon reaches one that does not collect" test "$(seconds_until looked "$event" "$nip")" -le 1
kill -CONT "$second"
kill -TERM "$second" "$third"
wait "$second" "$third"
stage_verdict
