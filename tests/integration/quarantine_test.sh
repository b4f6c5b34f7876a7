#!/usr/bin/env bash
# Quarantine: every code of the catalogue fires on a planted defect or is listed here with the reason
# why not; first and last seen; rows leave when SIMPEG is corrected; lists and exports; BKN's index.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-200}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
refused() { ctl "$@" >"$STAGE_DIR/out" 2>&1; echo $?; }
# seen KIND SRC_ID CODE [COLUMN]: of one reason
seen() { state "SELECT ${4:-severity} FROM siasn.quarantine WHERE kind = '$1' AND src_id = '$2' AND code = '$3'"; }
sound="p.id::text NOT IN (SELECT src_id FROM simpeg.contoh_cacat WHERE view_name = 'v_pegawai') AND p.kedudukan = 'AKTIF'"

# Codes that no state of a SIMPEG or of our sandbox can show here, and who shows them instead.
not_here() {
    cat <<'LIST'
UNOR_AMBIGUOUS units are never matched by name, so no name can be ambiguous; kept for sites whose view says so
MATCH_AMBIGUOUS needs rows at SIASN that only differ in what is no key: match_test
FIELD_INVALID the views' types leave nothing unreadable: map_test
SKP_PARTIAL kind of its own, off here: its golden test
DELETE_WAIT deletes are off here: delete_test.sh
DELETE_LAST deletes are off here: delete_test.sh
DELETE_UNSURE deletes are off here: delete_test.sh
DELETE_NO_ENDPOINT every kind that is on can be deleted: session_delete_test
PARENT_MISSING the sample's own rows hang on rows that are sound: kinds_test.sh
PARENT_WAITS as above: kinds_test.sh
PPPK_NOT_PUSHED no PPPK among what is sampled here: kinds_test.sh
REF_GONE the code lists are not fetched here: reference_test.sh
DOC_MISSING documents are off here: documents_test.sh
DOC_BAD documents are off here: documents_test.sh
DOC_TOO_LARGE documents are off here: documents_test.sh
DOC_UNREADABLE documents are off here: documents_test.sh
DOC_OUTSIDE documents are off here: documents_test.sh
DOC_SOURCE documents are off here: documents_test.sh
DOC_TYPE documents are off here: documents_test.sh
DOC_SIGNATURE documents are off here: documents_test.sh
DOC_SIGNATURE_WARN documents are off here: documents_test.sh
DOC_REJECTED documents are off here: documents_test.sh
DOC_DUPLICATE documents are off here: documents_test.sh
DOC_ROOT documents are off here: documents_test.sh
LIST
}

