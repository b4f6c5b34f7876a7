#!/usr/bin/env bash
# Completions from outside SIMPEG: CSV files, good and bad lines, each completion once however often it
# comes; duplicates of SIMPEG's rows; a row delivered before SIMPEG had it; the view; hours a person.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

LINES_BIG=${LINES_BIG:-20000}
HEADER='nip;nama;penyelenggara;nomor_sertifikat;tgl_mulai;tgl_selesai;jp;sumber_ref;status_lulus'

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
saves() { stage_control stats | jq .saves; }
# drop FILE: stdin becomes a file of the folder, renamed into place.
drop() { cat >"$STAGE_DIR/part" && mv "$STAGE_DIR/part" "$STAGE_DIR/sinau/$1"; }
# row N NAME NUMBER JP [REF] [STATUS]: a line of the CSV for the Nth person
row() { printf '%s;%s;BKPSDM Kabupaten Contoh;%s;2025-03-01;2025-03-05;%s;%s;%s\r\n' "${P[$1]}" "$2" "$3" "$4" "${5:-}" "${6:-lulus}"; }
# at_siasn NIP NUMBER: ids of the courses with that number
at_siasn() {
    stage_control dump | jq -r --arg nip "$1" --arg number "$2" \
        'select(.t == "rw-kursus" and .nip == $nip and .row.noSertipikat == $number) | .row.id'
}
count_at() { at_siasn "$1" "$2" | grep -c .; }
courses_of() { stage_control dump | jq -r --arg nip "$1" 'select(.t == "rw-kursus" and .nip == $nip) | .row.id' | wc -l; }
rejects() { ctl training rejects --json | jq -r '.rejects[] | "\(.file):\(.line) \(.reason)"'; }
lines_rejected() { ctl training rejects --json | jq -r --arg f "$1" '[.rejects[] | select(.file == $f) | .line] | join(",")'; }
loaded() { [ "$(state "SELECT count(*) FROM siasn.training")" -ge "$1" ]; }
was_read() { [ "$(state "SELECT count(*) FROM siasn.training_file WHERE name = '$1' AND read_at IS NOT NULL")" = 1 ]; }
delivered() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done' AND src_id = '$1'")" = 1 ]; }
# simpeg_row ID N NAME NUMBER END JP: a course in SIMPEG
simpeg_row() {
    simpeg "INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam)
        VALUES ('$1', '${P[$2]}', 'TEK', '$3', 'BKPSDM Kabupaten Contoh', '$4', '01-03-2025', date '$5', 2025, '$6')"
}

