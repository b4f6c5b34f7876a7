#!/usr/bin/env bash
# The performance tree: what each computed node counts, case by case; entries, corrections, IKM and their
# refusals; the daemon's own counting, which delays nothing; the exports and the printed report.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

NIP=0

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
# says CODE PATTERN ARGS...: for check; output and complaints together
says() {
    local code=$1 pattern=$2 status
    shift 2
    ctl "$@" >"$STAGE_DIR/out" 2>&1 </dev/null
    status=$?
    if [ "$status" != "$code" ] || ! grep -qE -- "$pattern" "$STAGE_DIR/out"; then
        echo "exit $status, wanted $code and: $pattern"
        cat "$STAGE_DIR/out"
        return 1
    fi
}
# node CODE FILTER [PERIOD]: of the tree's JSON
node() { ctl pohon show --json --period "${3:-2024}" | jq -r --arg c "$1" ".nodes[] | select(.code == \$c) | $2"; }

# ---- What is counted: views of our own ----

make_source() {
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN"
    state "CREATE ROLE siasn_sync LOGIN" "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    local view
    for view in v_pegawai v_rw_jabatan v_rw_diklat v_rw_kursus v_rw_pendidikan v_rw_skp v_rw_kinerja v_rw_pemberhentian; do
        simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
            "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" \
        "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader" "CREATE SEQUENCE public.n"
}
# person [COLUMN=VALUE]...: a new active PNS; what follows belongs to it
person() {
    NIP=$((NIP + 1))
    row v_pegawai status_asn=PNS aktif=true "$@"
}
# row VIEW COLUMN=VALUE...: an approved row of the person there is; a later value of a column counts
row() {
    local view=$1 pair columns='' values='' kept=()
    shift
    [ "$view" = v_pegawai ] || set -- status_verif=1 "$@"
    for pair in "$@"; do
        local others=() k
        for k in "${kept[@]}"; do [ "${k%%=*}" = "${pair%%=*}" ] || others+=("$k"); done
        kept=("${others[@]}" "$pair")
    done
    for pair in "${kept[@]}"; do
        columns="$columns, ${pair%%=*}"
        values="$values, nullif('${pair#*=}', '')"
    done
    # The values are text: cast by the columns' own types.
    simpeg "INSERT INTO public.$view SELECT (jsonb_populate_record(NULL::public.$view,
        jsonb_build_object('src_id', nextval('n')::text, 'nip', '$NIP') ||
        jsonb_object(string_to_array('${columns#, }', ', '), ARRAY[${values#, }]::text[]))).*"
}
post() { row v_rw_jabatan is_definitif=true "tmt_jabatan=$1" "jenis_jabatan=$2" "eselon_id=$3" "unor_src_id=$4" "jabatan_src_id=${5:-}" "${@:6}"; }

moves() {
    person && post 2020-01-01 1 42 U1 && post 2024-02-01 1 41 U1 # IV.b to IV.a: promosi
    person && post 2020-01-01 4 "" U1 && post 2024-02-01 1 42 U1 # pelaksana to eselon IV: promosi
    person && post 2020-01-01 1 31 U1 && post 2024-02-01 1 31 U2 # another unit: mutasi
    person && post 2020-01-01 1 31 U1 && post 2024-03-31 1 41 U1 # lower: mutasi, last day of the quarter
    person && post 2020-01-01 2 "" U1 J1 && post 2024-01-01 2 "" U1 J2 # another post, first day: mutasi
    person && post 2020-01-01 1 31 U1 && post 2024-04-01 1 31 U2 # the next quarter
    person && post 2024-02-01 1 31 U1                            # the first post is no move
    person && post 2020-01-01 1 31 U1 && post 2024-02-01 1 31 U1 # nothing differs
    person && post 2020-01-01 1 41 U1 && post 2024-02-01 1 31 U2 "" status_verif=0
    person && post 2020-01-01 1 41 U1 && post 2024-02-01 1 31 U2 "" is_deleted=true
    person && post 2020-01-01 1 41 U1 && post 2024-02-01 1 31 U2 "" is_definitif=false
    person && post 2020-01-01 1 41 U1 && post 2024-02-01 1 31 U2 "" jenis_penugasan_id=PLT
    person && post 2020-01-01 1 31 U1 && post 2024-02-01 1 31 U3 && post 2024-02-01 1 31 U3 # twice the same: one
}

others() {
    person aktif=false && row v_rw_pemberhentian no_sk=SK/9 tgl_sk=2024-03-01 && row v_rw_pemberhentian no_sk=SK/9 tgl_sk=2024-03-01
    person aktif=false && row v_rw_pemberhentian no_sk=SK/9 tgl_sk=2024-03-31 # one decree for two persons
    person && row v_rw_pemberhentian no_sk=SK/8 tgl_sk=2024-03-31 status_verif=0
    person aktif=false && row v_rw_pemberhentian no_sk=SK/7 tgl_sk=2024-04-01
    person tmt_cpns=2010-01-01 && row v_rw_pendidikan tgl_lulus=2024-02-02 tingkat_id=45
    row v_rw_pendidikan tgl_lulus=2024-03-03 tingkat_id=45 # the same person
    person tmt_cpns=2025-01-01 && row v_rw_pendidikan tgl_lulus=2024-02-02 tingkat_id=40 # before the appointment
    person && row v_rw_pendidikan tgl_lulus=2024-02-02 tingkat_id=40 is_pertama=true
    person && row v_rw_pendidikan tahun_lulus=2024 tingkat_id=40 # no day
    person && post 2019-01-01 2 "" U9 J1 no_sk=SK/1 tgl_sk=2024-01-15 && post 2019-02-01 2 "" U9 J1 no_sk=SK/1 tgl_sk=2024-01-15
    person && post 2019-01-01 2 "" U9 J1 no_sk=SK/1 tgl_sk=2024-01-15 # one decree for two persons
    person && post 2019-01-01 4 "" U9 J1 no_sk=SK/2 tgl_sk=2024-01-15
    person && row v_rw_kinerja periodik_id=2 tahun_selesai=2024 bulan_selesai=3 hasil_nilai=2 perilaku_nilai=2
    row v_rw_kinerja periodik_id=2 tahun_selesai=2024 bulan_selesai=3 hasil_nilai=2 perilaku_nilai=2
    row v_rw_kinerja periodik_id=2 tahun_selesai=2023 bulan_selesai=3 hasil_nilai=2 perilaku_nilai=2
    row v_rw_kinerja periodik_id=1 tahun_selesai=2024 bulan_selesai=3 hasil_nilai=2 perilaku_nilai= # no result yet
    row v_rw_skp tahun=2024 hasil_nilai=2 perilaku_nilai=2 # yearly: the fourth quarter
    person && row v_rw_kursus tgl_selesai=2024-02-02 nomor_sertifikat=S1 nama=Kursus
    row v_rw_kursus tgl_selesai=2024-02-02 nomor_sertifikat=S1 "nama=Kursus LMS"
    row v_rw_kursus tgl_selesai=2024-02-02 nama=Lain
    person && row v_rw_kursus tgl_selesai=2024-02-02 nomor_sertifikat=S1 nama=Kursus
    row v_rw_diklat tgl_selesai=2024-01-31 latihan_struktural_id=3
    row v_rw_diklat tgl_selesai=2024-01-31 latihan_struktural_id=3
    row v_rw_diklat tgl_selesai=2023-12-31 latihan_struktural_id=2
}

counted() {
    check "compute: before migrate" says 1 'siasnctl migrate' pohon compute
    ctl migrate >/dev/null
    check "compute" says 0 '^8 angka dihitung, 11 berubah, 3 tanpa data, 0 gagal' pohon compute --period 2024Q1
    check "mutasi" is "$(node K23 '.quarters[0].value')" 4
    check "promosi" is "$(node K24 '.quarters[0].value')" 2
    check "pemberhentian" is "$(node K21 '.quarters[0].value')" 2
    check "pendidikan lanjutan: persons" is "$(node K25 '.quarters[0].value')" 1
    check "SK fungsional" is "$(node K26 '.quarters[0].value')" 2
    check "penilaian" is "$(node K27 '.quarters[0].value')" 1
    check "kompetensi teknis" is "$(node K29 '.quarters[0].value')" 3
    check "kompetensi manajerial" is "$(node K30 '.quarters[0].value')" 1
    check "no event yet: no data, not 0" is "$(node K22 '.quarters[0] | "\(.value) \(.computed.reason)"')" \
        "null tidak ada data: siasn-sync belum berjalan"
    check "no count of the indicator: no data" is "$(node A '.quarters[0] | "\(.value) \(.computed.reason)"')" \
        "null tidak ada data: belum ada hitungan indikator dalam triwulan ini"
    ctl pohon compute --period 2024Q2 >/dev/null
    check "a real 0 is a value" is "$(node K24 '.quarters[1] | "\(.value) \(.computed.reason)"')" "0 null"
    check "the next quarter's move" is "$(node K23 '.quarters[1].value')" 1
    ctl pohon compute --period 2024Q4 >/dev/null
    check "the yearly appraisal is the fourth quarter's" is "$(node K27 '.quarters[3].value')" 1
    check "the year: sum" is "$(node K27 '.result.value')" 2
}

history() {
    local rows hash
    rows=$(state "SELECT count(*) FROM siasn.pohon_computed")
    hash=$(node K23 '.quarters[0].computed.hash')
    ctl pohon compute --period 2024Q1 >/dev/null
    check "nothing differs: nothing is written" is "$(state "SELECT count(*) FROM siasn.pohon_computed")" "$rows"
    simpeg "UPDATE public.v_rw_jabatan SET tmt_jabatan = '2024-02-15' WHERE tmt_jabatan = '2024-04-01'"
    check "what is entered late finds its quarter" says 0 '1 berubah' pohon compute --period 2024Q1
    check "... and is counted" is "$(node K23 '.quarters[0].value')" 5
    check "... the earlier count is kept" is "$(state "SELECT string_agg(value::int::text, ' ' ORDER BY id) FROM siasn.pohon_computed
        WHERE node = 'K23' AND year = 2024 AND quarter = 1")" "4 5"
    check "... with another hash" test "$hash" != "$(node K23 '.quarters[0].computed.hash')"
}

lean_site() {
    simpeg "DROP VIEW siasn_src.v_rw_kinerja"
    ctl pohon compute --period 2024Q4 >/dev/null
    check "no periodic appraisals: the yearly ones count" is "$(node K27 '.quarters[3].value')" 1
    simpeg "DROP VIEW siasn_src.v_rw_skp" "DROP VIEW siasn_src.v_rw_kursus" "DROP VIEW siasn_src.v_rw_pendidikan" \
        "CREATE VIEW siasn_src.v_rw_pendidikan AS SELECT src_id, nip, tingkat_id, status_verif FROM public.v_rw_pendidikan" \
        "GRANT SELECT ON siasn_src.v_rw_pendidikan TO siasn_reader"
    check "views missing: others are counted" says 0 '5 angka dihitung, 3 berubah, 6 tanpa data, 0 gagal' pohon compute --period 2024Q1
    check "no view: no data, not 0" is "$(node K29 '.quarters[0] | "\(.value) \(.computed.reason)"')" \
        "null tidak ada data: SIMPEG tidak menyediakan v_rw_kursus"
    check "no column: no data" is "$(node K25 '.quarters[0].computed.reason')" "tidak ada data: SIMPEG tidak menyediakan v_rw_pendidikan.tgl_lulus"
    check "... said in the terminal" says 0 'K27.*tidak ada data: SIMPEG tidak menyediakan v_rw_skp' pohon show --period 2024Q1
    simpeg "CREATE VIEW siasn_src.v_rw_kursus AS SELECT *, 1 / 0 AS rusak FROM public.v_rw_kursus WHERE 1 / (nip::int - nip::int) = 0" \
        "GRANT SELECT ON siasn_src.v_rw_kursus TO siasn_reader"
    check "a view that fails is told, by its node" says 1 'tetap berlaku: K29: .*division by zero' pohon compute --period 2024Q1
    check "... the others are counted" is "$(node K23 '.quarters[0].value')" 5
}

# ---- What people enter ----

WHO=(--by "Siti Contoh" --document "Laporan TW")

entering() {
    check "enter" says 0 'K07 .*: 2,5 bulan' pohon enter K07 --period 2024Q1 --value 2,5 "${WHO[@]}"
    check "enter: a real 0" says 0 ': 0 bulan' pohon enter K07 --period 2024Q2 --value 0 "${WHO[@]}"
    check "enter: code in small letters" says 0 'K08' pohon enter k08 --period 2024Q1 --value 1 "${WHO[@]}"
    check "0 is a value, not a gap" is "$(node K07 '.quarters[1].value, .result.value, .result.missing_quarters' 2024Q2 | xargs)" "0 2.5 0"
    check "correction" says 0 ': 3 bulan' pohon enter K07 --period 2024Q1 --value 3 "${WHO[@]}" --note "salah hitung"
    check "correction: the newest counts" is "$(node K07 '.quarters[0] | "\(.value) \(.value_entry.corrections) \(.value_entry.note)"')" "3 1 salah hitung"
    check "correction: both are kept" is "$(state "SELECT count(*) FROM siasn.pohon_entry WHERE node = 'K07' AND quarter = 1")" 2
    check "withdrawn" says 0 'dicabut' pohon enter K08 --period 2024Q1 --value - "${WHO[@]}"
    check "withdrawn: no value" is "$(node K08 '.quarters[0].value')" null
    check "who, when, document" is "$(node K07 '.quarters[0].value_entry | "\(.by)|\(.document)|\(.at | length)"')" "Siti Contoh|Laporan TW|25"
    check "each entry is an event" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what = 'pohon_entry' AND detail::json ->> 'by' = 'Siti Contoh'")" 5
    check "entries cannot be changed" is "$(state "UPDATE siasn.pohon_entry SET low = 9" 2>&1 | grep -c append-only)" 1
    check "entries cannot be removed" is "$(state "DELETE FROM siasn.pohon_entry" 2>&1 | grep -c append-only)" 1
    check "counts cannot be changed" is "$(state "TRUNCATE siasn.pohon_computed" 2>&1 | grep -c append-only)" 1
}

refusing() {
    check "refused: thousands or decimals" says 2 '1500 untuk ribuan' pohon enter K07 --period 2024Q1 --value 1.500 "${WHO[@]}"
    check "refused: no number" says 2 'bukan bilangan' pohon enter K07 --period 2024Q1 --value banyak "${WHO[@]}"
    check "refused: negative" says 2 'negatif' pohon enter K07 --period 2024Q1 --value=-3 "${WHO[@]}"
    check "refused: period" says 2 'seperti 2026Q3' pohon enter K07 --period 2024TW1 --value 3 "${WHO[@]}"
    check "refused: a quarter to come" says 2 'belum mulai' pohon enter K07 --period 2100Q1 --value 3 "${WHO[@]}"
    check "refused: unknown node" says 2 'tidak ada simpul "K99"' pohon enter K99 --period 2024Q1 --value 3 "${WHO[@]}"
    check "refused: computed node" says 2 'K23 dihitung dari data' pohon enter K23 --period 2024Q1 --value 3 "${WHO[@]}"
    check "refused: an index above 100" says 2 'paling tinggi 100' pohon enter U --period 2024Q1 --value 101 "${WHO[@]}"
    check "refused: without document" says 2 'needs --document' pohon enter K07 --period 2024Q1 --value 3 --by Siti
    check "refused: without name" says 2 'lengkapi --by' pohon enter K07 --period 2024Q1 --value 3 --by " " --document D
    check "refused: an option of another order" says 2 'does not take --quarter' pohon enter K07 --period 2024Q1 --quarter 1 --value 3 "${WHO[@]}"
    check "refused: without node" says 2 'usage: siasnctl pohon enter NODE' pohon enter --period 2024Q1 --value 3 "${WHO[@]}"
    check "refused: unknown order" says 2 'siasnctl pohon enter NODE' pohon hapus
    check "refused: quarter" says 2 '1, 2, 3, atau 4' pohon target K07 --year 2024 --quarter 5 --value 3 "${WHO[@]}"
    check "refused: range upside down" says 2 'lebih besar' pohon target K07 --year 2024 --quarter 1 --value 4..3 "${WHO[@]}"
    check "refused: a range is no value" says 2 'bukan bilangan' pohon enter K07 --period 2024Q1 --value 3..4 "${WHO[@]}"
    check "refused: nothing was written" is "$(state "SELECT count(*) FROM siasn.pohon_entry")" 5
}

judging() {
    local q
    for q in 1 2; do ctl pohon target K07 --year 2024 --quarter $q --value 3 "${WHO[@]}" >/dev/null; done
    check "sum: 3 of 6" is "$(node K07 '.result | "\(.target) \(.value) \(.capaian) \(.predicate)"' 2024Q2)" "6 3 50 Sangat Rendah"
    check "sum: a target is missing" is "$(node K07 '.result | "\(.target) \(.why)"' 2024Q3)" "null belum ada target"
    ctl pohon target K07 --year 2024 --quarter 1 --value 3..4 "${WHO[@]}" >/dev/null
    check "range" is "$(node K07 '.result | "\(.target.low) \(.target.high) \(.capaian)"' 2024Q1)" "3 4 100"
    ctl pohon target K17 --year 2024 --quarter 2 --value 20 "${WHO[@]}" >/dev/null
    ctl pohon enter K17 --period 2024Q1 --value 18,2 "${WHO[@]}" >/dev/null
    check "last: the earlier quarter's value, and said so" says 0 'K17 .* 18,2 +91,00 +Sangat Tinggi +diisi, data TW I$' pohon show --period 2024Q2
    ctl pohon baseline K17 --year 2023 --value 15 "${WHO[@]}" >/dev/null
    check "baseline" is "$(node K17 '.baseline | "\(.year) \(.value)"')" "2023 15"
}

loading() {
    printf '\xEF\xBB\xBFjenis;simpul;periode;nilai;dokumen;catatan\r\ntarget;K01;2024Q1;2;PK 2024;\r\nrealisasi;K01;2024Q1;"1,5";LKj;x\r\nbaseline;K01;2023;1;LKjIP 2023;\r\n' >"$STAGE_DIR/muat.csv"
    check "load" says 0 '3 baris dimuat' pohon load "$STAGE_DIR/muat.csv" --by Budi
    check "load: counted" is "$(node K01 '"\(.baseline.value) \(.result.target) \(.result.value) \(.result.capaian)"' 2024Q1)" "1 2 1.5 75"
    local before
    before=$(state "SELECT count(*) FROM siasn.pohon_entry")
    printf 'jenis,simpul,periode,nilai,dokumen\ntarget,K01,2024Q2,2,PK\ntarget,K77,2024Q1,2,PK\nsasaran,K01,2024Q1,2,PK\nrealisasi,K01,2024Q1,1.234,PK\nrealisasi,K01,2024Q1,1,\n' >"$STAGE_DIR/salah.csv"
    check "load: all bad lines are told" says 1 'baris 3: tidak ada simpul' pohon load "$STAGE_DIR/salah.csv" --by Budi
    check "load: ... each" is "$(grep -cE '^baris [3456]: ' "$STAGE_DIR/out")" 4
    check "load: all or none" is "$(state "SELECT count(*) FROM siasn.pohon_entry")" "$before"
    check "load: header" says 1 'tidak ada kolom' pohon load "$STAGE_DIR/siasnd.conf" --by Budi
    printf 'jenis,simpul,periode,nilai,dokumen\ntarget,K01,2024Q1,2,Perjanjian \x96 2024\n' >"$STAGE_DIR/latin.csv"
    check "load: not UTF-8" says 1 'baris 2: bukan UTF-8' pohon load "$STAGE_DIR/latin.csv" --by Budi
    check "load: no file" says 1 'tidak dapat membaca' pohon load "$STAGE_DIR/tidak-ada" --by Budi
}

survey() {
    printf 'waktu,u1,u2,u3,u4,u5,u6,u7,u8,u9,saran\n1,3,3,3,4,3,3,3,4,3,"baik, cepat"\n2,4,4,3,4,3,4,4,4,3,\n3,3,,3,4,3,3,3,4,2,\n' >"$STAGE_DIR/ikm.csv"
    check "IKM: imported" says 0 'IKM 83,80, mutu B \(Baik\), 3 responden' pohon ikm import "$STAGE_DIR/ikm.csv" --period 2024Q2 "${WHO[@]}"
    check "IKM: stands in the tree" is "$(node U '.result | "\(.value) \(.grade) \(.as_of_quarter)"')" "83.8 B (Baik) 2"
    check "IKM: its counts are kept" is "$(node U '.quarters[1].survey | "\(.respondents) \(.filled[1]) \(.sum[0])"')" "3 2 10"
    check "IKM: no answers of persons are kept" is "$(state "SELECT count(*) FROM siasn.pohon_entry WHERE survey LIKE '%cepat%'")" 0
    sed 's/^2,4/2,5/' "$STAGE_DIR/ikm.csv" >"$STAGE_DIR/ikm5.csv"
    check "IKM: an answer that is none" says 1 'baris 3: u1 berisi "5"' pohon ikm import "$STAGE_DIR/ikm5.csv" --period 2024Q2 "${WHO[@]}"
    sed '1s/u9/usia/' "$STAGE_DIR/ikm.csv" >"$STAGE_DIR/ikm8.csv"
    check "IKM: an element is missing" says 1 'tidak ada kolom u9 \(Sarana dan prasarana\)' pohon ikm import "$STAGE_DIR/ikm8.csv" --period 2024Q2 "${WHO[@]}"
    check "IKM: may be entered as well" says 0 ': 84 indeks' pohon enter U --period 2024Q4 --value 84 "${WHO[@]}"
    check "IKM: the later quarter counts" is "$(node U '.result.value')" 84
}

# ---- What comes out ----

# Words of the report, from its inflated page streams.
pdf_words() {
    python3 -c '
import re, sys, zlib
data = open(sys.argv[1], "rb").read()
for body in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
    try: body = zlib.decompress(body)
    except zlib.error: continue
    for text in re.findall(rb"\(((?:[^()\\]|\\.)*)\) ?Tj", body):
        print(re.sub(r"\\([()\\])", r"\1", text.decode("cp1252")))' "$1"
}

exporting() {
    check "JSON: all 33 nodes" is "$(ctl pohon show --json | jq '.nodes | length')" 33
    check "JSON: not official" is "$(ctl pohon show --json | jq -r .tree.status)" "belum resmi"
    check "show draws the tree" is "$(ctl pohon show | grep -cE '^(├─|└─) (A|B|K[0-9]{2}) ')" 32
    check "show says it is not official" says 0 'belum resmi' pohon show
    check "show --csv" is "$(ctl pohon show --csv --period 2024 | awk 'END { print NR }')" 34
    check "export --csv" says 0 'ditulis' pohon export --csv "$STAGE_DIR/x.csv" --period 2024
    check "export --csv: mark, semicolons, decimal comma, CRLF" grep -qP '^"K17";.*;"18,2";.*\r$' "$STAGE_DIR/x.csv"
    check "export --csv: the mark" is "$(head -c 3 "$STAGE_DIR/x.csv" | od -An -tx1 | tr -d ' ')" efbbbf
    ctl pohon enter K02 --period 2024Q1 --value 1 --by "=cmd()" --document D >/dev/null
    ctl pohon export --csv "$STAGE_DIR/x.csv" --period 2024 2>/dev/null
    check "export --csv: no formula gets in" grep -q "\"'=cmd()\"" "$STAGE_DIR/x.csv"
    check "export --json" says 0 'ditulis' pohon export --json "$STAGE_DIR/x.json" --period 2024
    check "export --json: as show" is "$(jq -S . "$STAGE_DIR/x.json" | sha256sum)" "$(ctl pohon show --json --period 2024 | jq -S . | sha256sum)"
    check "export: one form" says 2 'pilih satu bentuk' pohon export "$STAGE_DIR/x"
    check "export: where it cannot" says 1 'tidak dapat menulis' pohon export --csv "$STAGE_DIR/tidak/ada"
    check "export --pdf: where it cannot" says 1 'tidak dapat menulis' pohon export --pdf "$STAGE_DIR/tidak/ada"
    check "export --pdf" says 0 'ditulis' pohon export --pdf "$STAGE_DIR/x.pdf" --period 2024
    check "PDF: it is one" is "$(head -c 5 "$STAGE_DIR/x.pdf")" "%PDF-"
    pdf_words "$STAGE_DIR/x.pdf" >"$STAGE_DIR/words"
    check "PDF: not official" grep -qx 'BELUM RESMI' "$STAGE_DIR/words"
    check "PDF: page numbers" grep -qx 'Halaman 1 dari 6' "$STAGE_DIR/words"
    check "PDF: place to sign" grep -qx 'Kepala BKPSDM Kabupaten Kebumen' "$STAGE_DIR/words"
    check "PDF: every node in the table" is "$(grep -cxE 'U|A|B|K[0-9]{2}' <(sort -u "$STAGE_DIR/words"))" 33
    check "PDF: figures" grep -qx '18,2' "$STAGE_DIR/words"
    # Eleven computed nodes and five entered ones with their time; three of the latter by her.
    check "PDF: evidence" is "$(grep -cxE 'Siti Contoh|20..-..-.. ..:..' "$STAGE_DIR/words")" 19
    check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
}

site_tree() {
    jq '.cap = 100 | .decree = "Keputusan Kepala BKPSDM 1/2024" | (.nodes[] | select(.code == "K17")).polarity = "negative"' \
        "$STAGE_ROOT/schema/indicators/pohon_kinerja.json" >"$STAGE_DIR/pohon.json"
    stage_config collect.mode=scan
    printf '\n[indicator]\ntree = %s\n' "$STAGE_DIR/pohon.json" >>"$STAGE_DIR/siasnd.conf"
    check "site's tree: decree" is "$(ctl pohon show --json | jq -r .tree.status)" resmi
    check "site's tree: negative, capped" is "$(node K17 '.result | "\(.capaian) \(.capaian_uncapped)"' 2024Q2)" "100 109"
    sed -i 's/"survey"/"angket"/' "$STAGE_DIR/pohon.json"
    check "site's tree: a slip is told" says 1 'pohon.json:[0-9]+: nodes\.\[0\]\.source: "angket" is not known|pohon.json:[0-9]+: .*angket' pohon show
    siasnd --once 2>"$STAGE_DIR/once.log"
    check "site's tree: the daemon does not start with it" is "$(grep -c 'angket' "$STAGE_DIR/once.log")" 1
    rm "$STAGE_DIR/pohon.json"
    check "site's tree: no such file" says 1 'cannot read' pohon show
}

stage_begin
stage_postgres
make_source
stage_config collect.mode=scan
moves
others
counted
history
lean_site
entering
refusing
judging
loading
survey
exporting
site_tree
stage_verdict
