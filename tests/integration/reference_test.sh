#!/usr/bin/env bash
# SIASN's code lists: pulled whole or in pages, silent when nothing changed, with a history when
# something did; what looks wrong is refused and the old kept; rows that use a value gone are warned
# of; the daemon refreshes by itself. Then mappings: proposed, confirmed, exported and imported.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
pull() { ctl reference pull "$@" --json >"$STAGE_DIR/pull.json" 2>"$STAGE_DIR/pull.err"; }
result() { jq -r --arg list "$1" '.lists[] | select(.list == $list) | .result' "$STAGE_DIR/pull.json"; }
items() { state "SELECT count(*) FROM siasn.reference_item WHERE list = '$1' AND gone_at IS NULL"; }
history_of() { state "SELECT coalesce(string_agg(what, ',' ORDER BY at, id), '') FROM siasn.reference_history WHERE list = '$1'"; }
fault() { stage_control faults -d "$1" >/dev/null; }

# reseed JQ: edits what the sandbox holds and has it start again with that.
reseed() {
    jq -c "$1" "$STAGE_DIR/seed.ndjson" >"$STAGE_DIR/seed.new" && mv "$STAGE_DIR/seed.new" "$STAGE_DIR/seed.ndjson"
    stage_control reset -d '' >/dev/null
}

# BKN's majors: those of the sample, and enough others for three pages.
more_lists() {
    simpeg "SELECT jsonb_build_object('t', 'ref', 'name', 'pendidikan', 'row', jsonb_build_object('id', b.pendidikan_id,
            'tingkat_pendidikan_id', k.siasn, 'nama', upper(j.nama), 'status', '1'))
        FROM contoh.bkn_jurusan b JOIN simpeg.ref_jurusan j USING (id) JOIN siasn_map.kode k ON k.jenis = 'tingkat' AND k.lokal = j.tingkat_id::text" \
        "SELECT jsonb_build_object('t', 'ref', 'name', 'pendidikan', 'row', jsonb_build_object('id', md5(n::text),
            'tingkat_pendidikan_id', '40', 'nama', 'S-1 ILMU NOMOR ' || n, 'status', CASE WHEN n % 50 = 0 THEN '0' ELSE '1' END))
        FROM generate_series(1, 2400) AS n" >>"$STAGE_DIR/seed.ndjson"
    jq -nc '["SEPADA", "SEPALA/ADUM/DIKLAT PIM TK.IV", "SEPADYA/SPAMA/DIKLAT PIM TK. III", "SPAMEN/SESPA/SESPANAS/DIKLAT PIM TK. II",
        "SEPATI/DIKLAT PIM TK. I", "SESPIM", "SESPATI", "Diklat Struktural Lainnya"] | to_entries[]
        | {t: "ref", name: "latihan-struktural", row: {id: (.key + 1 | tostring), nama: .value}}' >>"$STAGE_DIR/seed.ndjson"
}

first_pull() {
    pull
    check "first pull: exit code" is $? 0
    check "first pull: units" is "$(result ref-unor) $(items ref-unor)" "taken $(simpeg "SELECT count(*) FROM contoh.bkn_unor WHERE ada")"
    check "first pull: three pages" is "$(result pendidikan) $(items pendidikan)" \
        "taken $(simpeg "SELECT 2400 + count(DISTINCT pendidikan_id) FROM contoh.bkn_jurusan")"
    check "first pull: a list the service has nothing in" is "$(result agama)" "not offered"
    check "first pull: inactive as the list says" is "$(state "SELECT count(*) FROM siasn.reference_item WHERE list = 'pendidikan' AND NOT active")" 48
    check "first pull: the tree" is "$(state "SELECT count(*) FROM siasn.reference_item AS i WHERE list = 'ref-unor' AND parent <> ''
        AND NOT EXISTS (SELECT FROM siasn.reference_item AS p WHERE p.list = i.list AND p.id = i.parent)")" 0
    check "first pull: no history of what was always there" is "$(state "SELECT count(*) FROM siasn.reference_history")" 0
    check "first pull: nothing left over" is "$(state "SELECT count(*) FROM siasn.reference_incoming")" 0
}