# What the sample has not: one sound person each, or a row of one.
plant() {
    # shellcheck disable=SC2046 # a list of words
    set -- $(simpeg "SELECT p.id FROM simpeg.pegawai AS p WHERE $sound AND p.status = 2 AND p.jabatan_id IS NOT NULL ORDER BY p.id LIMIT 12")
    simpeg "UPDATE simpeg.pegawai SET nik = '12345' WHERE id = $1" \
        "UPDATE simpeg.pegawai SET gelar_depan = NULL, gelar_belakang = NULL, tingkat_id = 9 WHERE id = $2" \
        "UPDATE simpeg.pegawai SET tingkat_id = NULL WHERE id = $3" \
        "UPDATE simpeg.pegawai SET tmt_pns = NULL WHERE id = $4" \
        "UPDATE simpeg.pegawai SET tmt_pensiun = '2026-01-01' WHERE id = $5" \
        "UPDATE simpeg.pegawai SET jabatan_id = 'P901' WHERE id = $6" \
        "DELETE FROM simpeg.skp WHERE nip = (SELECT translate(nip, ' ', '') FROM simpeg.pegawai WHERE id = $7)" \
        "UPDATE simpeg.unit_kerja SET aktif = false WHERE kode = (SELECT unit_kode FROM simpeg.pegawai WHERE id = $8)" \
        "UPDATE simpeg.ref_jabatan SET aktif = false WHERE id = (SELECT jabatan_id FROM simpeg.pegawai WHERE id = $9)" \
        "UPDATE simpeg.riwayat_jabatan SET no_sk = NULL WHERE id = (SELECT min(id) FROM simpeg.riwayat_jabatan WHERE pegawai_id = ${10})"
    simpeg "UPDATE siasn_map.kode SET siasn = '9Z' WHERE jenis = 'kursus' AND lokal = 'SOS'" \
        "UPDATE siasn_map.unor SET unor_id = repeat('A', 60) WHERE kode = (SELECT unit_kode FROM simpeg.pegawai WHERE id = ${11})" \
        "UPDATE simpeg.pegawai SET kedudukan = 'AKTIF' WHERE id = (SELECT id FROM simpeg.pegawai WHERE status = 3 AND kedudukan = 'PPPK' ORDER BY id LIMIT 1)"
    # two structural officials: one just appointed, one far below the rank
    # shellcheck disable=SC2046 # two words
    set -- $(simpeg "SELECT p.id FROM simpeg.pegawai AS p JOIN simpeg.riwayat_jabatan AS r ON r.pegawai_id = p.id AND r.terakhir AND r.jenis = 1
        WHERE $sound ORDER BY p.id LIMIT 2")
    simpeg "UPDATE simpeg.pegawai SET golru = 'I/a' WHERE id = $1" \
        "UPDATE simpeg.pegawai SET tmt_cpns = '2026-03-01', tmt_pns = '2026-03-01' WHERE id = $2"
}

# What is an event, not a state: a row that goes, a key that is used again, a person whose row goes.
plant_events() {
    local id
    id=$(state "SELECT src_id FROM siasn.outbox WHERE kind = 'jabatan' AND state = 'done' ORDER BY src_id LIMIT 1")
    simpeg "DELETE FROM simpeg.riwayat_jabatan WHERE id = $id"
    id=$(state "SELECT src_id FROM siasn.outbox WHERE kind = 'diklat' AND state = 'done' ORDER BY src_id LIMIT 1")
    simpeg "UPDATE simpeg.diklat_struktural SET pegawai_id = (SELECT p.id FROM simpeg.pegawai AS p WHERE $sound AND p.id <> pegawai_id ORDER BY p.id DESC LIMIT 1) WHERE id = $id"
    simpeg "UPDATE simpeg.riwayat_kursus SET nip = '199912312024011099' WHERE id = (SELECT id FROM simpeg.riwayat_kursus WHERE status = 2 AND id LIKE 'K0%' ORDER BY id DESC LIMIT 1)"
    id=$(simpeg "SELECT c.src_id FROM simpeg.contoh_cacat AS c WHERE c.view_name = 'v_pegawai' AND c.code = 'NIP_BIRTH' ORDER BY 1 LIMIT 1")
    simpeg "UPDATE simpeg.pegawai SET tgl_lahir = to_date(left(replace(nip, ' ', ''), 8), 'YYYYMMDD') WHERE id = $id"
}

every_code_fires() {
    ctl quarantine codes --json | jq -r '.codes[].code' | sort >"$STAGE_DIR/codes"
    state "SELECT DISTINCT code FROM siasn.quarantine" | sort >"$STAGE_DIR/fired"
    not_here | cut -d' ' -f1 | sort >"$STAGE_DIR/not_here"
    check "every code fires or is listed with its reason" is "$(comm -23 "$STAGE_DIR/codes" <(sort -u "$STAGE_DIR/fired" "$STAGE_DIR/not_here"))" ""
    check "no code outside the catalogue" is "$(comm -13 "$STAGE_DIR/codes" "$STAGE_DIR/fired")" ""
    check "severity: as the catalogue says, or a warning of the survey" is "$(state "SELECT DISTINCT code || ' ' || severity FROM siasn.quarantine" | sort |
        comm -23 - <(ctl quarantine codes --json | jq -r '.codes[] | "\(.code) \(.severity)"' | sort))" \
        "$(printf 'JAB_UNMAPPED warning\nTMT_MISSING warning\nUNOR_INACTIVE warning')"
}

