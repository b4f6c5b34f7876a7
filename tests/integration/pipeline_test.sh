#!/usr/bin/env bash
# The whole way once: everything that is right in SIMPEG stands at SIASN exactly once, everything that
# is wrong stands in quarantine with its reason, and single changes afterwards do what they should.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-300}
SEED=${SEED:-1}
# Source view of a kind, and back.
KINDS="(VALUES ('data_utama', 'v_pegawai', 'pns'), ('jabatan', 'v_rw_jabatan', 'rw-jabatan'), ('diklat', 'v_rw_diklat', 'rw-diklat'),
    ('kursus', 'v_rw_kursus', 'rw-kursus'), ('golongan', 'v_rw_golongan', 'rw-golongan'),
    ('pendidikan', 'v_rw_pendidikan', 'rw-pendidikan'), ('cpns', 'v_cpns', 'cpns'), ('angkakredit', 'v_rw_angkakredit', 'rw-angkakredit'),
    ('skp22', 'v_rw_skp', 'rw-skp22'), ('kinerja_periodik', 'v_rw_kinerja', 'rw-kinerjaperiodik'), ('skp2021', 'v_rw_skp_2021', 'rw-skp2021'),
    ('skp', 'v_rw_skp_lama', 'rw-skp'), ('penghargaan', 'v_rw_penghargaan', 'rw-penghargaan'), ('masakerja', 'v_rw_masakerja', 'rw-masakerja'),
    ('pemberhentian', 'v_rw_pemberhentian', 'rw-pemberhentian')) AS k (kind, view_name, t)"
COMPARED="('golongan', 'pendidikan', 'masakerja', 'pemberhentian')"

requests() { stage_control stats | jq '.requests - .apim_token_requests - .sso_token_requests'; }
row_of() { state "SELECT state, op, coalesce(outcome, '') FROM siasn.outbox WHERE kind = '$1' AND src_id = '$2'"; }
codes_of() { state "SELECT string_agg(code, ',' ORDER BY code) FROM siasn.quarantine WHERE kind = '$1' AND src_id = '$2' AND severity <> 'warning'"; }
siasn_id_of() { state "SELECT siasn_id FROM siasn.link WHERE kind = '$1' AND src_id = '$2'"; }
chain() { is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t; }

first_run() {
    daemon_once
    check "first run: exit code" is $? 0
    check_compare "first run"
    check "first run: event chain" chain
    check "first run: one write a person at a time" is "$(stat_of overlapping_writes)" 0
    check "first run: no request refused for its token" is "$(stat_of auth_refused)" 0
    state_join
}

# Whether a unit or position is closed at BKN only BKN can say: SIASN_REJECTED. Of the positions it
# checks the functional ones (siasn-api.md section 6), so the others get through.
quarantine_is_right() {
    local known="NOT (c.code = 'JAB_INACTIVE' AND EXISTS (SELECT FROM simpeg.riwayat_jabatan AS r WHERE r.id::text = c.src_id AND r.jenis = 2))"
    # Of two equal rows either may be the one that is delivered: the other names it.
    local twin="EXISTS (SELECT FROM state.quarantine AS d WHERE d.kind = k.kind AND d.code = 'DUP_ROW' AND d.value = c.src_id)"
    check "planted defects: each has its code" none "SELECT c.view_name, c.src_id, c.code, q.codes FROM simpeg.contoh_cacat AS c JOIN $KINDS USING (view_name)
        LEFT JOIN LATERAL (SELECT array_agg(q.code) AS codes FROM state.quarantine AS q WHERE q.kind = k.kind AND q.src_id = c.src_id) AS q ON true
        WHERE c.sifat = 'baris' AND $known AND NOT (c.code = 'DUP_ROW' AND $twin) AND NOT coalesce(c.code = ANY (q.codes)
            OR c.code IN ('UNOR_INACTIVE', 'JAB_INACTIVE') AND 'SIASN_REJECTED' = ANY (q.codes), false)"
    check "planted defects: none delivered" none "SELECT o.kind, o.src_id, o.state FROM simpeg.contoh_cacat AS c JOIN $KINDS USING (view_name)
        JOIN state.outbox AS o ON o.kind = k.kind AND o.src_id = c.src_id WHERE c.sifat = 'baris' AND $known AND NOT (c.code = 'DUP_ROW' AND $twin) AND o.state <> 'rejected'"
    check "sound rows are not in quarantine" none "SELECT q.kind, q.src_id, q.code, q.field, q.value FROM state.quarantine AS q JOIN $KINDS USING (kind)
        WHERE q.code NOT IN ('SIASN_DIFFERS', 'SIASN_MISSING') AND q.severity <> 'warning' AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c
            WHERE c.view_name = k.view_name AND c.src_id = q.src_id AND c.sifat IN ('baris', 'turunan', 'kembar'))"
    check "rejected rows have a reason, delivered ones none" none "SELECT o.kind, o.src_id, o.state FROM state.outbox AS o
        WHERE (o.state = 'rejected') <> EXISTS (SELECT FROM state.quarantine AS q WHERE q.kind = o.kind AND q.src_id = o.src_id AND q.severity <> 'warning')"
}