pick_persons() {
    mapfile -t P < <(state "SELECT e.nip FROM siasn.employee AS e JOIN siasn.outbox AS o ON o.nip = e.nip AND o.kind = 'data_utama'
        WHERE o.state = 'done' AND e.blocked IS NULL AND e.pns_id IS NOT NULL AND substr(e.nip, 13, 2) <> '21' ORDER BY 1 LIMIT 20")
    check "enough persons" test "${#P[@]}" = 20
}

good_and_bad_lines() {
    {
        printf '\xEF\xBB\xBF%s\r\n' "$HEADER"
        row 0 'Pelayanan Publik "Digital"' S-000 20 | sed 's/Pelayanan Publik "Digital"/"Pelayanan Publik ""Digital"""/' # 2
        printf '%s;"Kursus\r\ndua baris";BKPSDM;S-001;01-03-2025;05-03-2025;12;;lulus\r\n' "${P[1]}"                       # 3, 4
        row 2 'Petik "liar"' S-X 10                                                                                       # 5 bad
        row 2 'Sesudahnya' S-002 10                                                                                       # 6
        printf '1,99001E+17;Kursus;BKPSDM;S-X;2025-03-01;2025-03-05;10;;lulus\r\n'                                        # 7 bad
        printf '%s;Kursus;BKPSDM;S-X;03/01/2025;2025-03-05;10;;lulus\r\n' "${P[3]}"                                       # 8 bad
        printf '%s;Kursus;BKPSDM;S-X\r\n' "${P[3]}"                                                                       # 9 bad
        printf '%s;"tidak ditutup;BKPSDM;S-X;2025-03-01;2025-03-05;10;;lulus\r\n' "${P[3]}"                               # 10 bad
        row 3 'Kursus Tiga' S-003 8 REF-3                                                                                 # 11
        row 4 'Belum Lulus' S-004 8 REF-4 belum                                                                           # 12
        row 5 'Tanpa Nomor' '' 8 REF-5                                                                                    # 13
        row 6 'Nol JP' S-006 0 REF-6                                                                                      # 14
        printf ';;;;;;;;\r\n\r\n'
    } | drop sinau-2025.csv
    daemon_once
    check "file: exit code" is $? 0
    check "file: good rows stand at SIASN once" is "$(for i in 0 1 2 3; do count_at "${P[$i]}" S-00$i; done | tr '\n' ' ')" "1 1 1 1 "
    check "file: unfinished and 0 JP are not sent" is "$(count_at "${P[4]}" S-004)$(count_at "${P[6]}" S-006)" 00
    check "file: reasons of those" is "$(state "SELECT string_agg(code, ',' ORDER BY src_id) FROM siasn.quarantine WHERE src_id LIKE 'sinau:sinau|REF-%'")" \
        "STATUS_PENDING,CERT_MISSING,JP_RANGE"
    check "file: bad lines by number" is "$(lines_rejected sinau-2025.csv)" 5,7,8,9,10
    check "file: reasons in words" is "$(rejects | grep -cE ':5 .*petik|:7 .*lembar kerja|:8 tgl_mulai "03/01/2025"|:9 4 kolom|:10 ')" 5
    check "file: as a table" grep -q 'S-X\|kolom' <(ctl training rejects)
    check "file: as CSV" is "$(ctl training rejects --csv | wc -l)" 6
    check "file: stays where it was" test -f "$STAGE_DIR/sinau/sinau-2025.csv"
    check "file: noted" is "$(ctl training status --json | jq -c '.files[0] | [.file, .rows, .changed, .rejected]')" '["sinau-2025.csv",12,7,5]'
    check "file: in the event log" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what = 'training_file' AND detail LIKE '%sinau-2025.csv%'")" 1
    check "file: no NIP in the log" is "$(grep -c "${P[3]}" "$STAGE_DIR/once.log")" 0
}

again_and_again() {
    local before
    before=$(saves)
    cp "$STAGE_DIR/sinau/sinau-2025.csv" "$STAGE_DIR/sinau/salinan (2).CSV"
    touch "$STAGE_DIR/sinau/sinau-2025.csv"
    daemon_once
    check "same content, other name: not read again" is "$(state "SELECT count(*) FROM siasn.training_file WHERE name <> 'menunggu.csv'")" 1
    { cat "$STAGE_DIR/sinau/sinau-2025.csv" && row 0 'Satu Lagi' S-010 4; } | drop sinau-baru.csv
    daemon_once
    check "a longer export: only the new row is sent" is "$(saves)" $((before + 1))
    check "a longer export: the new row" is "$(count_at "${P[0]}" S-010)" 1
    check "a longer export: bad rows are told once, the lines that are no CSV with their file" \
        is "$(lines_rejected sinau-2025.csv)/$(lines_rejected sinau-baru.csv)" "5,9,10/5,7,8,9,10"
    rm "$STAGE_DIR/sinau/salinan (2).CSV" "$STAGE_DIR/sinau/sinau-2025.csv"
    sed -i '/S-X/d' "$STAGE_DIR/sinau/sinau-baru.csv"
    daemon_once
    { printf '%s\r\n' "$HEADER" && row 3 'Kursus Tiga' S-003 9 REF-3; } | drop sinau-2025.csv
    daemon_once
    check "a file that was put right takes the old one's place" is "$(rejects)" ""
    check "a corrected completion is an update" is "$(remote_row rw-kursus "$(at_siasn "${P[3]}" S-003)" | jq -c .jumlahJam)/$(count_at "${P[3]}" S-003)" "9/1"
}

wrong_header() {
    printf 'nip;nama;umur\n1;2;3\n' | drop salah.csv
    : | drop kosong.csv
    daemon_once
    check "header: told" grep -q 'refused.*salah.csv.*tidak ada kolom bernama.*umur.*kolom yang dikenal' "$STAGE_DIR/once.log"
    check "header: shown" is "$(ctl training status --json | jq -r '.files[] | select(.refused != "") | .file' | sort | tr '\n' ' ')" "kosong.csv salah.csv "
    daemon_once
    check "header: told once" is "$(grep -c refused "$STAGE_DIR/once.log")" 0
    rm "$STAGE_DIR/sinau/salah.csv" "$STAGE_DIR/sinau/kosong.csv"
}

# Rows that SIMPEG has already: by number, by name and last day, and as structural training.
duplicates() {
    local kursus diklat
    kursus=$(state "SELECT nip || '|' || src_id || '|' || (payload::json->>'nomorSertipikat') || '|' || (payload::json->>'tahunKursus')
        FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done' AND src_id NOT LIKE 'sinau:%' ORDER BY src_id LIMIT 1")
    diklat=$(state "SELECT nip || '|' || src_id || '|' || (payload::json->>'nomor') || '|' || (payload::json->>'tahun')
        FROM siasn.outbox WHERE kind = 'diklat' AND state = 'done' ORDER BY src_id LIMIT 1")
    simpeg_row KSAMA 7 'Kursus Sama Nama' 'A/7/2025' 2025-03-05 16
    {
        printf '%s\n' "$HEADER"
        awk -F'|' '{ printf "%s;Nama Lain;LMS;%s;%s-03-01;%s-03-05;10;D1;lulus\n", $1, tolower($3), $4, $4 }' <<<"$kursus"
        awk -F'|' '{ printf "%s;Nama Lain;LMS;%s;%s-03-01;%s-03-05;10;D2;lulus\n", $1, $3, $4, $4 }' <<<"$diklat"
        row 7 'KURSUS  sama-nama' LMS-777 16 D3
    } | drop ganda.csv
    daemon_once
    check "duplicates: not sent" is "$(state "SELECT count(*) FROM siasn.outbox WHERE src_id ~ '^sinau:sinau.D[123]'")" 0
    check "duplicates: nor at SIASN" is "$(count_at "${P[7]}" LMS-777)" 0
    check "duplicates: recorded, with the row each equals" is \
        "$(ctl training twins --json | jq -r '.twins[] | [.src_id, .twin_kind, .twin_src_id, .twin_by] | join(" ")')" \
        "$(sort <<<"sinau:sinau|D1 kursus $(cut -d'|' -f2 <<<"$kursus") number
sinau:sinau|D2 diklat $(cut -d'|' -f2 <<<"$diklat") number
sinau:sinau|D3 kursus KSAMA name" | order_by_nip)"
}
# The table is by person; so must what is wanted be.
order_by_nip() { while read -r key rest; do printf '%s %s %s\n' "$(state "SELECT nip FROM siasn.training WHERE src_id = '$key'")" "$key" "$rest"; done | sort | cut -d' ' -f2-; }

# Delivered from e-Sinau first, entered in SIMPEG afterwards: SIMPEG's row adopts the row at SIASN.
simpeg_comes_later() {
    local id before
    { printf '%s\n' "$HEADER" && row 8 'Manajemen Talenta' T-008 20 T8 && row 9 'Core Values' T-009 12 T9; } | drop dulu.csv
    printf '%s,jenis_diklat_id,jenis_sertipikat\n%s,Arsip,BKPSDM Kabupaten Contoh,T-010,2025-03-01,2025-03-05,6,T10,lulus,3,T\n' "${HEADER//;/,}" "${P[10]}" |
        drop dulu-2.csv
    daemon_once
    id=$(at_siasn "${P[8]}" T-008)
    check "SIMPEG later: delivered from e-Sinau" is "$(count_at "${P[8]}" T-008)$(count_at "${P[9]}" T-009)$(count_at "${P[10]}" T-010)" 111
    before=$(courses_of "${P[9]}")
    simpeg_row KTERLAMBAT8 8 'Pelatihan Manajemen Talenta ASN' 't-008' 2025-03-06 24
    simpeg_row KTERLAMBAT9 9 'CORE-VALUES.' 'SK/9/2025' 2025-03-05 12
    simpeg_row KTERLAMBA10 10 'Arsip' 'T-010' 2025-03-05 6
    daemon_once
    check "SIMPEG later: one row, the same one" is "$(at_siasn "${P[8]}" t-008)/$(count_at "${P[8]}" T-008)" "$id/0"
    check "SIMPEG later: with SIMPEG's content" is "$(remote_row rw-kursus "$id" | jq -r '"\(.namaKursus) \(.jumlahJam)"')" "Pelatihan Manajemen Talenta ASN 24"
    check "SIMPEG later: by name too" is "$(courses_of "${P[9]}")/$(count_at "${P[9]}" SK/9/2025)" "$before/1"
    check "SIMPEG later: with equal content nothing is written" is "$(state "SELECT outcome FROM siasn.outbox WHERE src_id = 'KTERLAMBA10'")" same
    check "SIMPEG later: the link is SIMPEG's" is "$(state "SELECT src_id FROM siasn.link WHERE siasn_id = '$id'")" KTERLAMBAT8
    check "SIMPEG later: told in the event log" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what = 'training_handed_over'")" 3
    simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = 'KTERLAMBAT8'"
    daemon_once
    check "SIMPEG's row gone: the completion stands for it again" is "$(courses_of "${P[8]}")/$(state "SELECT src_id FROM siasn.link WHERE siasn_id = '$id'")" \
        "$(($(courses_of "${P[8]}")))/sinau:sinau|T8"
    check "SIMPEG's row gone: one row" is "$(($(count_at "${P[8]}" T-008) + $(count_at "${P[8]}" t-008)))" 1
}

# The same while the write from e-Sinau is in the air, or its outcome is unknown.
simpeg_comes_meanwhile() {
    stage_control faults -d '[{"fault":"delay","path":"/kursus/save","method":"POST","ms":3000},{"fault":"commit_reset","path":"/kursus/save","method":"POST","probability":1,"count":2}]' >/dev/null
    daemon_start
    { printf '%s\n' "$HEADER" && row 11 'Keselamatan Pasien' M-011 20 M11 && row 12 'Rekam Medis' M-012 16 M12; } | drop sedang.csv
    stage_await 20 "the writes in the air" test_inflight
    simpeg_row KSEDANG11 11 'Seminar Keselamatan Pasien' 'M-011' 2025-03-05 20
    simpeg_row KSEDANG12 12 'Bimtek Rekam Medis Elektronik' 'M-012' 2025-03-07 16
    stage_await 60 "SIMPEG's rows" both_delivered
    stage_control faults -d '[]' >/dev/null
    daemon_stop
    check "meanwhile: one row each" is "$(count_at "${P[11]}" M-011)$(count_at "${P[12]}" M-012)" 11
    check "meanwhile: with SIMPEG's content" is "$(remote_row rw-kursus "$(at_siasn "${P[12]}" M-012)" | jq -r .namaKursus)" "Bimtek Rekam Medis Elektronik"
}
test_inflight() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE src_id LIKE 'sinau:%' AND state = 'inflight'")" = 2 ]; }
both_delivered() { delivered KSEDANG11 && delivered KSEDANG12; }

unknown_person() {
    check "unknown person: waits with a reason" is "$(state "SELECT code FROM siasn.quarantine WHERE src_id = 'sinau:sinau|U1'")" PEGAWAI_MISSING
    check "unknown person: nothing at SIASN" is "$(count_at "$HIDDEN" U-001)" 0
    simpeg "DROP VIEW siasn_src.v_pegawai" "ALTER VIEW siasn_src.asli RENAME TO v_pegawai"
    daemon_once
    check "person appeared: the completion goes" is "$(count_at "$HIDDEN" U-001)" 1
    check "person appeared: nothing is wrong any more" is "$(state "SELECT count(*) FROM siasn.quarantine WHERE src_id = 'sinau:sinau|U1'")" 0
}

hide_person() {
    HIDDEN=$(simpeg "SELECT p.nip FROM siasn_src.v_pegawai AS p WHERE p.aktif AND p.status_asn = 'PNS' AND p.kedudukan_hukum_id = '01' AND p.nip ~ '^[0-9]{18}\$' ORDER BY p.nip DESC LIMIT 1")
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME TO asli" \
        "CREATE VIEW siasn_src.v_pegawai AS SELECT * FROM siasn_src.asli WHERE nip IS DISTINCT FROM '$HIDDEN'" \
        "GRANT SELECT ON siasn_src.v_pegawai TO siasn_reader"
    printf '%s\n%s;Kursus Menunggu;BKPSDM;U-001;2025-03-01;2025-03-05;20;U1;lulus\n' "$HEADER" "$HIDDEN" | drop menunggu.csv
}

growing_file() {
    daemon_start
    printf '%s\n' "$HEADER" >"$STAGE_DIR/sinau/tumbuh.csv"
    for i in 1 2 3 4 5 6; do
        sleep 0.7 # slower than two looks of the daemon, faster than a file counts as complete
        row 13 "Bagian $i" "G-$i" 2 "G$i" >>"$STAGE_DIR/sinau/tumbuh.csv"
    done
    stage_await 20 "the file that grew" was_read tumbuh.csv
    check "growing file: read once, whole" is "$(state "SELECT string_agg(rows || ' ' || rejected, ';') FROM siasn.training_file WHERE name = 'tumbuh.csv'")" "6 0"
    stage_await 20 "its last row" delivered 'sinau:sinau|G6'
    daemon_stop
}

two_daemons() {
    local first
    daemon_start
    first=$DAEMON
    daemon_start
    { printf '%s\n' "$HEADER" && for i in $(seq 0 19); do row "$i" "Berdua $i" "B-$i" 2 "B$i"; done; } | drop berdua.csv
    stage_await 30 "the file" was_read berdua.csv
    stage_await 30 "its last row" delivered 'sinau:sinau|B19'
    stage_await 30 "nothing under way" nothing_due
    daemon_stop
    DAEMON=$first daemon_stop
    check "two daemons: one has read it" is "$(grep -c 'training file read.*berdua.csv' "$STAGE_DIR/daemon.log")" 1
    check "two daemons: each row once" is "$(stage_control dump | jq -r 'select(.t == "rw-kursus") | .row.noSertipikat' | grep -c '^B-')" 20
}
nothing_due() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state IN ('ready', 'inflight', 'doubt', 'retry')")" = 0 ]; }