# Findings that do not hold a row back: found on the planted rows, on no other, and the rows go.
findings_are_right() {
    local kinds="(VALUES ('data_utama', 'v_pegawai'), ('jabatan', 'v_rw_jabatan'), ('diklat', 'v_rw_diklat'), ('kursus', 'v_rw_kursus')) AS k (kind, view_name)"
    local codes="('EDU_BELOW', 'DUP_POST', 'CERT_SHARED', 'ID_JUNK', 'ID_STALE')"
    check "findings: each planted one is found" none "SELECT c.view_name, c.src_id, c.code FROM simpeg.contoh_cacat AS c JOIN $kinds USING (view_name)
        WHERE c.code IN $codes AND NOT EXISTS (SELECT FROM state.quarantine AS q WHERE q.kind = k.kind AND q.src_id = c.src_id AND q.code = c.code AND q.severity = 'warning')"
    check "findings: no other is" none "SELECT q.kind, q.src_id, q.code, q.value FROM state.quarantine AS q JOIN $kinds USING (kind) WHERE q.code IN $codes
        AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c WHERE c.view_name = k.view_name AND c.src_id = q.src_id AND c.code = q.code)"
    check "findings: the rows were delivered" none "SELECT q.kind, q.src_id, q.code, o.state FROM state.quarantine AS q JOIN state.outbox AS o USING (kind, src_id)
        WHERE q.severity = 'warning' AND o.state <> 'done' AND NOT EXISTS (SELECT FROM state.quarantine AS e WHERE e.kind = q.kind AND e.src_id = q.src_id AND e.severity <> 'warning')"
}

# The OPD by the sample's own way of numbering units, not by the tree.
opds_are_right() {
    check "OPD: of every person" none "SELECT e.nip, e.opd_id, p.unit_kode FROM state.employee AS e JOIN simpeg.pegawai AS p ON translate(p.nip, ' .-', '') = e.nip
        WHERE e.opd_id IS DISTINCT FROM left(p.unit_kode, CASE WHEN p.unit_kode LIKE 'K%' THEN 3 ELSE 2 END)"
    simpeg "UPDATE simpeg.unit_kerja SET induk = '00' WHERE kode = '05P01'" "UPDATE simpeg.unit_kerja SET nama = 'Dinas Pendidikan Dasar' WHERE kode = '04'"
    simpeg "UPDATE simpeg.pegawai SET unit_kode = '05P01' WHERE id = (SELECT p.id FROM simpeg.pegawai AS p WHERE $sound ORDER BY p.id DESC LIMIT 1)"
    daemon_once
    check "OPD: follows the tree" is "$(state "SELECT count(*) > 0, bool_and(opd_id = '05P01') FROM siasn.employee WHERE opd_name LIKE 'UPTD Puskesmas%'")" "t|t"
    check "OPD: follows the name" is "$(state "SELECT DISTINCT opd_name FROM siasn.employee WHERE opd_id = '04'")" "Dinas Pendidikan Dasar"
}

first_and_last_seen() {
    local id first last email
    id=$(simpeg "SELECT src_id FROM simpeg.contoh_cacat WHERE view_name = 'v_rw_kursus' AND code = 'JP_RANGE' ORDER BY 1 LIMIT 1")
    email=$(state "SELECT src_id FROM siasn.quarantine WHERE code = 'EMAIL_BAD' ORDER BY 1 LIMIT 1")
    state "UPDATE siasn.quarantine SET first_seen = '2026-01-01', last_seen = '2026-01-02'"
    daemon_once
    check "seen: a scan moves the last sight, not the first" is "$(seen kursus "$id" JP_RANGE "first_seen::date, last_seen > now() - interval '1 hour'")" "2026-01-01|t"
    check "seen: so does a survey" is "$(seen data_utama "$email" EMAIL_BAD "first_seen::date, last_seen > now() - interval '1 hour'")" "2026-01-01|t"
    state "UPDATE siasn.quarantine SET last_seen = '2026-01-02' WHERE src_id = '$id'"
    simpeg "UPDATE simpeg.riwayat_kursus SET jam = '0' WHERE id = '$id'" "UPDATE simpeg.riwayat_kursus SET nama = nama || ' B', jam = '999999' WHERE id = '$id'"
    daemon_once
    check "seen: found again with another value" is "$(seen kursus "$id" JP_RANGE "first_seen::date, last_seen > now() - interval '1 hour', value")" "2026-01-01|t|999999"
    first=$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'EMAIL_BAD'")
    simpeg "UPDATE simpeg.riwayat_kursus SET jam = '12' WHERE id = '$id'" "UPDATE simpeg.pegawai SET email = 'benar@example.org' WHERE id = $email"
    daemon_once
    check "corrected: an error leaves by itself" is "$(seen kursus "$id" JP_RANGE)" ""
    check "corrected: and the row is delivered" is "$(state "SELECT state FROM siasn.outbox WHERE kind = 'kursus' AND src_id = '$id'")" "done"
    check "corrected: a warning leaves by itself" is "$(seen data_utama "$email" EMAIL_BAD)" ""
    check "corrected: the others stay" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'EMAIL_BAD'")" $((first - 1))
    last=$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'NIK_BAD'")
    simpeg "UPDATE simpeg.pegawai AS p SET nik = '99010101018000' || lpad((id % 100)::text, 2, '0') WHERE length(nik) <> 16"
    daemon_once
    check "corrected: a column that is not sent counts too" is "$last $(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'NIK_BAD'")" "1 0"
}

