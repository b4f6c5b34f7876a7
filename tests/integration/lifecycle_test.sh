#!/usr/bin/env bash
# The event log's life: months as partitions, exported to files that verify by themselves, dropped at
# once, and a chain that still verifies; what is altered on the way is named.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
whole() { state "SET search_path = siasn" "SELECT event_log_verify() IS NULL"; }
events() { state "SELECT count(*) FROM siasn.event_log"; }
refuses() {
    local why=$1
    shift
    if ! "$@" >"$STAGE_DIR/out" 2>&1; then
        grep -qF -- "$why" "$STAGE_DIR/out" && return 0
    fi
    cat "$STAGE_DIR/out"
    return 1
}
differs() { ! cmp -s "$1" "$2"; }
full_disk() (
    trap '' XFSZ
    ulimit -f 8
    ctl "$@"
)
# As a superuser, whom no trigger stops: what has been logged so far was logged in another month.
# shift_month TABLE MONTH: the newest month's partition becomes that of MONTH.
shift_month() {
    state "SET search_path = siasn" "BEGIN" "SET session_replication_role = replica" \
        "ALTER TABLE event_log DETACH PARTITION $1" "UPDATE $1 SET period = '$2-01'" \
        "ALTER TABLE event_log ATTACH PARTITION $1 FOR VALUES FROM (${3:-'$2-01'}) TO ('$(date -d "$2-01 +1 month" +%F)')" \
        "UPDATE event_month SET month = '$2-01' WHERE table_name = '$1'" "UPDATE event_head SET period = '$2-01'" "COMMIT"
}
edit() { simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY id LIMIT $1)"; }

months_come_by_themselves() {
    local this
    this=$(date -u +%Y-%m)
    shift_month event_log_first 2015-01 MINVALUE
    check "an older month: still verifies" is "$(whole)" t
    edit 3
    daemon_once
    check "a new month: its table is there" is "$(state "SELECT to_regclass('siasn.event_log_${this/-/_}') IS NOT NULL")" t
    check "a new month: events are in it" test "$(state "SELECT count(*) FROM siasn.event_log_${this/-/_}")" -gt 0
    check "a new month: the chain goes on" is "$(whole)" t
    shift_month "event_log_${this/-/_}" "$(date -u -d '-1 month' +%Y-%m)"
    state "ALTER TABLE siasn.event_log_${this/-/_} RENAME TO event_log_lalu" \
        "SET session_replication_role = replica" "UPDATE siasn.event_month SET table_name = 'event_log_lalu' WHERE table_name <> 'event_log_first'"
    edit 3
    daemon_once
    check "three months" is "$(ctl audit list --json | jq '.months | length')" 3
    check "audit verify" ctl audit verify
    check "audit verify: says the head" is "$(ctl audit verify --json | jq -r .hash)" "$(state "SELECT encode(hash, 'hex') FROM siasn.event_head")"
    REST=$(state "SELECT count(*) FROM siasn.event_log WHERE period > '2015-01-01'")
}

export_makes_a_file() {
    local last
    last=$(date -u -d '-1 month' +%Y-%m)
    check "export: the month of now is refused" refuses "is not over" ctl audit export "$(date -u +%Y-%m)" --to "$STAGE_DIR/x" --by Operator
    check "export: no such month" refuses "has no month" ctl audit export 2014-01 --to "$STAGE_DIR/x" --by Operator
    check "export: a slip" refuses "is written 2026-11" ctl audit export Januari --to "$STAGE_DIR/x" --by Operator
    check "export: a full disk" refuses "cannot write" full_disk audit export 2015-01 --to "$STAGE_DIR/full" --by Operator
    check "export: a full disk leaves no half file" test ! -e "$STAGE_DIR/full"
    check "export: a full disk leaves no anchor" is "$(state "SELECT count(*) FROM siasn.event_month WHERE anchor IS NOT NULL")" 0
    check "export" ctl audit export 2015-01 --to "$STAGE_DIR/2015-01.ndjson" --by "Operator Satu"
    check "export: mode 0600" is "$(stat -c %a "$STAGE_DIR/2015-01.ndjson")" 600
    check "export: an existing file stays" refuses "does not exist" ctl audit export 2015-01 --to "$STAGE_DIR/2015-01.ndjson" --by Operator
    check "export: into nowhere" refuses "cannot create" ctl audit export 2015-01 --to "$STAGE_DIR/none/x" --by Operator
    check "export: every event" is "$(($(wc -l <"$STAGE_DIR/2015-01.ndjson") - 2))" "$(state "SELECT count(*) FROM siasn.event_log_first")"
    check "export: logged, with who" is "$(state "SELECT detail::json ->> 'by' FROM siasn.event_log WHERE what = 'log_export'")" "Operator Satu"
    check "the file verifies" ctl audit verify "$STAGE_DIR/2015-01.ndjson"
    check "the file verifies: its anchor is the state's" is "$(ctl audit verify "$STAGE_DIR/2015-01.ndjson" --json | jq .state)" true
    check "the file verifies: without any state" is "$("$STAGE_BIN/siasnctl" --config /nonexistent audit verify "$STAGE_DIR/2015-01.ndjson" --json | jq -c '[.ok, .state]')" "[true,null]"
    check "a second copy" ctl audit export 2015-01 --to "$STAGE_DIR/copy.ndjson" --by "Operator Dua"
    check "a second copy: the same, byte for byte" cmp "$STAGE_DIR/2015-01.ndjson" "$STAGE_DIR/copy.ndjson"
    openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null
    check "export with a key" ctl audit export "$last" --to "$STAGE_DIR/lalu.ndjson" --by Operator
    KEY=$(tail -1 "$STAGE_DIR/lalu.ndjson" | jq -r .public_key)
    check "signed: verifies with its key" ctl audit verify "$STAGE_DIR/lalu.ndjson" --key "$KEY"
    check "signed: another key" refuses "not signed with the key" ctl audit verify "$STAGE_DIR/lalu.ndjson" --key "${KEY//0/1}"
    check "unsigned, and a key wanted" refuses "not signed with the key" ctl audit verify "$STAGE_DIR/2015-01.ndjson" --key "$KEY"
}

