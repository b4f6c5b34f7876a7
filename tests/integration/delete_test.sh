#!/usr/bin/env bash
# Rows that are gone from SIMPEG: deleted at SIASN only where the site says so, after so many scans, when nothing
# speaks against it; never a person's last position; once, whatever happens to the reply or to the daemon.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
row_of() { state "SELECT state, op, gone_scans FROM siasn.outbox WHERE kind = '$1' AND src_id = '$2'"; }
codes_of() { state "SELECT string_agg(code, ',') FROM siasn.quarantine WHERE kind = '$1' AND src_id = '$2'"; }
siasn_id_of() { state "SELECT siasn_id FROM siasn.link WHERE kind = '$1' AND src_id = '$2'"; }
at_siasn() { remote_row "$1" "$2" | wc -l; }
free_leases() { state "UPDATE siasn.employee SET lease_until = now() WHERE lease_until IS NOT NULL"; }
faults() { stage_control faults -d "$1" >/dev/null; }

# pick KIND [N]: delivered rows of persons without faults; of positions, persons with two at least.
pick() {
    state "SELECT o.src_id FROM siasn.outbox AS o JOIN siasn.link USING (kind, src_id)
        WHERE o.kind = '$1' AND o.state = 'done' AND o.op = 'upsert'
          AND NOT EXISTS (SELECT FROM siasn.quarantine AS q WHERE q.nip = o.nip)
          AND (o.kind <> 'jabatan' OR 1 < (SELECT count(*) FROM siasn.outbox AS p WHERE p.nip = o.nip AND p.kind = 'jabatan' AND p.state = 'done'))
        ORDER BY md5(o.src_id) LIMIT ${2:-1}"
}
gone_in_simpeg() { # KIND SRC_ID
    case $1 in
    kursus) simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = '$2'" ;;
    diklat) simpeg "DELETE FROM simpeg.diklat_struktural WHERE id = '$2'" ;;
    jabatan) simpeg "DELETE FROM simpeg.riwayat_jabatan WHERE id = '$2'" ;;
    esac
}

strict_configuration() {
    stage_config collect.mode=scan delete.kinds=kursus,rumah
    daemon_once
    check "unknown kind: refused at start" is $? 1
    check "unknown kind: named, with the choices" grep -q 'delete.*rumah.*are: jabatan' "$STAGE_DIR/once.log"
    stage_config collect.mode=scan delete.kinds=golongan
    daemon_once
    check "kind without a delete: refused at start" is $? 1
    check "kind without a delete: says so" grep -q 'golongan, for which SIASN has no delete' "$STAGE_DIR/once.log"
    ctl plan >"$STAGE_DIR/out" 2>&1
    check "kind without a delete: siasnctl too" is $? 1
}

off_by_default() {
    OFF=$(pick diklat)
    OFF_REMOTE=$(siasn_id_of diklat "$OFF")
    stage_config collect.mode=scan
    gone_in_simpeg diklat "$OFF"
    daemon_once && daemon_once && daemon_once && daemon_once
    check "off: exit code" is $? 0
    check "off: held, nothing counted" is "$(row_of diklat "$OFF") $(codes_of diklat "$OFF")" "held|delete|0 DELETE_OFF"
    check "off: nothing deleted" is "$(stat_of deletes) $(at_siasn rw-diklat "$OFF_REMOTE")" "0 1"
}

after_three_scans() {
    local id remote
    stage_config collect.mode=scan delete.kinds=kursus,jabatan,diklat
    id=$(pick kursus)
    remote=$(siasn_id_of kursus "$id")
    gone_in_simpeg kursus "$id"
    ctl plan --json >"$STAGE_DIR/out"
    check "plan tells of the delete" is "$(jq -r '.quarantine[] | select(.kind == "kursus" and .code == "DELETE_WAIT") | .rows' "$STAGE_DIR/out")" 1
    daemon_once
    check "1st scan: waits" is "$(row_of kursus "$id") $(codes_of kursus "$id") $(at_siasn rw-kursus "$remote")" "held|delete|1 DELETE_WAIT 1"
    daemon_once
    check "2nd scan: waits" is "$(row_of kursus "$id") $(codes_of kursus "$id") $(at_siasn rw-kursus "$remote")" "held|delete|2 DELETE_WAIT 1"
    check "2nd scan: what held before the opt-in counts from it" is "$(row_of diklat "$OFF") $(codes_of diklat "$OFF")" "held|delete|2 DELETE_WAIT"
    check "show tells how far" test "$(ctl show "$(state "SELECT nip FROM siasn.outbox WHERE kind = 'kursus' AND src_id = '$id'")" --json | jq -r '.quarantine[] | select(.code == "DELETE_WAIT") | .sentence' | grep -c '2/3')" = 1
    check "status tells" test "$(ctl status --json | jq '[.quarantine[] | select(.code == "DELETE_WAIT")] | length')" = 1
    daemon_once
    check "3rd scan: exit code" is $? 0
    check "3rd scan: deleted at SIASN" is "$(at_siasn rw-kursus "$remote")" 0
    check "3rd scan: the opted-in one too" is "$(at_siasn rw-diklat "$OFF_REMOTE") $(stat_of deletes)" "0 2"
    check "3rd scan: nothing is left of the record" is "$(row_of kursus "$id")$(siasn_id_of kursus "$id")$(codes_of kursus "$id")" ""
    check "3rd scan: told in the log" is "$(state "SELECT detail::json->>'outcome' FROM siasn.event_log WHERE src_id = '$id' AND what = 'delivered' ORDER BY id DESC LIMIT 1")" deleted
}

