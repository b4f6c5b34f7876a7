#!/usr/bin/env bash
# Mappings: how often `map suggest` is right when BKN writes its lists its own way and the sample's
# true mapping is withheld; what people decide; the way to the source's tables and from spreadsheets.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

# lists NOISE [DRAW]: what the sandbox holds, with so much of it written otherwise, and pulled.
lists() {
    stage_psql simpeg -v noise="$1" -v draw="${2:-1}" -f "$STAGE_ROOT/tests/sample/noise.sql" >"$STAGE_DIR/noise.ndjson" &&
        cat "$STAGE_DIR/seed.plain" "$STAGE_DIR/noise.ndjson" >"$STAGE_DIR/seed.ndjson" &&
        stage_control reset -d '' >/dev/null &&
        state "TRUNCATE siasn.reference_item, siasn.reference_list, siasn.reference_history, siasn.mapping" &&
        ctl reference pull >/dev/null
}

# measure WHAT TRUTH: proposed, right and possible, as percents in $PRECISION and $RECALL.
measure() {
    local possible proposed right
    ctl map suggest "$1" --csv >"$STAGE_DIR/$1.csv" || return 1
    simpeg "SET client_min_messages = warning" "DROP TABLE IF EXISTS contoh.usulan" \
        "CREATE TABLE contoh.usulan (local_id text, local_name text, result text, score numeric, siasn_id text, siasn_name text, siasn_parent text, reasons text)" || return 1
    simpeg "COPY contoh.usulan FROM STDIN WITH (FORMAT csv, HEADER)" <"$STAGE_DIR/$1.csv" || return 1
    possible=$(simpeg "SELECT count(*) FROM contoh.usulan u JOIN ($2) AS b (id, siasn_id) ON b.id = u.local_id")
    proposed=$(simpeg "SELECT count(*) FROM contoh.usulan WHERE result = 'usulan'")
    right=$(simpeg "SELECT count(*) FROM contoh.usulan u JOIN ($2) AS b (id, siasn_id) ON b.id = u.local_id WHERE result = 'usulan' AND u.siasn_id = b.siasn_id")
    PRECISION=$((right * 1000 / (proposed ? proposed : 1))) RECALL=$((right * 1000 / possible))
    printf '%-11s %5s with a counterpart, %5s proposed, %5s right: precision %s.%s %%, recall %s.%s %%\n' "$1" \
        "$possible" "$proposed" "$right" $((PRECISION / 10)) $((PRECISION % 10)) $((RECALL / 10)) $((RECALL % 10))
    [ "${SHOW_WRONG:-0}" = 0 ] || simpeg "SELECT u.*, b.siasn_id FROM contoh.usulan u LEFT JOIN ($2) AS b (id, siasn_id) ON b.id = u.local_id WHERE result = 'usulan' AND u.siasn_id IS DISTINCT FROM b.siasn_id OR result <> 'usulan' AND b.id IS NOT NULL ORDER BY result = 'usulan' DESC, random() LIMIT $SHOW_WRONG"
}

TRUE_UNOR="SELECT kode, unor_id FROM contoh.bkn_unor WHERE ada"
TRUE_JABATAN="SELECT id, jabatan_id FROM contoh.bkn_jabatan WHERE ada"
TRUE_PENDIDIKAN="SELECT id::text, pendidikan_id FROM contoh.bkn_jurusan"
TRUE_DIKLAT="SELECT lokal, siasn FROM contoh.kode_diklat"

withhold() {
    simpeg "CREATE TABLE contoh.kode_diklat AS SELECT lokal, siasn FROM siasn_map.kode WHERE jenis = 'diklat'" \
        "TRUNCATE siasn_map.unor, siasn_map.jabatan, siasn_map.jurusan" "DELETE FROM siasn_map.kode WHERE jenis = 'diklat'"
}

precision() {
    local noise
    # NOISE draw: percent, and which throw of the dice. DRAWS="100:3 100:4" measures others.
    for noise in 0:1 ${DRAWS:-100:1 100:2}; do
        check "noise $noise: lists pulled" lists "${noise%:*}" "${noise#*:}"
        echo "noise ${noise%:*} %, draw ${noise#*:}:"
        measure unor "$TRUE_UNOR"
        check "noise $noise: units, precision $PRECISION" test "$PRECISION" -ge 990
        check "noise $noise: units, recall $RECALL" test "$RECALL" -ge 800
        measure jabatan "$TRUE_JABATAN"
        check "noise $noise: positions, precision $PRECISION" test "$PRECISION" -ge 980
        measure pendidikan "$TRUE_PENDIDIKAN"
        check "noise $noise: majors, precision $PRECISION" test "$PRECISION" -ge 980
        measure diklat "$TRUE_DIKLAT"
        check "noise $noise: trainings, precision $PRECISION" test "$PRECISION" -ge 990
    done
}