# altered WHAT WHY SED: the file so changed is refused.
altered() {
    sed -E "$3" "$STAGE_DIR/lalu.ndjson" >"$STAGE_DIR/altered.ndjson"
    check "altered, $1: is another file" differs "$STAGE_DIR/lalu.ndjson" "$STAGE_DIR/altered.ndjson"
    check "altered, $1" refuses "$2" ctl audit verify "$STAGE_DIR/altered.ndjson"
    check "altered, $1: is not taken for a drop" refuses "$2" ctl audit drop "$STAGE_DIR/altered.ndjson" --by Operator --document SK-1
}

alterations_are_found() {
    altered "a word" "chain is broken at event" '3s/siasn|write|intent|delivered/lain/'
    altered "an event removed" "chain is broken at event" '3d'
    altered "the last event removed" "anchor is not that" "$(($(wc -l <"$STAGE_DIR/lalu.ndjson") - 1))d"
    altered "no anchor" "ends before its anchor" '$d'
    altered "another anchor" "anchor is not that" '$s/\\"events\\":/\\"events\\":1/'
    altered "signature" "signature is not that" '$s/"signature":"(.)./"signature":"\1x/'
    altered "no signature" "signature is missing" '$s/"signature":"[^"]*"/"signature":null/'
    altered "something after it" "nothing may stand after" '$a{"anchor":""}'
    altered "no such file" "no file of" '1s/format/bentuk/'
    altered "not JSON" "damaged here" '4s/^/x/'
}

drop_leaves_an_anchor() {
    local before began took
    before=$(events)
    check "drop: too young" refuses "is kept until" ctl audit drop "$STAGE_DIR/lalu.ndjson" --by Operator --document SK-1
    check "drop: wants a document" refuses "needs --document" ctl audit drop "$STAGE_DIR/2015-01.ndjson" --by Operator
    check "drop: due months are named" is "$(ctl audit list --json | jq -r '[.months[] | select(.due) | .month] | join(",")')" 2015-01
    began=$(date +%s%N)
    check "drop" ctl audit drop "$STAGE_DIR/2015-01.ndjson" --by "Operator Satu" --document "SK 800/12/2026"
    took=$((($(date +%s%N) - began) / 1000000))
    echo "dropped $((before - REST)) events with their check in $took ms"
    check "drop: the rows are gone" is "$(state "SELECT to_regclass('siasn.event_log_first') IS NULL")" t
    check "drop: what remains verifies" is "$(whole)" t
    check "drop: audit verify" ctl audit verify
    check "drop: the file still verifies against the anchor" is "$(ctl audit verify "$STAGE_DIR/2015-01.ndjson" --json | jq .state)" true
    check "drop: logged, with who and by which document" is "$(state "SELECT detail::json ->> 'by', detail::json ->> 'document' FROM siasn.event_log WHERE what = 'log_drop'")" "Operator Satu|SK 800/12/2026"
    check "drop: twice" refuses "dropped already" ctl audit drop "$STAGE_DIR/2015-01.ndjson" --by Operator --document SK-1
    check "drop: no further export" refuses "was dropped" ctl audit export 2015-01 --to "$STAGE_DIR/y" --by Operator
    edit 2
    daemon_once
    check "the daemon goes on" is $? 0
    check "... and the chain" is "$(whole)" t
}

# tampered WHAT SQL...: a superuser did it; verify tells.
tampered() {
    local what=$1
    shift
    check "tampered, $what" is "$(state "SET search_path = siasn" "BEGIN" "SET session_replication_role = replica" "$@" "SELECT event_log_verify() IS NOT NULL" "ROLLBACK")" t
}