compare_only_is_right() {
    check "compared kinds: every planted difference is found, and no other" none "
        (SELECT k.kind, b.src_id, 'not found' FROM contoh.seed_beda AS b JOIN $KINDS USING (t) WHERE b.what LIKE 'differs:%' AND k.kind IN $COMPARED
         EXCEPT SELECT kind, src_id, 'not found' FROM state.quarantine WHERE code = 'SIASN_DIFFERS')
        UNION ALL
        (SELECT kind, src_id, 'invented' FROM state.quarantine WHERE code = 'SIASN_DIFFERS'
         EXCEPT SELECT k.kind, b.src_id, 'invented' FROM contoh.seed_beda AS b JOIN $KINDS USING (t) WHERE b.what LIKE 'differs:%')"
    check "compared kinds: the field that differs is named" none "SELECT q.kind, q.src_id, q.field, b.what FROM state.quarantine AS q JOIN $KINDS USING (kind)
        JOIN contoh.seed_beda AS b ON b.t = k.t AND b.src_id = q.src_id WHERE q.code = 'SIASN_DIFFERS' AND b.what <> 'differs:' || q.field"
    check "compared kinds: what BKN lacks is found, and no other" none "
        (SELECT k.kind, b.src_id, 'not found' FROM contoh.seed_beda AS b JOIN $KINDS USING (t) WHERE b.what = 'absent'
         EXCEPT SELECT kind, src_id, 'not found' FROM state.quarantine WHERE code = 'SIASN_MISSING')
        UNION ALL
        (SELECT kind, src_id, 'invented' FROM state.quarantine WHERE code = 'SIASN_MISSING'
         EXCEPT SELECT k.kind, b.src_id, 'invented' FROM contoh.seed_beda AS b JOIN $KINDS USING (t) WHERE b.what LIKE 'absent%')"
}

# BKN recomputes the current position only when told so: after the last write of a position.
jabatansync_follows() {
    stage_control log >"$STAGE_DIR/log.ndjson"
    load_json "$STAGE_DIR/log.ndjson" contoh.log
    load_json "$STAGE_DIR/dump.ndjson" contoh.all_rows
    check "jabatansync: called for each person whose positions were written, and for no other" none "
        SELECT j->>'nip', max((j->>'seq')::int) FILTER (WHERE NOT sync), max((j->>'seq')::int) FILTER (WHERE sync)
        FROM contoh.log, LATERAL (SELECT j->>'path' LIKE '%/data-utama-jabatansync' AS sync) AS s
        WHERE sync OR j->>'path' LIKE '%/unorjabatan/save' AND (j->>'committed')::bool
        GROUP BY 1 HAVING (max((j->>'seq')::int) FILTER (WHERE NOT sync) < max((j->>'seq')::int) FILTER (WHERE sync)) IS NOT TRUE"
    check "jabatansync: the current position follows" none "
        WITH j AS (SELECT DISTINCT ON (j->>'nip') j->>'nip' AS nip, j->'row' AS row FROM contoh.all_rows WHERE j->>'t' = 'rw-jabatan'
                   ORDER BY j->>'nip', to_date(j->'row'->>'tmtJabatan', 'DD-MM-YYYY') DESC),
        w AS (SELECT DISTINCT nip FROM state.outbox WHERE kind = 'jabatan' AND outcome IN ('created', 'updated'))
        SELECT w.nip, m.j->'row'->>'tmtJabatan', j.row->>'tmtJabatan' FROM w JOIN j USING (nip)
        JOIN contoh.all_rows AS m ON m.j->>'t' = 'pns' AND m.j->'row'->>'nipBaru' = w.nip
        WHERE m.j->'row'->>'tmtJabatan' IS DISTINCT FROM j.row->>'tmtJabatan' OR m.j->'row'->>'unorId' IS DISTINCT FROM j.row->>'unorId'
              AND 1 = (SELECT count(*) FROM contoh.all_rows AS x WHERE x.j->>'t' = 'rw-jabatan' AND x.j->>'nip' = w.nip
                       AND x.j->'row'->>'tmtJabatan' = j.row->>'tmtJabatan')"
}

second_run_is_silent() {
    local before
    before=$(requests)
    daemon_once
    check "second run: exit code" is $? 0
    check "second run: nothing sent" is "$(requests)" "$before"
}

# A delivered course of a person who has nothing else to be done.
pick() {
    simpeg "SELECT o.src_id FROM state.outbox AS o WHERE o.kind = '$1' AND o.state = 'done' AND o.outcome = '$2'
        AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c WHERE c.nip = o.nip) ORDER BY o.src_id LIMIT 1"
}

