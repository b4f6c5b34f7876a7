#!/usr/bin/env bash
# Record kinds beside the first few: those off by default, rows that wait for the id of another row,
# the rule a site may lift, what is only read, and switches that name something wrong.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-120}
OFF=hukdis,sertifikasi,pasangan,anak

codes_of() { state "SELECT string_agg(code, ',' ORDER BY code) FROM siasn.quarantine WHERE kind = '$1' AND src_id = '$2'"; }
state_of() { state "SELECT state FROM siasn.outbox WHERE kind = '$1' AND src_id = '$2'"; }
link_of() { state "SELECT siasn_id FROM siasn.link WHERE kind = '$1' AND src_id = '$2'"; }
position_of() { remote_row rw-angkakredit "$(link_of angkakredit "$1")" | jq -r .rwJabatan; }

refuses() { # NAME "section.key=value" TEXT
    stage_config "$2"
    daemon_once
    check "$1: exit code" is $? 1
    check "$1: said" grep -qF -- "$3" "$STAGE_DIR/once.log"
}

wrong_switches() {
    refuses "unknown kind" records.enable=hukuman "[records] enable names hukuman, which is no record kind"
    refuses "unknown rule" records.allow=pppk "[records] allow names pppk, which no rule of a record kind is called"
    refuses "a kind others wait for" records.disable=jabatan "record kind angkakredit needs the ids of jabatan"
    refuses "children without parents" records.enable=anak "record kind anak needs the ids of pasangan"
    refuses "the person" records.disable=data_utama "data_utama cannot be switched off"
}

off_by_default() {
    stage_config records.allow=
    daemon_once
    check "by default: exit code" is $? 0
    check "by default: off kinds are not read" is "$(state "SELECT count(*) FROM siasn.source_row WHERE kind = ANY (string_to_array('$OFF', ','))")" 0
    check "by default: nothing of them at SIASN" is \
        "$(stage_control dump | jq -c 'select(.t == "rw-hukdis" or .t == "rw-sertifikasi" or .t == "data-pasangan" or .t == "data-anak")' | wc -l)" 0
}

# Without leave, positions of PPPK stay here, and what hangs on them waits for them.
pppk_is_held() {
    state_join
    check "PPPK: no position sent" none "SELECT o.* FROM state.outbox AS o JOIN siasn_src.v_rw_jabatan AS v USING (src_id)
        WHERE o.kind = 'jabatan' AND v.status_asn = 'PPPK' AND o.state <> 'rejected'"
    check "PPPK: some are held for that reason" is "$(state "SELECT count(*) > 3 FROM siasn.quarantine WHERE code = 'PPPK_NOT_PUSHED' AND severity = 'info'")" t
    check "PPPK: points wait for their position" none "SELECT o.src_id, o.state, q.code FROM state.outbox AS o LEFT JOIN state.quarantine AS q USING (kind, src_id)
        JOIN siasn_src.v_rw_angkakredit AS v USING (src_id) JOIN state.quarantine AS p ON p.kind = 'jabatan' AND p.src_id = v.rw_jabatan_src_id
        WHERE o.kind = 'angkakredit' AND p.code = 'PPPK_NOT_PUSHED' AND (o.state <> 'rejected' OR q.code NOT IN ('PARENT_FAULTY', 'PERSON_BLOCKED'))"
}