anchors_are_guarded() {
    check "anchor: no update" refuses "append-only" state "UPDATE siasn.event_month SET anchor = '{}' WHERE dropped_at IS NOT NULL"
    check "anchor: no delete" refuses "append-only" state "DELETE FROM siasn.event_month"
    check "anchor: no truncate" refuses "append-only" state "TRUNCATE siasn.event_month"
    check "partition: no update" refuses "append-only" state "UPDATE siasn.event_log_lalu SET nip = ''"
    check "partition: no delete" refuses "append-only" state "DELETE FROM siasn.event_log_lalu"
    check "partition: no truncate" refuses "append-only" state "TRUNCATE siasn.event_log_lalu"
    check "no drop out of turn" refuses "an older one is left" state "SET search_path = siasn" "SELECT event_month_drop(max(month), 'x', 'y') FROM event_month"
    tampered "an anchor's hash" "UPDATE event_month SET hash_after = sha256('x') WHERE dropped_at IS NOT NULL"
    tampered "an anchor's text" "UPDATE event_month SET anchor = '{}' WHERE dropped_at IS NOT NULL"
    tampered "an anchor removed" "DELETE FROM event_month WHERE dropped_at IS NOT NULL"
    tampered "a month dropped by hand" "DROP TABLE event_log_lalu"
    tampered "... and an anchor forged for it" "UPDATE event_month SET dropped_at = now(), drop_event = (SELECT id FROM event_head) WHERE table_name = 'event_log_lalu'" "DROP TABLE event_log_lalu"
    check "what was rolled back" is "$(whole)" t
}

# Once a day, whoever comes first; what is open, or not old enough, stays.
old_rows_go() {
    state "INSERT INTO siasn.daemon (name, version, seen_at) VALUES ('lama:1', '0', now() - interval '31 days'), ('baru:1', '0', now() - interval '29 days')" \
        "INSERT INTO siasn.training_reject (id, origin, file, file_hash, reason, resolved_at) VALUES ('1', 'csv', 'x', 'x', 'x', now() - interval '366 days'), ('2', 'csv', 'x', 'x', 'x', now() - interval '364 days'), ('3', 'csv', 'x', 'x', 'x', NULL)" \
        "SET session_replication_role = replica" "INSERT INTO siasn.event_month (month, table_name) VALUES ('2014-01-01', 'x')"
    daemon_once
    check "old rows: not twice a day" is "$(state "SELECT count(*) FROM siasn.training_reject")" 3
    state "UPDATE siasn.cursor SET value = '2001-01-01' WHERE name = 'retention'"
    daemon_once
    check "old rows: rejects put right a year ago go" is "$(state "SELECT string_agg(id, '' ORDER BY id) FROM siasn.training_reject")" 23
    check "old rows: daemons go" is "$(state "SELECT string_agg(name, '' ORDER BY name) FROM siasn.daemon WHERE name LIKE '%:1'")" baru:1
    check "old rows: months are named, not dropped" grep -q 'kept long enough.*months=1 oldest=2014-01' "$STAGE_DIR/once.log"
    state "SET session_replication_role = replica" "DELETE FROM siasn.event_month WHERE table_name = 'x'"
}

# A state of version 0.1 with a log in it: the rows stay as they are, the chain holds over the change.
older_state_is_brought_up() {
    local m
    createdb lama
    for m in "$STAGE_ROOT"/schema/state/00*.sql; do
        [[ $m < $STAGE_ROOT/schema/state/0014 ]] || continue
        psql -X -q -v ON_ERROR_STOP=1 -d lama -c "SET client_min_messages = warning" -c "CREATE SCHEMA IF NOT EXISTS siasn" -c "SET search_path = siasn" -f "$m" || return 1
    done
    psql -X -q -At -v ON_ERROR_STOP=1 -d lama -c "SET search_path = siasn" \
        -c "SELECT count(event_append('lama', ARRAY['write','x'], ARRAY['',''], ARRAY['',''], ARRAY['1','2'], ARRAY['{}','{}'])) FROM generate_series(1, 50000)" \
        -c "SELECT event_log_verify() IS NULL" -c "\\timing" -f "$STAGE_ROOT/schema/state/0014_lifecycle.sql" \
        -c "SELECT event_append('baru', ARRAY['write'], ARRAY[''], ARRAY[''], ARRAY['1'], ARRAY['{}'])" \
        -c "SELECT event_log_verify() IS NULL, (SELECT count(*) FROM event_log)" >"$STAGE_DIR/lama.out"
    check "an older log: verifies before and after" is "$(grep -c '^t' "$STAGE_DIR/lama.out")" 2
    check "an older log: nothing lost" grep -q '^t|100001$' "$STAGE_DIR/lama.out"
    awk '/^Time/ { t += $2 } END { printf "100,000 events: migration and verification %.0f ms\n", t }' "$STAGE_DIR/lama.out"
}

stage_begin
stage_postgres
stage_sample 40
stage_sandbox
stage_config
daemon_once
check "first load" is $? 0
months_come_by_themselves
export_makes_a_file
alterations_are_found
drop_leaves_an_anchor
anchors_are_guarded
old_rows_go
older_state_is_brought_up
check_compare "after all"
stage_verdict