# A date too far ahead is right when its time has come: looked at again at night, without an edit.
time_corrects() {
    local id
    id=$(simpeg "SELECT r.id FROM simpeg.riwayat_jabatan AS r JOIN simpeg.pegawai AS p ON p.id = r.pegawai_id WHERE $sound AND r.terakhir AND r.jenis <> 1 ORDER BY r.id LIMIT 1")
    simpeg "UPDATE simpeg.riwayat_jabatan SET tmt_jabatan = current_date + 400 WHERE id = $id"
    daemon_once
    check "time: too far ahead" is "$(seen jabatan "$id" TMT_ORDER)" error
    state "UPDATE siasn.quarantine SET value = (current_date + 366)::text WHERE src_id = '$id' AND code = 'TMT_ORDER'"
    {
        echo "SET search_path = siasn; PREPARE again (text[]) AS"
        cat "$STAGE_ROOT/schema/queries/recheck_nightly.sql"
        echo "EXECUTE again('{nilai_ip_asn}');"
    } | psql -X -q -d siasn_state
    check "time: looked at again when it may be right" is "$(state "SELECT kind FROM siasn.changed_key WHERE src_id = '$id'")" jabatan
    state "DELETE FROM siasn.changed_key"
}

lists() {
    local all
    all=$(state "SELECT count(*) FROM siasn.quarantine")
    check "list: everything is counted" is "$(ctl quarantine list --json | jq '[.quarantine[].rows] | add')" "$all"
    check "list: one code" is "$(ctl quarantine list --code JP_RANGE --json | jq -r '[.quarantine[].code] | unique | join(",")')" JP_RANGE
    check "list: one of BKN's codes" is "$(ctl quarantine list --code TIM_4 --json | jq -r '[.quarantine[].code] | unique | join(",")')" DUP_POST
    check "list: a dimension of BKN's" is "$(ctl quarantine list --code CON --json | jq -r '[.quarantine[].code] | unique | join(",")')" "NIP_BIRTH,NIP_CPNS,NIP_PPPK,NIP_SEX"
    check "list: one OPD, by its key" is "$(ctl quarantine list --opd 05 --json | jq -r '[.quarantine[].opd] | unique | join(",")')" "Dinas Kesehatan"
    check "list: one OPD, by its name" is "$(ctl quarantine list --opd kesehatan --json | jq '[.quarantine[].rows] | add')" \
        "$(state "SELECT count(*) FROM siasn.quarantine JOIN siasn.employee USING (nip) WHERE opd_id = '05'")"
    check "list: for people" grep -q '^Dinas Kesehatan .* error ' <(ctl quarantine list)
    check "show: sentences in full" is "$(ctl quarantine show --code NIP_SEX --json | jq -r '[.quarantine[] | select(.sentence | test("Perbaiki jenis kelamin atau NIP pada menu Data Pegawai") | not)] | length')" 0
    check "show: one person, as people type a NIP" is "$(ctl quarantine show --nip "$(state "SELECT left(nip, 8) || ' ' || substr(nip, 9) FROM siasn.quarantine WHERE length(nip) = 18 ORDER BY nip LIMIT 1")" --json | jq '[.quarantine[].nip] | unique | length')" 1
    check "unknown code" is "$(refused quarantine list --code XYZ_1)" 2
    check "unknown code: said" grep -q 'quarantine codes' "$STAGE_DIR/out"
    check "another word" is "$(refused quarantine lihat)" 2
    check "--bom without export" is "$(refused quarantine list --bom)" 2
    check "export as JSON is refused" is "$(refused quarantine export --json)" 2
}