big_file() { # PREFIX LINES: completions of persons nobody knows, so that only the loading is measured
    awk -v header="$HEADER" -v prefix="$1" -v lines="$2" 'BEGIN { print header
        for (i = 1; i <= lines; i++) printf "19800101200501%d%03d;Kursus Besar %d;BKPSDM;%s-%d;2025-03-01;2025-03-05;10;%s%d;lulus\n",
            1 + i % 2, 1 + i % 900, i, prefix, i, prefix, i }'
}

killed_while_loading() {
    big_file Z "$LINES_BIG" | drop besar.csv
    printf '%s;cacat\n' "${P[0]}" >>"$STAGE_DIR/sinau/besar.csv"
    daemon_start
    stage_await 30 "the first thousand" loaded_big 1000
    kill -KILL "$DAEMON"
    daemon_wait 2>/dev/null
    check "killed: in the middle of the file" test "$(big_rows)" -lt "$LINES_BIG"
    check "killed: the file is not called read" is "$(state "SELECT count(*) FROM siasn.training_file WHERE name = 'besar.csv' AND read_at IS NOT NULL")" 0
    daemon_start
    stage_await 120 "the whole file" was_read besar.csv
    check "killed: all rows, once" is "$(big_rows)" "$LINES_BIG"
    check "killed: the bad line is told once" is "$(lines_rejected besar.csv)" $((LINES_BIG + 2))
    check "killed: counted across the kill" is "$(state "SELECT changed || ' ' || rejected FROM siasn.training_file WHERE name = 'besar.csv'")" "$LINES_BIG 1"
    stage_await 20 "the guard" guard_holds
    check "mass change: held, and nothing of it in the outbox" is "$(state "SELECT count(*) FROM siasn.outbox WHERE src_id LIKE 'sinau:sinau|Z%'")" 0
    check "mass change: SIMPEG's courses are not held" is "$(state "SELECT string_agg(kind, ',') FROM siasn.guard WHERE held")" sinau
    check "mass change: released" ctl guard release --kind sinau --by "Operator Satu"
    stage_await 300 "the rows of the big file" absorbed_big
    daemon_stop
    check "mass change: waits for its persons, with a reason" is "$(state "SELECT string_agg(DISTINCT code, ',') FROM siasn.quarantine WHERE src_id LIKE 'sinau:sinau|Z%'")" PEGAWAI_MISSING
}
big_rows() { state "SELECT count(*) FROM siasn.training WHERE sumber_ref LIKE 'Z%'"; }
loaded_big() { [ "$(big_rows)" -ge "$1" ]; }
guard_holds() { [ "$(state "SELECT count(*) FROM siasn.guard WHERE held AND kind = 'sinau'")" = 1 ]; }
absorbed_big() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE src_id LIKE 'sinau:sinau|Z%' AND state = 'rejected'")" = "$LINES_BIG" ]; }