second_pull() {
    local before events
    before=$(state "SELECT max(xmin::text::bigint) FROM siasn.reference_item")
    events=$(state "SELECT count(*) FROM siasn.event_log")
    pull
    check "second pull: exit code" is $? 0
    check "second pull: unchanged" is "$(jq -r '[.lists[].result] | unique | join(",")' "$STAGE_DIR/pull.json")" "not offered,unchanged"
    check "second pull: no row was written" is "$(state "SELECT max(xmin::text::bigint) FROM siasn.reference_item")" "$before"
    check "second pull: no event" is "$(state "SELECT count(*) FROM siasn.event_log")" "$events"
}

UNIT= # the one that goes, which rows use

changes() {
    local renamed
    renamed=$(simpeg "SELECT unor_id FROM contoh.bkn_unor WHERE kode = '0101'")
    UNIT=$(state "SELECT payload::jsonb->>'unorId' FROM siasn.outbox WHERE kind = 'jabatan' AND payload IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    check "some rows use the unit" test -n "$UNIT"
    reseed "if .t == \"ref-unor\" and .row.Id == \"$renamed\" then .row.NamaUnor = \"-- Asisten Pemerintahan\" elif .t == \"ref-unor\" and .row.Id == \"$UNIT\" then empty else . end"
    pull ref-unor
    check "renamed and gone: exit code" is $? 0
    check "renamed and gone: told" is "$(jq -r '.lists[0] | "\(.result) \(.changed) \(.gone)"' "$STAGE_DIR/pull.json")" "taken 1 1"
    check "renamed: new name, dashes gone" is "$(state "SELECT name FROM siasn.reference_item WHERE list = 'ref-unor' AND id = '$renamed'")" "Asisten Pemerintahan"
    check "renamed: the old name is in the history" is "$(state "SELECT old->>'name' FROM siasn.reference_history WHERE id = '$renamed' AND what = 'changed'")" \
        "Asisten Pemerintahan dan Kesejahteraan Rakyat"
    check "gone: kept, with its day" is "$(state "SELECT gone_at IS NOT NULL FROM siasn.reference_item WHERE list = 'ref-unor' AND id = '$UNIT'")" t
    check "gone: in the history" is "$(ctl reference history ref-unor --json | jq -r --arg id "$UNIT" '.history[] | select(.id == $id) | .what')" gone
    check "gone: rows that use it are warned of" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE severity = 'warning' AND code = 'UNOR_INACTIVE' AND field = 'unorId'")" \
        "$(state "SELECT count(*) FROM siasn.outbox WHERE payload::jsonb->>'unorId' = '$UNIT'")"
    check "gone: ... and not stopped" is "$(state "SELECT count(*) FROM siasn.outbox WHERE payload::jsonb->>'unorId' = '$UNIT' AND state = 'rejected'")" 0
}

# A row that is changed away from the unit loses its warning at once; one changed otherwise keeps it.
warnings_follow() {
    local row other unit
    row=$(state "SELECT min(src_id) FROM siasn.quarantine WHERE severity = 'warning' AND code = 'UNOR_INACTIVE' AND kind = 'jabatan'")
    other=$(state "SELECT max(src_id) FROM siasn.quarantine WHERE severity = 'warning' AND code = 'UNOR_INACTIVE' AND kind = 'jabatan'")
    unit=$(simpeg "SELECT min(kode) FROM contoh.bkn_unor WHERE dipetakan AND ada AND unor_id <> '$UNIT' AND kode LIKE '02%'")
    simpeg "UPDATE simpeg.riwayat_jabatan SET unit_kode = '$unit' WHERE id = '$row'" \
        "UPDATE simpeg.riwayat_jabatan SET no_sk = no_sk || 'X' WHERE id = '$other' AND id <> '$row'"
    daemon_once
    check "moved away: no warning any more" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$row' AND severity = 'warning' AND code = 'UNOR_INACTIVE'")" 0
    check "still there: warned" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$other' AND severity = 'warning' AND code = 'UNOR_INACTIVE'")" 1
}

# A pull that was cut off while it looked at the records: the next one goes on from there, also when no list has changed.
goes_on() {
    local row
    row=$(state "SELECT max(src_id) FROM siasn.quarantine WHERE severity = 'warning' AND code = 'UNOR_INACTIVE' AND kind = 'jabatan'")
    state "DELETE FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$row' AND code = 'UNOR_INACTIVE'" \
        "INSERT INTO siasn.cursor (name, value) VALUES ('reference_flag', 'jabatan ')"
    pull ref-unor
    check "cut off: nothing new" is "$(result ref-unor)" unchanged
    check "cut off: the rest of the records is looked at" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$row' AND code = 'UNOR_INACTIVE'")" 1
    check "cut off: and then it is over" is "$(state "SELECT count(*) FROM siasn.cursor WHERE name = 'reference_flag'")" 0
}

# A code that a whole list never had is told; a unit that is not the agency's own may be another's.
never_there() {
    local id row
    check "never there: told are exactly the positions SIASN has never had" is \
        "$(state "SELECT string_agg(DISTINCT value, ',' ORDER BY value) FROM siasn.quarantine WHERE severity = 'warning' AND code = 'REF_UNKNOWN'")" \
        "$(state "SELECT string_agg(DISTINCT v, ',' ORDER BY v) FROM siasn.outbox, LATERAL (VALUES (payload::jsonb->>'jabatanFungsionalId'), (payload::jsonb->>'jabatanFungsionalUmumId')) AS p (v)
            WHERE kind = 'jabatan' AND v IN ($(simpeg "SELECT string_agg(quote_literal(jabatan_id), ',') FROM contoh.bkn_jabatan WHERE NOT ada"))")"
    id=$(state "SELECT payload::jsonb->>'jabatanFungsionalId' FROM siasn.outbox AS o WHERE kind = 'jabatan' AND state = 'done' AND outcome IN ('same', 'adopted') AND payload::jsonb->>'jabatanFungsionalId' IN
        (SELECT id FROM siasn.reference_item WHERE list = 'jabatan-fungsional') GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    check "never there: a position to take away" test -n "$id"
    row=$(state "SELECT min(src_id) FROM siasn.outbox WHERE kind = 'jabatan' AND state = 'done' AND outcome IN ('same', 'adopted') AND payload::jsonb->>'jabatanFungsionalId' = '$id'")
    state "CREATE TABLE public.kept AS SELECT * FROM siasn.reference_item WHERE list = 'jabatan-fungsional' AND id = '$id'" \
        "DELETE FROM siasn.reference_item WHERE (list, id) IN (SELECT list, id FROM public.kept)"
    simpeg "UPDATE simpeg.riwayat_jabatan SET no_sk = no_sk || 'Z' WHERE id = '$row'"
    daemon_once
    check "never there: told" is "$(state "SELECT code || ' ' || field || ' ' || (value = '$id') FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$row' AND severity = 'warning' AND field LIKE 'jabatan%'")" \
        "REF_UNKNOWN jabatanFungsionalId true"
    check "never there: ... and not stopped" is "$(state "SELECT state FROM siasn.outbox WHERE kind = 'jabatan' AND src_id = '$row'")" "done"
    state "INSERT INTO siasn.reference_item SELECT * FROM public.kept"
    simpeg "UPDATE simpeg.riwayat_jabatan SET no_sk = no_sk || 'Z' WHERE id = '$row'"
    daemon_once
    check "there again: no warning any more" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE kind = 'jabatan' AND src_id = '$row' AND code = 'REF_UNKNOWN'")" 0
}

comes_back() {
    stage_psql simpeg -v share=40 -f "$STAGE_ROOT/tests/sample/seed.sql" >"$STAGE_DIR/seed.ndjson"
    more_lists
    reseed .
    pull ref-unor
    check "back: told" is "$(jq -r '.lists[0] | "\(.result) \(.back)"' "$STAGE_DIR/pull.json")" "taken 1"
    check "back: no warning stays" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE severity = 'warning' AND code IN ('UNOR_INACTIVE', 'JAB_INACTIVE', 'REF_GONE')")" 0
    check "back: history" is "$(state "SELECT string_agg(what, ',' ORDER BY at) FROM siasn.reference_history WHERE id = '$UNIT'")" gone,back
}

shrinks() {
    local before
    before=$(items ref-unor)
    cp "$STAGE_DIR/seed.ndjson" "$STAGE_DIR/seed.all"
    reseed 'if .t == "ref-unor" and (.row.CepatKode | startswith("0")) then empty else . end'
    pull ref-unor
    check "shrunken: exit code" is $? 1
    check "shrunken: refused" is "$(result ref-unor)" REFUSED
    check "shrunken: says what and how" grep -q 'rows have vanished.*reference accept ref-unor --by' "$STAGE_DIR/pull.json"
    check "shrunken: the old list stands" is "$(items ref-unor)" "$before"
    check "shrunken: shown later too" is "$(ctl reference list --json | jq -r '.lists[] | select(.list == "ref-unor") | .problem != ""')" true
    reseed 'if .t == "ref-unor" then empty else . end'
    pull ref-unor
    check "empty: refused" is "$(result ref-unor) $(items ref-unor)" "REFUSED $before"
    check "empty: says so" grep -q 'empty list' "$STAGE_DIR/pull.json"
    ctl reference accept ref-unor >"$STAGE_DIR/out" 2>&1
    check "accept: wants a name" is $? 2
    check "accept: an empty list never" is "$(ctl reference accept ref-unor --by "Operator Satu" --json | jq -r '.lists[0].result')" REFUSED
    cp "$STAGE_DIR/seed.all" "$STAGE_DIR/seed.ndjson"
    reseed 'if .t == "ref-unor" and (.row.CepatKode | startswith("05R")) then empty else . end'
    reseed 'if .t == "ref" and .name == "pendidikan" and (.row.nama | test("NOMOR .*7")) then empty else . end'
    pull pendidikan
    check "accept: refused before" is "$(result pendidikan)" REFUSED
    check "accept: taken by a person" is "$(ctl reference accept pendidikan --by "Operator Satu" --json | jq -r '.lists[0].result')" taken
    check "accept: who is kept" is "$(state "SELECT detail::json->>'by' FROM siasn.event_log WHERE what = 'reference' ORDER BY id DESC LIMIT 1")" "Operator Satu"
}

service_down() {
    local before
    cp "$STAGE_DIR/seed.all" "$STAGE_DIR/seed.ndjson"
    reseed .
    before=$(items pendidikan)
    fault '[{"fault":"reset_before","path":"/referensi_siasn/1/pendidikan","skip":1}]'
    pull pendidikan satuan-kerja
    check "down mid-paging: exit code" is $? 1
    check "down mid-paging: told" is "$(result pendidikan) $(result satuan-kerja)" "FAILED not tried"
    check "down mid-paging: the old list stands" is "$(items pendidikan)" "$before"
    check "down mid-paging: nothing left over" is "$(state "SELECT count(*) FROM siasn.reference_incoming")" 0
    fault '[{"fault":"throttle","path":"/referensi_siasn/1/pendidikan","seconds":2,"count":1,"skip":1}, {"fault":"truncated","path":"/referensi/ref-unor","count":1}]'
    pull pendidikan ref-unor
    check "throttled and cut: goes on by itself" is "$? $(result pendidikan)" "0 taken"
    check "throttled: nobody asked inside the pause" is "$(stat_of requests_inside_retry_after)" 0
    fault '[]'
}

daemon_refreshes() {
    state "TRUNCATE siasn.reference_list, siasn.reference_item, siasn.reference_history"
    stage_config reference.refresh=1h
    daemon_start
    stage_await 30 "the daemon's refresh" test_refreshed
    check "refresh: units" is "$(items ref-unor)" "$(simpeg "SELECT count(*) FROM contoh.bkn_unor WHERE ada")"
    check "refresh: three pages" test "$(items pendidikan)" -gt 2400
    check "refresh: the daemon goes on" stage_await 20 "all settled" settled
    daemon_stop
    check "refresh: ends well" is $? 0
    state "UPDATE siasn.reference_list SET tried_at = now() - interval '2 hours' WHERE list = 'ref-unor'"
    fault '[{"fault":"http_status","status":502,"path":"/referensi/ref-unor","count":2}]'
    daemon_start
    stage_await 60 "the second refresh" refreshed_since "1 hour"
    check "refresh: an ill service is tried again" is "$(state "SELECT problem FROM siasn.reference_list WHERE list = 'ref-unor'")" ""
    daemon_stop
    fault '[]'
}
test_refreshed() { [ "$(state "SELECT count(*) FROM siasn.reference_list")" = 24 ]; }
refreshed_since() { [ "$(state "SELECT tried_at > now() - interval '$1' FROM siasn.reference_list WHERE list = 'ref-unor'")" = t ]; }

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
more_lists
reseed .
daemon_once
check "daemon --once leaves the lists alone" is "$(state "SELECT count(*) FROM siasn.reference_list")" 0
first_pull
second_pull
changes
warnings_follow
goes_on
never_there
comes_back
shrinks
service_down
daemon_refreshes
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