edit_is_one_update() {
    local id saves remote
    id=$(pick kursus created)
    remote=$(siasn_id_of kursus "$id")
    saves=$(stat_of saves)
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'BPSDM \"Uji\" \\ Jawa Tengah' WHERE id = '$id'"
    daemon_once
    check "edit: exit code" is $? 0
    check "edit: one save" is "$(stat_of saves)" "$((saves + 1))"
    check "edit: an update of the same row" is "$(remote_row rw-kursus "$remote" | jq -r .institusiPenyelenggara)" 'BPSDM "Uji" \ Jawa Tengah'
    check "edit: state" is "$(row_of kursus "$id")" "done|upsert|updated"
    check "edit: the link stays" is "$(siasn_id_of kursus "$id")" "$remote"
}

delete_is_held_and_row_comes_back() {
    local id remote writes
    id=$(pick kursus adopted)
    remote=$(siasn_id_of kursus "$id")
    writes=$(stat_of saves)
    simpeg "CREATE TABLE contoh.kept AS SELECT * FROM simpeg.riwayat_kursus WHERE id = '$id'" "DELETE FROM simpeg.riwayat_kursus WHERE id = '$id'"
    daemon_once
    check "delete: exit code" is $? 0
    check "delete: held" is "$(row_of kursus "$id" | cut -d'|' -f1,2)" "held|delete"
    check "delete: reason" is "$(codes_of kursus "$id")" DELETE_OFF
    check "delete: nothing deleted at SIASN" is "$(stat_of deletes) $(remote_row rw-kursus "$remote" | wc -l)" "0 1"

    simpeg "UPDATE contoh.kept SET id = 'KEMBALI-1'" "INSERT INTO simpeg.riwayat_kursus SELECT * FROM contoh.kept"
    daemon_once
    check "back under another key: exit code" is $? 0
    check "back under another key: adopts the row" is "$(siasn_id_of kursus KEMBALI-1)" "$remote"
    check "back under another key: delivered" is "$(row_of kursus KEMBALI-1)" "done|upsert|adopted"
    check "back under another key: the old record is gone" is "$(row_of kursus "$id")$(codes_of kursus "$id")" ""
    check "back under another key: nothing written" is "$(stat_of saves)" "$writes"
}

correction_is_delivered() {
    local id
    id=$(simpeg "SELECT c.src_id FROM simpeg.contoh_cacat AS c WHERE c.view_name = 'v_rw_jabatan' AND c.code = 'STATUS_PENDING' AND c.sifat = 'baris'
        AND 1 = (SELECT count(*) FROM simpeg.contoh_cacat AS d WHERE d.nip = c.nip) ORDER BY 1 LIMIT 1")
    simpeg "UPDATE simpeg.riwayat_jabatan SET verifikasi = 'S' WHERE id = $id"
    daemon_once
    check "correction: exit code" is $? 0
    check "correction: delivered" is "$(row_of jabatan "$id")" "done|upsert|created"
    check "correction: no reason left" is "$(codes_of jabatan "$id")" ""
    # and of a person: everything that waited for it follows
    id=$(simpeg "SELECT c.src_id FROM simpeg.contoh_cacat AS c WHERE c.view_name = 'v_pegawai' AND c.code = 'INACTIVE_EMP' ORDER BY 1 LIMIT 1")
    simpeg "UPDATE simpeg.pegawai SET kedudukan = CASE status WHEN 3 THEN 'PPPK' ELSE 'AKTIF' END WHERE id = $id"
    daemon_once
    check "correction of a person: exit code" is $? 0
    check "correction of a person: delivered" is "$(row_of data_utama "$id" | cut -d"|" -f1)" "done"
    check "correction of a person: nothing waits any more" none "SELECT q.* FROM state.quarantine AS q
        WHERE q.code = 'PERSON_BLOCKED' AND q.nip = (SELECT replace(nip, ' ', '') FROM simpeg.pegawai WHERE id = $id)"
    # BKN has another birth date: SIMPEG alone cannot settle that
    id=$(simpeg "SELECT c.src_id FROM simpeg.contoh_cacat AS c WHERE c.view_name = 'v_pegawai' AND c.code = 'NIP_BIRTH' ORDER BY 1 LIMIT 1")
    simpeg "UPDATE simpeg.pegawai SET tgl_lahir = to_date(left(replace(nip, ' ', ''), 8), 'YYYYMMDD') WHERE id = $id"
    daemon_once
    check "correction against BKN: exit code" is $? 0
    check "correction against BKN: held back" is "$(codes_of data_utama "$id")" PERSON_MISMATCH
    check_compare "after all changes"
    check "after all changes: event chain" chain
    check "after all changes: one write a person at a time" is "$(stat_of overlapping_writes)" 0
}

stage_begin
stage_postgres
stage_sample "$SIZE" "$SEED"
stage_sandbox
stage_config
first_run
quarantine_is_right
compare_only_is_right
jabatansync_follows
second_run_is_silent
edit_is_one_update
delete_is_held_and_row_comes_back
correction_is_delivered
stage_verdict