view() {
    createdb sinau
    psql -X -q -d sinau -c "CREATE SCHEMA lms" -c "GRANT USAGE ON SCHEMA lms TO siasn_reader" -c "CREATE TABLE lms.selesai (nip char(20), nama text, penyelenggara text, nomor_sertifikat text,
        tgl_mulai date, tgl_selesai date, jp smallint, ref bigint PRIMARY KEY, lulus boolean)" -c "CREATE VIEW lms.v_sinau AS SELECT nip, nama, penyelenggara, nomor_sertifikat, tgl_mulai, tgl_selesai, jp FROM lms.selesai" -c "GRANT SELECT ON lms.v_sinau TO siasn_reader"
    psql -X -q -d sinau -c "INSERT INTO lms.selesai SELECT nip, 'Dari View ' || n, 'LMS', 'V-' || n, '2025-03-01', '2025-03-05', 5, n, n <> 3 FROM unnest('{${P[14]},${P[15]},${P[16]},salah}'::text[]) WITH ORDINALITY AS x (nip, n)"
    stage_config "sinau.folder=$STAGE_DIR/sinau" sinau.jenis_diklat_id=16 "sinau.dsn=host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=sinau" sinau.schema=lms
    psql -X -q -d sinau -c "ALTER VIEW lms.v_sinau RENAME COLUMN jp TO jam"
    daemon_once
    check "view: a missing column is named" grep -q 'view lms.v_sinau: columns are missing: jp' "$STAGE_DIR/once.log"
    psql -X -q -d sinau -c "DROP VIEW lms.v_sinau" -c "CREATE VIEW lms.v_sinau AS SELECT nip, nama, penyelenggara, nomor_sertifikat, tgl_mulai, tgl_selesai, jp, 'e-sinau' AS sumber, ref AS sumber_ref, lulus AS status_lulus, now() AS lain FROM lms.selesai" -c "GRANT SELECT ON lms.v_sinau TO siasn_reader"
    daemon_once
    check "view: delivered, but not what was not passed" is "$(count_at "${P[14]}" V-1)$(count_at "${P[15]}" V-2)$(count_at "${P[16]}" V-3)" 110
    check "view: a bad row is told, without a line" is "$(ctl training rejects --json | jq -c '.rejects[] | select(.origin == "view") | [.file, .line]')" '["v_sinau",null]'
    psql -X -q -d sinau -c "UPDATE lms.selesai SET lulus = true WHERE ref = 3" -c "DELETE FROM lms.selesai WHERE ref IN (2, 4)"
    daemon_once
    check "view: passed later" is "$(count_at "${P[16]}" V-3)" 1
    check "view: a row that went is a delete, which policy holds" is "$(state "SELECT op || ' ' || state FROM siasn.outbox WHERE src_id = 'sinau:e-sinau|2'")" "delete held"
    check "view: a bad row that went is settled" is "$(ctl training rejects --json | jq '[.rejects[] | select(.origin == "view")] | length')" 0
    dropdb sinau
    { printf '%s\n' "$HEADER" && row 17 'Tanpa View' W-017 2 W17; } | drop tanpa.csv
    daemon_once
    check "view away: files go on" is "$(count_at "${P[17]}" W-017)" 1
    check "view away: told" grep -q 'training view cannot be read' "$STAGE_DIR/once.log"
}