# Without the agencies' own units above them, "Sub Bagian Umum dan Kepegawaian" and its like are the
# same thirty times over: nothing may be proposed for them, though every name is there to the letter.
repeated_names() {
    local repeated="SELECT nama FROM siasn_src.v_unor GROUP BY nama HAVING count(*) > 1"
    jq -c 'if .t == "ref-unor" then .row.DiatasanId = "" | .row.NamaJabatan = "" | .row.CepatKode = "" else . end' \
        "$STAGE_DIR/seed.plain" >"$STAGE_DIR/seed.ndjson"
    stage_control reset -d '' >/dev/null
    ctl reference accept ref-unor --by "Operator Satu" >/dev/null
    measure unor "$TRUE_UNOR"
    check "repeated names: there are some" test "$(simpeg "SELECT count(*) FROM contoh.usulan WHERE local_name IN ($repeated)")" -ge 100
    check "repeated names: never proposed by name alone" none "SELECT * FROM contoh.usulan WHERE result = 'usulan' AND local_name IN ($repeated)"
    check "repeated names: told as such" test "$(simpeg "SELECT count(*) FROM contoh.usulan WHERE result = 'nama berulang, tanpa bukti lain'")" -ge 100
    check "repeated names: others are right all the same" is "$PRECISION" 1000
}

proposal() { state "SELECT siasn_id FROM siasn.mapping WHERE what = '$1' AND local_id = '$2' AND confirmed_at IS NULL AND rejected_at IS NULL"; }

decisions() {
    local true_id wrong_id
    lists 0
    ctl map suggest unor >/dev/null
    true_id=$(simpeg "SELECT unor_id FROM contoh.bkn_unor WHERE kode = '0101'")
    wrong_id=$(simpeg "SELECT unor_id FROM contoh.bkn_unor WHERE kode = '0102'")
    check "proposal is kept" is "$(proposal unor 0101)" "$true_id"
    check "list shows it" is "$(ctl map list unor --json | jq -r '.mappings[] | select(.local_id == "0101") | .status')" usulan
    ctl map confirm unor 0101 "$true_id" >"$STAGE_DIR/out" 2>&1
    check "confirm: wants a name" is $? 2
    ctl map confirm unor 9X9 "$true_id" --by "Operator Satu" >"$STAGE_DIR/out" 2>&1
    check "confirm: unknown local id" is "$? $(grep -c 'SIMPEG has no unor 9X9' "$STAGE_DIR/out")" "1 1"
    ctl map confirm unor 0101 tidak-ada --by "Operator Satu" >"$STAGE_DIR/out" 2>&1
    check "confirm: unknown SIASN id" is "$? $(grep -c 'no active unor tidak-ada' "$STAGE_DIR/out")" "1 1"
    check "confirm" ctl map confirm unor 0101 "$true_id" --by "Operator Satu"
    check "confirm: who and when are kept" is "$(state "SELECT confirmed_by FROM siasn.mapping WHERE local_id = '0101' AND confirmed_at > now() - interval '1 minute'")" "Operator Satu"
    ctl map confirm unor 0102 "$true_id" --by "Operator Dua" >"$STAGE_DIR/out" 2>&1
    check "confirm: a unit belongs to one" is "$? $(grep -c 'mapped to 0101' "$STAGE_DIR/out")" "1 1"
    check "confirm another: the first is withdrawn" ctl map confirm unor 0101 "$wrong_id" --by "Operator Dua"
    check "... by whom is kept" is "$(state "SELECT rejected_by FROM siasn.mapping WHERE local_id = '0101' AND siasn_id = '$true_id'")" "Operator Dua"
    check "reject" ctl map reject unor 0101 "$wrong_id" --by "Operator Dua"
    ctl map suggest unor >/dev/null
    check "rejected: not proposed again" is "$(proposal unor 0101)" ""
    check "back again" ctl map confirm unor 0101 "$true_id" --by "Operator Satu"
    check "all decisions are in the event log" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what LIKE 'map\_%' AND src_id = '0101'")" 4
    ctl map suggest gedung >"$STAGE_DIR/out" 2>&1
    check "map what" is "$? $(grep -c 'unor, jabatan, pendidikan or diklat' "$STAGE_DIR/out")" "2 1"
}