back_before_the_third() {
    local id remote
    id=$(pick kursus)
    remote=$(siasn_id_of kursus "$id")
    simpeg "CREATE TABLE contoh.kept AS SELECT * FROM simpeg.riwayat_kursus WHERE id = '$id'"
    gone_in_simpeg kursus "$id"
    daemon_once && daemon_once
    check "back: two scans without it" is "$(row_of kursus "$id")" "held|delete|2"
    simpeg "INSERT INTO simpeg.riwayat_kursus SELECT * FROM contoh.kept"
    daemon_once
    check "back: it stands again" is "$(row_of kursus "$id") $(codes_of kursus "$id")" "done|upsert|0 "
    gone_in_simpeg kursus "$id"
    daemon_once && daemon_once
    check "gone again: counts anew" is "$(row_of kursus "$id") $(at_siasn rw-kursus "$remote")" "held|delete|2 1"
    simpeg "UPDATE contoh.kept SET id = 'ULANG-1', tgl_mulai = '31-02-2020'" "INSERT INTO simpeg.riwayat_kursus SELECT * FROM contoh.kept"
    daemon_once
    check "back under another key, with a fault: the old row stays" is "$(row_of kursus "$id") $(codes_of kursus "$id") $(at_siasn rw-kursus "$remote")" "rejected|delete|3 DELETE_UNSURE 1"
    simpeg "UPDATE simpeg.riwayat_kursus SET tgl_mulai = (SELECT to_char(tgl_selesai, 'DD-MM-YYYY') FROM contoh.kept) WHERE id = 'ULANG-1'"
    daemon_once
    check "corrected: one row at SIASN, linked to the new key" is "$(row_of kursus "$id")|$(siasn_id_of kursus ULANG-1)|$(at_siasn rw-kursus "$remote")" "|$remote|1"
}