# Certificates: the PDF a completion names below [documents] root follows it, as SIMPEG's documents do.
certificates() {
    local before
    before=$(stat_of uploads)
    mkdir -p "$STAGE_DIR/files/lms"
    printf '%%PDF-1.4\n%% satu\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' >"$STAGE_DIR/files/lms/satu.pdf"
    stage_config "sinau.folder=$STAGE_DIR/sinau" sinau.jenis_diklat_id=16 "documents.root=$STAGE_DIR/files"
    {
        printf '%s;dokumen\n' "$HEADER"
        row 11 'Dengan Sertifikat' C-011 3 C11 | sed 's/\r$/;lms\/satu.pdf\r/'
        row 12 'Sertifikat Hilang' C-012 3 C12 | sed 's/\r$/;lms\/dua.pdf\r/'
        row 13 'Belum Selesai' C-013 3 C13 belum | sed 's/\r$/;lms\/satu.pdf\r/'
    } | drop sertifikat.csv
    daemon_once
    check "certificate: follows its completion" is "$(state "SELECT state || ' ' || doc_type FROM siasn.document WHERE doc_id = 'sinau:sinau|C11'")" "done 881"
    check "certificate: SIASN has it" is "$(remote_row rw-kursus "$(at_siasn "${P[11]}" C-011)" | jq '.path | has("881")')" true
    check "certificate: missing, told; the completion is delivered" is \
        "$(state "SELECT code FROM siasn.quarantine WHERE kind = 'dokumen' AND src_id = 'sinau:sinau|C12'")/$(count_at "${P[12]}" C-012)" "DOC_MISSING/1"
    check "certificate: none of one who has not passed" is "$(state "SELECT count(*) FROM siasn.document WHERE doc_id = 'sinau:sinau|C13'")" 0
    check "certificate: one upload" is "$(stat_of uploads)" $((before + 1))
    cp "$STAGE_DIR/files/lms/satu.pdf" "$STAGE_DIR/files/lms/tiga.pdf"
    printf '%% lagi\n' >>"$STAGE_DIR/files/lms/tiga.pdf"
    {
        printf '%s;dokumen\n' "$HEADER"
        row 11 'Dengan Sertifikat' C-011 3 C11 | sed 's/\r$/;lms\/tiga.pdf\r/'
        row 12 'Sertifikat Hilang' C-012 3 C12 | sed 's/\r$/;\r/'
    } | drop sertifikat-2.csv
    daemon_once
    check "certificate: another file is sent again" is "$(stat_of uploads)/$(state "SELECT path FROM siasn.document WHERE doc_id = 'sinau:sinau|C11'")" "$((before + 2))/lms/tiga.pdf"
    check "certificate: no longer named, no longer wanted" is \
        "$(state "SELECT (SELECT count(*) FROM siasn.document WHERE doc_id = 'sinau:sinau|C12') + (SELECT count(*) FROM siasn.quarantine WHERE src_id = 'sinau:sinau|C12')")" 0
    daemon_once
    check "certificate: and then nothing" is "$(stat_of uploads)" $((before + 2))
}

