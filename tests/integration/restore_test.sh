#!/usr/bin/env bash
# Backup and restore as docs/operations.md tells it: the state is dumped, the daemon goes on delivering,
# the state is lost, the older dump is restored; afterwards nothing stands twice at SIASN and nothing is
# missing. The same for a standby that takes over.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
restored() { state "SELECT count(*) FROM siasn.event_log WHERE what = 'state_restored'"; }
nobody_asked() { [ "$(state "SELECT count(*) FROM siasn.employee WHERE reconcile_asked AND blocked IS NULL AND pns_id IS NOT NULL")" = 0 ]; }
doubts() { state "SELECT count(*) FROM siasn.outbox WHERE state IN ('doubt', 'inflight')"; }
in_flight() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'inflight'")" -gt 0 ] && [ "$(stat_of in_flight)" -gt 0 ]; }
remote_rows() { stage_control dump | jq -r 'select(.row.id) | "\(.t) \(.row.id)"' | sort | sha256sum; }
made() { state "SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus' AND src_id ~ '^[CU]' AND state = 'done'"; }
faults() { stage_control faults -d "$1" >/dev/null; }

# Something is under way in the dump too: writes of which nobody will ever hear.
dump_with_writes_in_the_air() {
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' A' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY id LIMIT 12)" \
        "INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, status)
         SELECT 'U' || row_number() OVER (), nip, min(jenis), 'Kursus di udara', 'Penyelenggara', 'UDARA/' || min(id), '02-03-2026', '2026-03-04', 2026, '24', 2
         FROM simpeg.riwayat_kursus WHERE status = 2 GROUP BY nip ORDER BY nip LIMIT 6"
    faults '[{"fault":"delay","path":"/kursus/save","method":"POST","ms":4000}]'
    daemon_start
    stage_await 20 "a write in flight" in_flight
    pg_dump -Fc -f "$STAGE_DIR/state.dump" siasn_state || return 1
    daemon_stop TERM
    faults '[]'
}

# What happens between the dump and the loss: new, changed and deleted rows, all delivered.
go_on_delivering() {
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' B' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY id LIMIT 20)" \
        "UPDATE simpeg.diklat_struktural SET penyelenggara = penyelenggara || ' B'" \
        "INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, status)
         SELECT 'C' || row_number() OVER (), nip, min(jenis), 'Kursus sesudah cadangan', 'Penyelenggara', 'CADANGAN/' || min(id), '01-04-2026', '2026-04-03', 2026, '24', 2
         FROM simpeg.riwayat_kursus WHERE status = 2 GROUP BY nip ORDER BY nip LIMIT 15" \
        "DELETE FROM simpeg.riwayat_kursus WHERE id IN (SELECT id FROM simpeg.riwayat_kursus WHERE nama NOT LIKE 'Kursus %' ORDER BY id DESC LIMIT 3)"
    daemon_once
    check "after the dump: delivered" is $? 0
    check "after the dump: the new rows are at SIASN" test "$(made)" -gt 10
    check_compare "after the dump"
    simpeg "UPDATE simpeg.riwayat_kursus SET nama = nama || ' (perbaikan)' WHERE nama = 'Kursus sesudah cadangan'"
    daemon_once
    check_compare "after the dump, once more"
}