last_position() {
    local nip id remote syncs
    nip=$(state "SELECT nip FROM siasn.outbox AS o WHERE kind = 'jabatan' AND state = 'done'
        AND NOT EXISTS (SELECT FROM siasn.quarantine AS q WHERE q.nip = o.nip)
        GROUP BY nip HAVING count(*) = 2 ORDER BY nip LIMIT 1")
    syncs=$(stage_control log | jq -s 'map(select(.path | endswith("jabatansync"))) | length')
    for id in $(state "SELECT src_id FROM siasn.outbox WHERE nip = '$nip' AND kind = 'jabatan' ORDER BY sort_key"); do
        gone_in_simpeg jabatan "$id"
    done
    daemon_once && daemon_once && daemon_once
    check "all positions gone: exit code" is $? 0
    check "all positions gone: none is deleted" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE nip = '$nip' AND code = 'DELETE_LAST'")" 2
    remote=$(state "SELECT siasn_id FROM siasn.link WHERE nip = '$nip' AND kind = 'jabatan' ORDER BY siasn_id LIMIT 1")
    check "all positions gone: they stand at SIASN" is "$(at_siasn rw-jabatan "$remote")" 1

    id=$(pick jabatan)
    remote=$(siasn_id_of jabatan "$id")
    gone_in_simpeg jabatan "$id"
    daemon_once && daemon_once && daemon_once
    check "one of two positions: deleted" is "$(at_siasn rw-jabatan "$remote")$(row_of jabatan "$id")" 0
    check "one of two positions: the current one is computed anew" test "$(stage_control log | jq -s 'map(select(.path | endswith("jabatansync"))) | length')" -gt "$syncs"
}

# Committed, and then the reply is lost, or we are.
doubtful_deletes() {
    local ids id remotes deletes
    deletes=$(stat_of deletes)
    ids=$(pick kursus 6)
    remotes=$(for id in $ids; do siasn_id_of kursus "$id"; done)
    for id in $ids; do gone_in_simpeg kursus "$id"; done
    daemon_once && daemon_once
    faults '[{"fault":"commit_reset","path":"/kursus/delete","method":"DELETE","count":2},{"fault":"reset_before","path":"/kursus/delete","method":"DELETE","count":1},{"fault":"commit_status","status":502,"path":"/kursus/delete","method":"DELETE","count":1},{"fault":"delay","ms":9000,"path":"/kursus/delete","method":"DELETE"}]'
    daemon_start
    stage_await 30 "deletes whose replies are late" slow_deletes
    daemon_stop KILL
    check "kill -9 between delete and record: in doubt or in flight" test "$(state "SELECT count(*) FROM siasn.outbox WHERE state IN ('inflight', 'doubt') AND op = 'delete'")" -gt 0
    faults '[]'
    free_leases
    daemon_once
    check "doubtful deletes: exit code" is $? 0
    check "doubtful deletes: all are gone at SIASN" is "$(for id in $remotes; do remote_row rw-kursus "$id"; done | wc -l)" 0
    check "doubtful deletes: each carried out once" is "$(stat_of deletes)" $((deletes + 6))
    check "doubtful deletes: nothing is left of them" is "$(for id in $ids; do row_of kursus "$id"; done)" ""
}
slow_deletes() { [ "$(stage_control dump | jq -c 'select(.t == "rw-kursus") | .row.id' | grep -cF "$(printf '%s\n' "$(state "SELECT siasn_id FROM siasn.link AS l JOIN siasn.outbox AS o USING (kind, src_id) WHERE o.op = 'delete' AND o.kind = 'kursus'")")")" -lt 2 ]; }

# A person who leaves takes all rows along; none of them may be deleted at SIASN.
person_leaves() {
    local nip rows
    nip=$(state "SELECT nip FROM siasn.outbox AS o WHERE kind = 'kursus' AND state = 'done'
        AND NOT EXISTS (SELECT FROM siasn.quarantine AS q WHERE q.nip = o.nip) GROUP BY nip HAVING count(*) > 1 ORDER BY nip LIMIT 1")
    rows=$(stage_control dump | jq -c "select(.nip == \"$nip\")" | wc -l)
    simpeg "DELETE FROM simpeg.riwayat_kursus WHERE nip = '$nip'" "DELETE FROM simpeg.pegawai WHERE nip = '$nip'"
    daemon_once && daemon_once && daemon_once && daemon_once
    check "a person who left: nothing of theirs is deleted" is "$(stage_control dump | jq -c "select(.nip == \"$nip\")" | wc -l)" "$rows"
    check "a person who left: says why" is "$(state "SELECT DISTINCT code FROM siasn.quarantine WHERE nip = '$nip' AND code NOT LIKE 'DELETE_%'")" PEGAWAI_MISSING
}

mass_delete() {
    local id deletes
    stage_config collect.mode=scan delete.kinds=kursus guard.gone_rows=5 guard.gone_percent=1
    deletes=$(stat_of deletes)
    for id in $(pick kursus 5); do gone_in_simpeg kursus "$id"; done
    daemon_once
    for id in $(pick kursus 5); do gone_in_simpeg kursus "$id"; done
    daemon_once
    state "UPDATE siasn.outbox SET gone_scans = 2 WHERE op = 'delete' AND kind = 'kursus'"
    daemon_once
    check "many deletes at once: held" is "$(state "SELECT kind FROM siasn.guard WHERE held") $(stat_of deletes)" "delete:kursus $deletes"
    check "many deletes at once: shown" is "$(ctl guard show --json | jq -r '.guard[] | select(.held) | .kind')" delete:kursus
    daemon_once
    check "many deletes at once: still held" is "$(stat_of deletes)" "$deletes"
    check "many deletes at once: released" ctl guard release --kind delete:kursus --by "Operator Satu"
    daemon_once
    check "many deletes at once: gone after the release" is "$(stat_of deletes)" $((deletes + 10))
}

stage_begin
stage_postgres
stage_sample 80
stage_sandbox
stage_config collect.mode=scan
daemon_once
check "first load" is $? 0
strict_configuration
off_by_default
after_three_scans
back_before_the_third
last_position
check "no two writes of a person at once" is "$(stat_of overlapping_writes)" 0
doubtful_deletes
person_leaves
mass_delete
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