lifted_and_enabled() {
    stage_config "records.enable=${OFF//,/, }"
    daemon_once
    check "all kinds, rule lifted: exit code" is $? 0
    check "rule lifted: nothing is held by it any more" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'PPPK_NOT_PUSHED'")" 0
    check "all kinds: compared" stage_compare
    check "all kinds: dump compared with every kind" compare_all
    check "all kinds: nothing lost" none "SELECT t, src_id, found, state, codes FROM contoh.verdict WHERE verdict = 'lost'"
    check "all kinds: nothing twice" is "$(compared 8)" 0
    check "all kinds: something of each arrived" is "$(awk -F'|' '$3 == 0' "$STAGE_DIR/compare")" ""
    check "points carry the id of their position" none "SELECT a.src_id, l.siasn_id, d.row->>'rwJabatan' FROM siasn_src.v_rw_angkakredit AS a
        JOIN state.link AS k ON k.kind = 'angkakredit' AND k.src_id = a.src_id JOIN contoh.dump AS d ON d.t = 'rw-angkakredit' AND d.id = k.siasn_id
        LEFT JOIN state.link AS l ON l.kind = 'jabatan' AND l.src_id = a.rw_jabatan_src_id WHERE d.row->>'rwJabatan' IS DISTINCT FROM l.siasn_id"
    check "children carry the id of their parent" none "SELECT a.src_id FROM siasn_src.v_anak AS a
        JOIN state.link AS k ON k.kind = 'anak' AND k.src_id = a.src_id JOIN contoh.dump AS d ON d.t = 'data-anak' AND d.id = k.siasn_id
        LEFT JOIN state.link AS l ON l.kind = 'pasangan' AND l.src_id = a.pasangan_src_id WHERE d.row->>'pasanganId' IS DISTINCT FROM l.siasn_id"
    check "no reason left that waits in vain" none "SELECT q.* FROM state.quarantine AS q WHERE q.code = 'PARENT_WAITS'"
    check "golongansync follows a sentence" is \
        "$(stage_control log | jq -r 'select(.path | endswith("data-utama-golongansync")) | .nip' | sort -u | grep -cFf <(state "SELECT DISTINCT nip FROM siasn.outbox WHERE kind = 'hukdis' AND outcome = 'created'"))" \
        "$(state "SELECT count(DISTINCT nip) FROM siasn.outbox WHERE kind = 'hukdis' AND outcome = 'created'")"
}

compare_all() {
    stage_psql simpeg -At -v dump="$STAGE_DIR/dump.ndjson" -v kinds='{pns,cpns,rw-jabatan,rw-diklat,rw-kursus,rw-angkakredit,rw-skp22,rw-kinerjaperiodik,rw-skp2021,rw-skp,rw-penghargaan,rw-hukdis,rw-sertifikasi,data-pasangan,data-anak}' \
        -f "$STAGE_ROOT/tests/sample/compare.sql" >"$STAGE_DIR/compare"
}

second_run_is_silent() {
    local before
    before=$(stage_control stats | jq .requests)
    daemon_once
    check "second run: nothing asked" is "$(($(stage_control stats | jq .requests) - before <= 2))" 1
}