lose_and_restore() {
    local saves deletes rows
    saves=$(stat_of saves) deletes=$(stat_of deletes) rows=$(remote_rows)
    dropdb siasn_state && createdb siasn_state || return 1
    pg_restore -d siasn_state --exit-on-error "$STAGE_DIR/state.dump"
    check "restore: pg_restore" is $? 0
    check "restore: the chain of the copy" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
    check "restore: writes were in the air" test "$(doubts)" -gt 0
    # The leases in the dump would run out by themselves; the test does not wait for that.
    state "UPDATE siasn.employee SET lease_until = now() WHERE lease_until IS NOT NULL"
    daemon_once
    check "restored: exit code" is $? 0
    check "restored: nothing is in doubt" is "$(doubts)" 0
    check_compare "restored"
    check "restored: SIASN has the same rows" is "$(remote_rows)" "$rows"
    check "restored: nothing was deleted again" is "$(stat_of deletes)" "$deletes"
    echo "$(($(stat_of saves) - saves)) rows at SIASN were given their content again, none was made"
    check "restored: noticed" grep -q 'another copy than before.*everybody is read back' "$STAGE_DIR/once.log"
    check "restored: logged once" is "$(restored)" 1
    check "restored: everybody is asked for" is "$(state "SELECT count(*) FROM siasn.employee WHERE NOT reconcile_asked AND blocked IS NULL")" 0
    check "restored: the chain goes on" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
}

# The one thing no scan can see: SIMPEG went to something else and back while the state was away.
there_and_back() {
    local id nip key before
    id=$(state "SELECT l.src_id FROM siasn.link AS l JOIN siasn.outbox AS o USING (kind, src_id) WHERE l.kind = 'kursus' AND o.state = 'done' AND o.op = 'upsert' AND o.src_id ~ '^C' ORDER BY 1 LIMIT 1")
    key=${id##*:}
    nip=$(state "SELECT nip FROM siasn.link WHERE kind = 'kursus' AND src_id = '$id'")
    pg_dump -Fc -f "$STAGE_DIR/state.dump" siasn_state
    before=$(simpeg "SELECT penyelenggara FROM simpeg.riwayat_kursus WHERE id = '$key'")
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Sebentar saja' WHERE id = '$key'"
    daemon_once
    check "there: delivered" test "$(stage_control dump | grep -c 'Sebentar saja')" -ge 1
    state "SET client_min_messages = warning" "DROP SCHEMA siasn CASCADE"
    pg_restore -d siasn_state --exit-on-error "$STAGE_DIR/state.dump"
    check "back: pg_restore beside other schemas" is $? 0
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = '$before' WHERE id = '$key'"
    daemon_start
    stage_await 120 "everybody to be read back" nobody_asked
    daemon_stop TERM
    check "back: the daemon goes on, and ends when asked" is $? 0
    check "back: noticed a second time" is "$(restored)" 2
    check "back: the difference is found" is "$(state "SELECT field, siasn FROM siasn.drift WHERE kind = 'kursus' AND src_id = '$id'")" "institusiPenyelenggara|Sebentar saja"
    check "back: and it is the only one of its kind" is "$(state "SELECT count(*) FROM siasn.drift WHERE finding = 'field' AND reason = ''")" 1
    check "back: pushed" ctl reconcile "$nip" --push --by "Operator Satu"
    daemon_once
    check_compare "there and back"
}

# A standby of the same data that takes over: another timeline.
standby_takes_over() {
    local before
    before=$(restored)
    daemon_once
    check "the same place: nothing is noticed" is "$(restored)" "$before"
    stage_pg_ctl -m fast stop >/dev/null 2>&1
    stage_as_pg touch "$STAGE_DIR/pg/data/standby.signal"
    stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg -c max_connections=60" start >/dev/null 2>&1
    daemon_once
    check "a standby: the daemon says that it cannot write" is "$? $(grep -c 'read-only' "$STAGE_DIR/once.log")" "1 1"
    stage_pg_ctl promote >/dev/null 2>&1
    daemon_once
    check "promoted: exit code" is $? 0
    check "promoted: noticed" is "$(restored)" $((before + 1))
    check_compare "promoted"
}

stage_begin
stage_postgres
stage_sample "${SIZE:-60}"
stage_sandbox
stage_config delete.kinds=kursus delete.scans=1 push.doubt_window=2s
daemon_once
check "first load" is $? 0
check "a first start is no restore" is "$(restored)" 0
dump_with_writes_in_the_air
go_on_delivering
lose_and_restore
there_and_back
standby_takes_over
stage_verdict
