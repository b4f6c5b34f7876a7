#!/usr/bin/env bash
# Ways of collecting: change log (fast, late commits, restarts, mapping tables), scan, stamp.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-60}
now_ms() { date +%s%3N; }

# kursus_at ID: the organiser the sandbox holds for a source row.
kursus_at() {
    local id
    id=$(state "SELECT siasn_id FROM siasn.link WHERE kind = 'kursus' AND src_id = '$1'")
    remote_row rw-kursus "$id" | jq -r .institusiPenyelenggara
}
arrived() { [ "$(kursus_at "$1")" = "$2" ]; }
edit() { simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = '$2', updated_at = now() WHERE id = '$1'"; }
kursus_nr() {
    state "SELECT src_id FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done' ORDER BY src_id OFFSET $1 LIMIT 1"
}

changelog_is_fast() {
    local id began took worst=0 i
    for i in 1 2 3; do
        id=$(kursus_nr "$i")
        began=$(now_ms)
        edit "$id" "Cepat $i"
        stage_await 10 "edit $i" arrived "$id" "Cepat $i"
        took=$(($(now_ms) - began))
        [ "$took" -le "$worst" ] || worst=$took
    done
    printf 'slowest of 3 edits from COMMIT to the sandbox, polling included: %s ms\n' "$worst"
    check "changelog: an edit arrives within 2 s" test "$worst" -lt 2000
}

# A transaction that began before many others and commits after them: its change is not skipped, and
# nobody waits for it meanwhile.
late_commit() {
    local late other
    late=$(kursus_nr 5)
    other=$(kursus_nr 6)
    coproc LONG { psql -X -q -At -d simpeg 2>&1; }
    printf "BEGIN; UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Terlambat' WHERE id = '%s'; SELECT 'open';\n" "$late" >&"${LONG[1]}"
    read -r _ <&"${LONG[0]}"
    edit "$other" "Mendahului"
    stage_await 5 "the edit beside a long transaction" arrived "$other" "Mendahului"
    check "late commit: others do not wait" arrived "$other" "Mendahului"
    for _ in 1 2 3 4 5; do simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || '.' WHERE id = '$other'"; done
    stage_await 5 "the last of five edits" arrived "$other" "Mendahului....."
    printf 'COMMIT;\n\\q\n' >&"${LONG[1]}"
    wait "$LONG_PID" 2>/dev/null
    stage_await 5 "the change committed late" arrived "$late" "Terlambat"
    check "late commit: not skipped" arrived "$late" "Terlambat"
}

changed_while_down() {
    local id
    id=$(kursus_nr 8)
    daemon_stop
    check "restart: exit code of TERM" is $? 0
    edit "$id" "Selagi mati"
    daemon_start
    stage_await 10 "the change made while the daemon was down" arrived "$id" "Selagi mati"
    check "restart: a change made meanwhile arrives" arrived "$id" "Selagi mati"
}

# A corrected mapping reaches all rows that use it, though none of them was touched.
mapping_change() {
    local before
    before=$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'UNOR_UNMAPPED'")
    check "mapping: the sample has rows of units without one" test "$before" -gt 0
    simpeg "INSERT INTO siasn_map.unor (kode, unor_id) SELECT kode, unor_id FROM contoh.bkn_unor WHERE NOT dipetakan" \
        "UPDATE contoh.bkn_unor SET dipetakan = true"
    stage_await 10 "rows of units that are mapped now" no_unmapped
    check "mapping: its rows leave quarantine" no_unmapped
}
no_unmapped() { [ "$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'UNOR_UNMAPPED'")" = 0 ]; }

# Ten quiet seconds: what an idle daemon costs.
idle_cost() {
    local before after hz pct
    hz=$(getconf CLK_TCK)
    before=$(awk '{print $14 + $15}' "/proc/$DAEMON/stat")
    sleep 10
    after=$(awk '{print $14 + $15}' "/proc/$DAEMON/stat")
    pct=$(awk -v t=$((after - before)) -v hz="$hz" 'BEGIN {printf "%.2f", 100 * t / hz / 10}')
    printf 'idle in changelog mode: %s %% of a core, RSS %s KiB\n' "$pct" "$(awk '/VmRSS/ {print $2}' "/proc/$DAEMON/status")"
    check "idle: under 0.5 % of a core" awk -v p="$pct" 'BEGIN {exit !(p < 0.5)}'
}

scan_mode() {
    local id gone
    id=$(kursus_nr 9)
    gone=$(kursus_nr 10)
    stage_config collect.mode=scan collect.interval=1s
    daemon_start
    edit "$id" "Dengan pindai"
    simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = '$gone'"
    stage_await 15 "an edit found by scan" arrived "$id" "Dengan pindai"
    check "scan: an edit is found" arrived "$id" "Dengan pindai"
    stage_await 15 "a delete found by scan" is_held "$gone"
    check "scan: a delete is found, and held" is_held "$gone"
    daemon_stop
}
is_held() { [ "$(state "SELECT state FROM siasn.outbox WHERE kind = 'kursus' AND src_id = '$1'")" = held ]; }

# A stamp finds what the application stamps; what bypasses the stamp is healed by the full scan.
stamp_mode() {
    local stamped silent
    stamped=$(kursus_nr 11)
    silent=$(kursus_nr 12)
    stage_config collect.mode=stamp collect.interval=1s
    daemon_start
    stage_await 15 "the scan at start" settled
    edit "$stamped" "Dengan cap"
    stage_await 15 "an edit found by its stamp" arrived "$stamped" "Dengan cap"
    check "stamp: an edit is found" arrived "$stamped" "Dengan cap"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Tanpa cap', updated_at = '2020-01-01' WHERE id = '$silent'"
    edit "$stamped" "Dengan cap lagi"
    stage_await 15 "the next stamped edit" arrived "$stamped" "Dengan cap lagi"
    check "stamp: an edit that bypasses the stamp is not seen by it" not_arrived "$silent" "Tanpa cap"
    daemon_stop
    stage_config collect.mode=stamp collect.interval=1s "collect.scan_at=$(date -d '+2 minutes' +%H:%M)"
    daemon_start
    stage_await 20 "the full scan" arrived "$silent" "Tanpa cap"
    check "stamp: the full scan heals it" arrived "$silent" "Tanpa cap"
    daemon_stop
}
not_arrived() { ! arrived "$@"; }

stage_begin
stage_postgres
stage_sample "$SIZE"
stage_sandbox
stage_config
daemon_start
stage_await 30 "the first synchronisation" settled
changelog_is_fast
late_commit
changed_while_down
mapping_change
stage_await 15 "quiet" settled
idle_cost
daemon_stop
check "TERM: exit code" is $? 0
scan_mode
stamp_mode
daemon_once
check "at the end: exit code" is $? 0
check_compare "at the end"
stage_verdict