archive() {
    mkdir "$STAGE_DIR/arsip"
    stage_config "sinau.folder=$STAGE_DIR/sinau" sinau.jenis_diklat_id=16 "sinau.archive=$STAGE_DIR/arsip"
    { printf '%s\n' "$HEADER" && row 18 'Arsip' R-018 2 R18; } | drop arsip.csv
    : >"$STAGE_DIR/arsip/arsip.csv"
    daemon_once
    check "archive: every file that was read is moved" is "$(find "$STAGE_DIR/sinau" -name '*.csv' | wc -l)" 0
    check "archive: none is overwritten" is "$(find "$STAGE_DIR/arsip" -name '*arsip.csv' | wc -l)" 2
    check "archive: delivered" is "$(count_at "${P[18]}" R-018)" 1
}

# Hours: the person's courses of 2025 in SIMPEG, and completions; a duplicate counts once.
hours() {
    local expected
    expected=$(state "SELECT sum((payload::json->>'jumlahJam')::int) FROM siasn.outbox WHERE nip = '${P[7]}' AND op = 'upsert' AND NOT faulty
        AND kind IN ('kursus', 'diklat') AND coalesce(payload::json->>'tahunKursus', payload::json->>'tahun') = '2025'")
    check "hours: of one person" is "$(ctl training jp --year 2025 --nip "${P[7]}" --json | jq -c '.persons[0] | [.nip, .jp, .target, .reached]')" \
        "[\"${P[7]}\",$expected,20,$([ "$expected" -ge 20 ] && echo true || echo false)]"
    check "hours: the duplicate of 16 JP counts once" is "$(ctl training jp --year 2025 --nip "${P[7]}" --json | jq -c '.persons[0] | [.kursus, .sinau]')" \
        "[$(state "SELECT sum((payload::json->>'jumlahJam')::int) FROM siasn.outbox WHERE nip = '${P[7]}' AND kind = 'kursus' AND NOT faulty AND src_id NOT LIKE 'sinau:%' AND payload::json->>'tahunKursus' = '2025'"),2]"
    check "hours: everybody known stands there" test "$(ctl training jp --year 2025 --csv | wc -l)" -gt "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'data_utama' AND op = 'upsert'")"
    check "hours: what waits is told" is "$(ctl training jp --year 2025 --nip "${P[5]}" --json | jq '.persons[0].waiting')" 1
    check "hours: PPPK have no target" is "$(ctl training jp --year 2025 --json | jq -c '[.persons[] | select(.status == "PPPK") | .target] | unique')" '[null]'
    check "hours: a slip of the year" is "$(ctl training jp --year dua 2>&1 >/dev/null)" "siasnctl: --year must be a whole number from 1945 to 2100, not 'dua'"
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
mkdir "$STAGE_DIR/sinau"
hide_person
stage_config "sinau.folder=$STAGE_DIR/sinau" sinau.jenis_diklat_id=16
daemon_once
check "first load: exit code" is $? 0
pick_persons
good_and_bad_lines
again_and_again
wrong_header
duplicates
simpeg_comes_later
simpeg_comes_meanwhile
unknown_person
growing_file
two_daemons
view
hours
certificates
killed_while_loading
archive
check_compare "at the end"
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