# An independent reader (python's csv) takes the export apart.
read_csv() {
    python3 - "$1" <<'PY'
import csv, sys
raw = open(sys.argv[1], 'rb').read()
text = raw.decode('utf-8')
body = text.lstrip('\ufeff')
rows = list(csv.reader(body.splitlines(keepends=True) and __import__('io').StringIO(body, newline=''), strict=True))
assert body.endswith('\r\n') and len({len(r) for r in rows}) == 1, 'not RFC 4180'
outside = body
for r in rows:
    for cell in r:
        assert not cell[:1] or cell[0] not in '=+-@\t\r', cell
print(len(rows) - 1, len(rows[0]), 'bom' if text.startswith('\ufeff') else 'plain', sum('\n' in c for r in rows for c in r))
PY
}

exports() {
    local nip rows
    nip=$(state "SELECT nip FROM siasn.employee WHERE opd_id = '05' ORDER BY nip LIMIT 1")
    state "INSERT INTO siasn.quarantine (kind, src_id, code, field, nip, value, severity)
        SELECT 'jabatan', 'uji' || i, 'JAB_FREETEXT', 'nama_jabatan', '$nip', (ARRAY['=HYPERLINK(\"http://x\";\"a\")', '+1', '-2+3', '@SUM(A1)', E'a,\"b\"\nc', E'\tx'])[1 + i % 6], 'error'
        FROM generate_series(1, 2400) AS i"
    rows=$(state "SELECT count(*) FROM siasn.quarantine")
    ctl quarantine export --csv >"$STAGE_DIR/csv"
    check "export: whole, more than two pages, no cell is a formula" is "$(read_csv "$STAGE_DIR/csv")" "$rows 13 plain 800"
    ctl quarantine export --bom --opd 05 --code JAB_FREETEXT --kind jabatan --nip "$nip" >"$STAGE_DIR/csv"
    check "export: filtered, with a mark for Excel" is "$(read_csv "$STAGE_DIR/csv")" "$(state "SELECT count(*) FROM siasn.quarantine WHERE nip = '$nip' AND code = 'JAB_FREETEXT'") 13 bom 800"
    check "export: headings for the OPDs" is "$(ctl quarantine export | head -1 | tr -d '\r')" \
        kode_opd,opd,nip,jenis,id_baris,kode,kode_bkn,tingkat,kolom,isi,perbaikan,pertama_terlihat,terakhir_terlihat
    state "DELETE FROM siasn.quarantine WHERE src_id LIKE 'uji%'"
}