# A sound person with points, and a new position and points of the same person.
waits_for_its_position() {
    local nip person row ak
    read -r person nip < <(simpeg "SELECT p.id || ' ' || a.nip FROM siasn_src.v_rw_angkakredit AS a JOIN state.outbox AS o ON o.kind = 'angkakredit' AND o.src_id = a.src_id AND o.state = 'done'
        JOIN simpeg.pegawai AS p ON replace(p.nip, ' ', '') = a.nip WHERE NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c WHERE c.nip = a.nip AND c.sifat <> 'temuan') ORDER BY a.src_id LIMIT 1")
    row=$(simpeg "INSERT INTO simpeg.riwayat_jabatan (pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, tugas_id, no_sk, tgl_sk, tmt_jabatan, jenis_mutasi, verifikasi)
        SELECT pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, tugas_id, 'BARU/1', '2026-01-02', '2026-01-05', 1, 'B' FROM simpeg.riwayat_jabatan
        WHERE pegawai_id = $person AND jenis = 3 ORDER BY tmt_jabatan DESC LIMIT 1 RETURNING id")
    ak=$(simpeg "INSERT INTO simpeg.angka_kredit (pegawai_id, riwayat_jabatan_id, no_pak, tgl_pak, mulai, selesai, utama, penunjang, jenis)
        VALUES ($person, $row, 'PAK/BARU/1', '2026-04-10', '2026-01-01', '2026-03-31', 6.25, 0, 'K') RETURNING id")
    simpeg "INSERT INTO simpeg.penghargaan (nip, kode, nama, no_sk, tgl_sk, tahun) VALUES ('$nip', 'SLKS10', 'Satyalancana', 'SATYA/BARU/1', '2025-08-17', 2025)"
    daemon_once
    check "waits: exit code" is $? 0
    check "waits: the position is not approved" is "$(codes_of jabatan "$row")" STATUS_PENDING
    check "waits: reason" is "$(state_of angkakredit "$ak") $(codes_of angkakredit "$ak")" "rejected PARENT_FAULTY"
    check "waits: the position is named" is "$(state "SELECT value FROM siasn.quarantine WHERE kind = 'angkakredit' AND src_id = '$ak'")" "Riwayat jabatan $row"
    check "waits: others of the person go on" is "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'penghargaan' AND nip = '$nip' AND payload LIKE '%SATYA/BARU/1%' AND state = 'done'")" 1

    simpeg "UPDATE simpeg.riwayat_jabatan SET verifikasi = 'S' WHERE id = $row"
    daemon_once
    check "approved: both delivered" is "$(state_of jabatan "$row") $(state_of angkakredit "$ak")" "done done"
    check "approved: with the position's id" is "$(position_of "$ak")" "$(link_of jabatan "$row")"
    check "approved: no reason left" is "$(codes_of angkakredit "$ak")" ""
    moves_with_its_position "$row" "$ak"
    refused_with_its_position "$person"
    not_another_persons "$person"
}

# Somebody deletes the position at SIASN: it is created again under another id, and the points follow.
moves_with_its_position() {
    local old token
    old=$(link_of jabatan "$1")
    token=$(curl -sS --cacert "$STAGE_DIR/ca.pem" -u demo-key:demo-secret-7Kq -d grant_type=client_credentials "$STAGE_URL/oauth2/token" | jq -r .access_token)
    curl -sS --cacert "$STAGE_DIR/ca.pem" -X DELETE -H "Authorization: Bearer $token" -H "Auth: bearer demo-static-token-3Xw" \
        "$STAGE_URL/apisiasn/1.0/jabatan/delete/$old" >/dev/null
    sleep 5 # the doubt window: a link made a moment ago is not taken for gone
    simpeg "UPDATE simpeg.riwayat_jabatan SET no_sk = 'BARU/2', tmt_jabatan = '2026-01-06' WHERE id = $1"
    daemon_once
    check "moved: the position has another id" is "$([ "$(link_of jabatan "$1")" != "$old" ] && state_of jabatan "$1")" "done"
    check "moved: the points follow" is "$(position_of "$2")" "$(link_of jabatan "$1")"
}

refused_with_its_position() {
    local row ak
    stage_control faults -d '[{"fault":"false_success","path":"/jabatan/unorjabatan/save"}]' >/dev/null
    row=$(simpeg "INSERT INTO simpeg.riwayat_jabatan (pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, tugas_id, no_sk, tgl_sk, tmt_jabatan, jenis_mutasi)
        SELECT pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, tugas_id, 'TOLAK/1', '2026-02-02', '2026-02-05', 1 FROM simpeg.riwayat_jabatan
        WHERE pegawai_id = $1 AND jenis = 3 ORDER BY tmt_jabatan DESC LIMIT 1 RETURNING id")
    ak=$(simpeg "INSERT INTO simpeg.angka_kredit (pegawai_id, riwayat_jabatan_id, no_pak, tgl_pak, mulai, selesai, utama, penunjang, jenis)
        VALUES ($1, $row, 'PAK/TOLAK/1', '2026-06-10', '2026-04-01', '2026-05-31', 4.125, 0.5, 'K') RETURNING id")
    daemon_start
    stage_await 60 "the refusal" refused "$row"
    stage_await 20 "what hangs on it" waits "$ak"
    daemon_stop
    check "refused: the points say why they wait" is "$(codes_of jabatan "$row") $(codes_of angkakredit "$ak")" "SIASN_REJECTED PARENT_FAULTY"
    stage_control faults -d '[]' >/dev/null
    check "refused: asked again" "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" retry --kind jabatan --by "Operator Satu"
    daemon_once
    check "refused: both delivered in the end" is "$(state_of jabatan "$row") $(state_of angkakredit "$ak")" "done done"
    check "refused: exactly as written" is "$(remote_row rw-angkakredit "$(link_of angkakredit "$ak")" | jq -c '[.kreditUtamaBaru, .kreditPenunjangBaru, .kreditBaruTotal, .isKonversi]')" '["4.125","0.5","4.625","1"]'
}

waits() { [ "$(codes_of angkakredit "$1")" = PARENT_FAULTY ]; }
refused() { [ "$(codes_of jabatan "$1")" = SIASN_REJECTED ]; }

not_another_persons() {
    local other ak
    other=$(simpeg "SELECT v.src_id FROM siasn_src.v_rw_jabatan AS v JOIN state.link AS l ON l.kind = 'jabatan' AND l.src_id = v.src_id
        WHERE v.nip <> (SELECT replace(nip, ' ', '') FROM simpeg.pegawai WHERE id = $1) ORDER BY 1 LIMIT 1")
    ak=$(simpeg "INSERT INTO simpeg.angka_kredit (pegawai_id, riwayat_jabatan_id, no_pak, tgl_pak, mulai, selesai, utama, penunjang, jenis)
        VALUES ($1, $other, 'PAK/LAIN/1', '2026-06-11', '2026-05-01', '2026-05-31', 1, 0, 'K') RETURNING id")
    daemon_once
    check "a position of somebody else is none" is "$(state_of angkakredit "$ak") $(codes_of angkakredit "$ak")" "rejected PARENT_MISSING"
}

# SIASN never shows the months of a quarter: an update that was lost on its way must not pass for done.
hidden_change_arrives() {
    local row id
    read -r row id < <(simpeg "SELECT k.id || ' ' || l.siasn_id FROM simpeg.kinerja AS k JOIN state.link AS l ON l.kind = 'kinerja_periodik' AND l.src_id = k.id::text WHERE triwulan = 1 ORDER BY 1 LIMIT 1")
    simpeg "DELETE FROM simpeg.kinerja AS k USING simpeg.kinerja AS r WHERE r.id = $row AND k.nip = r.nip AND k.triwulan = 2"
    daemon_once
    stage_control faults -d '[{"fault":"reset_before","path":"/kinerjaperiodik/save","count":1}]' >/dev/null
    simpeg "UPDATE simpeg.kinerja SET triwulan = 2 WHERE id = $row"
    daemon_once
    check "hidden change: the save was lost once" is "$(stage_control faults | jq '.[0].fired')" 1
    check "hidden change: exit code and state" is "$(state_of kinerja_periodik "$row") $(link_of kinerja_periodik "$row")" "done $id"
    check "hidden change: arrived" is "$(stage_control dump | jq -c --arg id "$id" 'select(.t == "rw-kinerjaperiodik" and .row.id == $id) | [.write_only.bulanMulaiPenilaian, .write_only.bulanSelesaiPenilaian]')" "[4,6]"
    stage_control faults -d '[]' >/dev/null
}

# What only SIASN knows: kept, shown, and a service that has nothing of a person stops nobody.
only_read() {
    local nip
    check "IP ASN: kept for all who have one" none "SELECT o.nip FROM state.outbox AS o JOIN simpeg.pegawai AS p ON p.id::text = o.src_id AND p.kedudukan = 'AKTIF'
        WHERE o.kind = 'nilai_ip_asn' AND o.state = 'done' AND NOT EXISTS (SELECT FROM state.remote_row AS r WHERE r.kind = 'nilai_ip_asn' AND r.nip = o.nip)"
    check "IP ASN: who has none is settled too" is "$(state "SELECT count(*) > 0 FROM siasn.outbox AS o WHERE kind = 'nilai_ip_asn' AND state = 'done' AND outcome = 'read'
        AND NOT EXISTS (SELECT FROM siasn.remote_row AS r WHERE r.kind = o.kind AND r.nip = o.nip)")" t
    nip=$(state "SELECT nip FROM siasn.remote_row WHERE kind = 'nilai_ip_asn' ORDER BY 1 LIMIT 1")
    check "IP ASN: shown" is "$("$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" show "$nip" --json | jq -r '.read[0].row | fromjson | .total > 0')" true
    check "retired: compared although nothing else is" is "$(state "SELECT string_agg(DISTINCT state || coalesce(outcome, ''), ',') FROM siasn.outbox WHERE kind = 'pemberhentian'")" donesame
}

# A site without a view has no such kind.
absent_view() {
    local before deleted="SELECT count(*) FROM siasn.outbox WHERE kind IN ('penghargaan', 'kinerja_periodik') AND op = 'delete'"
    before=$(state "$deleted")
    simpeg "DROP VIEW siasn_src.v_rw_penghargaan, siasn_src.v_rw_kinerja"
    daemon_once
    check "views gone: exit code" is $? 0
    check "views gone: their records stay as they were" is "$(state "$deleted")" "$before"
    check "views gone: check says so" grep -q "penghargaan is on, but view siasn_src.v_rw_penghargaan does not exist" \
        <("$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" check 2>&1)
}

stage_begin
stage_postgres
stage_sample "$SIZE"
stage_sandbox
wrong_switches
off_by_default
pppk_is_held
lifted_and_enabled
second_run_is_silent
waits_for_its_position
hidden_change_arrives
only_read
absent_view
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