# of WHAT: units of the comparison with that finding
of() { jq -r --arg w "$1" '[.rows[] | select(.temuan | contains($w))] | length' "$STAGE_DIR/out"; }
# What differs between two trees that are the same but for what is planted.
compare_units() {
    local unit theirs above
    ctl map compare unor --json >"$STAGE_DIR/out"
    check "compare: the same tree has no differing unit above" is "$(of 'unit di atasnya')" 0
    check "compare: every unit is the same or has its finding" is "$(jq '.units - .same' "$STAGE_DIR/out")" "$(jq '[.rows[] | select(.local_id)] | length' "$STAGE_DIR/out")"
    check "compare: unmapped" is "$(of 'belum dipetakan')" "$(($(jq .units "$STAGE_DIR/out") - $(state "SELECT count(*) FROM siasn.mapping WHERE what = 'unor' AND confirmed_at IS NOT NULL AND rejected_at IS NULL")))"
    unit=$(state "SELECT m.local_id FROM siasn.mapping AS m JOIN siasn.reference_item AS i ON i.list = 'ref-unor' AND i.id = m.siasn_id
        JOIN siasn.mapping AS p ON p.what = 'unor' AND p.siasn_id = i.parent AND p.confirmed_at IS NOT NULL
        WHERE m.what = 'unor' AND m.confirmed_at IS NOT NULL AND m.rejected_at IS NULL ORDER BY 1 DESC LIMIT 1")
    theirs=$(state "SELECT siasn_id FROM siasn.mapping WHERE what = 'unor' AND local_id = '$unit' AND confirmed_at IS NOT NULL AND rejected_at IS NULL")
    above=$(state "SELECT i.id FROM siasn.reference_item AS i WHERE i.list = 'ref-unor' ORDER BY 1 LIMIT 1")
    state "UPDATE siasn.reference_item SET parent = '$above', name = 'NAMA LAIN SAMA SEKALI' WHERE list = 'ref-unor' AND id = '$theirs'"
    ctl map compare unor --json >"$STAGE_DIR/out"
    check "compare: another name and another unit above" is "$(jq -r --arg u "$unit" '.rows[] | select(.local_id == $u).temuan' "$STAGE_DIR/out")" "nama berbeda; unit di atasnya berbeda"
    state "UPDATE siasn.reference_item SET active = false WHERE list = 'ref-unor' AND id = '$theirs'"
    ctl map compare unor --json >"$STAGE_DIR/out"
    check "compare: no longer active" is "$(jq -r --arg u "$unit" '.rows[] | select(.local_id == $u).temuan' "$STAGE_DIR/out")" "unor SIASN tidak ada atau tidak aktif lagi"
    check "compare: as a table" grep -q 'unit di SIMPEG' <(ctl map compare unor)
    check "compare: as CSV" is "$(ctl map compare unor --csv | wc -l)" $(($(jq '.rows | length' "$STAGE_DIR/out") + 1))
    ctl map compare jabatan >"$STAGE_DIR/out" 2>&1
    check "compare: only units" is "$? $(grep -c 'only unor' "$STAGE_DIR/out")" "2 1"
}

confirmed() { state "SELECT count(*) FROM siasn.mapping WHERE what = '$1' AND confirmed_at IS NOT NULL AND rejected_at IS NULL"; }
import() { ctl map import "$1" "$STAGE_DIR/in.csv" --by "Kantor Kepegawaian" --json >"$STAGE_DIR/out" 2>"$STAGE_DIR/err"; }

spreadsheet() {
    local before
    ctl map suggest unor >/dev/null
    ctl map export unor --full >"$STAGE_DIR/full.csv"
    check "export --full: every unit" is "$(tail -n +2 "$STAGE_DIR/full.csv" | wc -l)" "$(simpeg "SELECT count(*) FROM siasn_src.v_unor WHERE aktif IS NOT FALSE")"
    check "export: only what is confirmed" is "$(ctl map export unor | tail -n +2 | cut -d, -f1)" 0101
    cp "$STAGE_DIR/full.csv" "$STAGE_DIR/in.csv"
    import unor
    check "import: nothing is taken that nobody agreed to" is "$? $(jq -r .confirmed "$STAGE_DIR/out")" "0 0"
    # As an office saves it: semicolons, CR LF, a byte order mark, "ya" for every proposal.
    { printf '\xef\xbb\xbf' && awk -F, -v OFS=';' 'NR > 1 && $8 == "usulan" {$3 = "ya"} {$1 = $1; print $1, $2, $3, "catatan \"x\"\r"}' "$STAGE_DIR/full.csv"; } |
        sed 's/catatan "x"/"catatan; ""x"""/' | sed '1s/"catatan; ""x"""/catatan/' >"$STAGE_DIR/in.csv"
    before=$(confirmed unor)
    import unor
    check "import: a spreadsheet's file" is "$? $(cat "$STAGE_DIR/err")" "0 "
    check "import: all agreed are confirmed" is "$(confirmed unor)" "$((before + $(state "SELECT count(*) FROM siasn.mapping WHERE what = 'unor' AND confirmed_by = 'Kantor Kepegawaian'")))"
    check "import: ... with who" test "$(state "SELECT count(*) FROM siasn.mapping WHERE what = 'unor' AND confirmed_by = 'Kantor Kepegawaian'")" -gt 500
    import unor
    check "import: twice changes nothing" is "$(jq -r .confirmed "$STAGE_DIR/out")" 0
}

bad_files() {
    local before a b
    before=$(confirmed jabatan)
    a=$(simpeg "SELECT jabatan_id FROM contoh.bkn_jabatan WHERE id = 'F011'") b=$(simpeg "SELECT jabatan_id FROM contoh.bkn_jabatan WHERE id = 'F012'")
    printf 'local_id,siasn_id\nF011,%s\nF012,tidak-ada\n\nF011,%s\nX999,%s\nF013,\n' "$a" "$b" "$b" >"$STAGE_DIR/in.csv"
    import jabatan
    check "bad file: exit code" is $? 1
    check "bad file: every line is named" is "$(grep -oE "line [0-9]+: [a-zA-Z_']+ [a-z]+" "$STAGE_DIR/err" | tr '\n' ',')" \
        "line 3: SIASN's list,line 5: local_id stands,line 6: SIMPEG has,"
    check "bad file: nothing half-imported" is "$(confirmed jabatan)" "$before"
    printf 'kode,id\nF011,%s\n' "$a" >"$STAGE_DIR/in.csv"
    import jabatan
    check "bad heading: told" is "$? $(grep -c 'line 1: the heading must name the columns local_id and siasn_id' "$STAGE_DIR/err")" "1 1"
    printf 'local_id,siasn_id\nF011,"%s\n' "$a" >"$STAGE_DIR/in.csv"
    import jabatan
    check "open quote: told" is "$? $(grep -c 'line 2: .*petik' "$STAGE_DIR/err")" "1 1"
    printf 'local_id,siasn_id,setuju\nF011,%s,mungkin\n' "$a" >"$STAGE_DIR/in.csv"
    import jabatan
    check "setuju: neither yes nor no" is "$? $(grep -c 'line 2: column setuju takes ya or nothing, not mungkin' "$STAGE_DIR/err")" "1 1"
}

# What was confirmed reaches the source's mapping tables, and from there the records.
to_the_source() {
    local what
    for what in jabatan pendidikan diklat; do
        ctl map suggest "$what" >/dev/null
        ctl map export "$what" --full | sed '2,$s/^\([^,]*,[^,]\{1,\}\),,/\1,ya,/' >"$STAGE_DIR/in.csv"
        import "$what"
        check "$what: imported" is "$? $(confirmed "$what")" "0 $(jq -r .confirmed "$STAGE_DIR/out")"
    done
    for what in unor jabatan pendidikan diklat; do
        ctl map export "$what" --sql >"$STAGE_DIR/map.sql"
        check "$what: the DBA loads it" stage_psql simpeg -f "$STAGE_DIR/map.sql"
    done
    check "the source is mapped: units" is "$(simpeg "SELECT count(*) FROM siasn_src.v_unor v JOIN contoh.bkn_unor b ON b.kode = v.src_id WHERE v.unor_id = b.unor_id")" "$(confirmed unor)"
    check "the source is mapped: who" is "$(simpeg "SELECT DISTINCT map_by FROM siasn_src.v_unor WHERE src_id = '0101'")" "Operator Satu"
    check "suggest: nothing is left to find" is "$(ctl map suggest jabatan --json | jq -r .proposed)" 0
    daemon_once
    check "records go" test "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'jabatan' AND state = 'done'")" -ge 100
}

stage_begin
stage_postgres
stage_sample "${SIZE:-400}"
stage_sandbox
stage_config
cp "$STAGE_DIR/seed.ndjson" "$STAGE_DIR/seed.plain"
ctl migrate >/dev/null
withhold
precision
repeated_names
decisions
spreadsheet
compare_units
bad_files
to_the_source
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