# One OPD put in order by hand, then two known defects. Measured weight: COM 28 x 10000 + TIM 31 x 6819
# + ACC 30 x 5236 + CON 11 x 10000 = 758469. One person without e-mail: 28 x 250 = 7000; two with a wrong
# sex digit: 2 x 11 x 2500 = 55000.
index_by_hand() {
    local n opd
    opd=$(state "SELECT opd_id FROM siasn.employee WHERE blocked IS NULL AND opd_id IS NOT NULL GROUP BY 1 HAVING count(*) BETWEEN 3 AND 9 ORDER BY 1 LIMIT 1")
    n=$(state "SELECT count(*) FROM siasn.employee WHERE opd_id = '$opd' AND coalesce(blocked, '') NOT IN ('INACTIVE_EMP', 'PEGAWAI_MISSING')")
    state "DELETE FROM siasn.quarantine WHERE nip IN (SELECT nip FROM siasn.employee WHERE opd_id = '$opd')"
    check "index: an OPD without defects" is "$(ctl quality --opd "$opd" --json | jq -r '.opds[0] | "\(.persons) \(.index) \(.numerator) \(.denominator)"')" \
        "$n 100.00 $((n * 758469)) $((n * 758469))"
    state "INSERT INTO siasn.quarantine (kind, src_id, code, field, nip, severity)
        SELECT 'data_utama', 'uji', 'EMAIL_BAD', 'email', min(nip), 'warning' FROM siasn.employee WHERE opd_id = '$opd' AND blocked IS NULL" \
        "INSERT INTO siasn.quarantine (kind, src_id, code, field, nip, severity)
        SELECT 'data_utama', 'uji' || nip, 'NIP_SEX', 'nip', nip, 'error' FROM (SELECT nip FROM siasn.employee WHERE opd_id = '$opd' AND blocked IS NULL ORDER BY nip LIMIT 2) AS x" \
        "INSERT INTO siasn.quarantine (kind, src_id, code, field, nip, severity)
        SELECT 'jabatan', 'uji', 'TMT_MISSING', 'tmt_jabatan', min(nip), 'error' FROM siasn.employee WHERE opd_id = '$opd' AND blocked IS NULL"
    check "index: two defects, a third that is none of BKN's" is "$(ctl quality --opd "$opd" --json | jq -r '.opds[0] | "\(.numerator) \(.denominator)"')" \
        "$((n * 758469 - 7000 - 55000)) $((n * 758469))"
    check "index: as a percentage" is "$(ctl quality --opd "$opd" --json | jq -r '.opds[0].index')" \
        "$(awk -v n="$n" 'BEGIN { printf "%.2f", 100 * (n * 758469 - 62000) / (n * 758469) }')"
    check "index: of the dimension" is "$(ctl quality --opd "$opd" --json | jq -r '.opds[0].con')" "$(awk -v n="$n" 'BEGIN { printf "%.2f", 100 * (1 - 2 * 25 / 100 / n) }')"
    check "index: all OPDs add up" is "$(ctl quality --json | jq '[.opds[:-1][].persons] | add')" "$(ctl quality --json | jq '.opds[-1].persons')"
    check "index: inactive persons are not counted" is "$(ctl quality --json | jq '.opds[-1].persons')" \
        "$(state "SELECT count(*) FROM siasn.employee WHERE coalesce(blocked, '') NOT IN ('INACTIVE_EMP', 'PEGAWAI_MISSING')")"
    check "index: unknown OPD" is "$(refused quality --opd 'Dinas Tidak Ada')" 1
    state "DELETE FROM siasn.quarantine WHERE src_id LIKE 'uji%'"
}

# A site that lacks a column, and a view, says nothing about anybody.
not_measured() {
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN email TO surel" "ALTER VIEW siasn_src.v_rw_skp RENAME TO v_lain"
    daemon_once
    check "not measured: exit code" is $? 0
    check "not measured: named" is "$(ctl quality --json | jq -r '[.indicators[] | select(.affected == null) | .code] | join(" ")')" \
        "COM_1 COM_6 TIM_2 TIM_6 ACC_2 ACC_7 ACC_8 ACC_9"
    check "not measured: found nothing" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE code IN ('EMAIL_BAD', 'SKP_MISSING')")" 0
    check "not measured: weight" is "$(ctl quality --json | jq .weight_measured)" $((758469 - 28 * 2250))
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN surel TO email" "ALTER VIEW siasn_src.v_lain RENAME TO v_rw_skp"
    # The kind is off, so that only the survey asks the view.
    sed -i 's/^\[records\]/&\ndisable = skp22/' "$STAGE_DIR/siasnd.conf"
    simpeg "REVOKE SELECT ON siasn_src.v_rw_skp FROM siasn_reader"
    daemon_once
    check "a question that fails: the rest goes on" is $? 0
    check "a question that fails: said" grep -q 'could not answer.*SKP_MISSING' "$STAGE_DIR/once.log"
    check "a question that fails: the others are answered" is "$(state "SELECT count(*) > 0 FROM siasn.quarantine WHERE code = 'EMAIL_BAD'")" t
    simpeg "GRANT SELECT ON siasn_src.v_rw_skp TO siasn_reader"
}

stage_begin
stage_postgres
stage_sample "$SIZE"
stage_sandbox
stage_config guard.gone_rows=1000
daemon_once
check "first run: exit code" is $? 0
daemon_once
state_join
findings_are_right
opds_are_right
plant
daemon_once
plant_events
daemon_once
daemon_once
every_code_fires
first_and_last_seen
time_corrects
lists
exports
index_by_hand
not_measured
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
