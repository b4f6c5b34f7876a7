#!/usr/bin/env bash
# The indicators: the truth table of the default rules and every clause of every profile, person by person, on
# views of our own; the published traps, each beside the wrong rule that falls into it; counting.
# shellcheck source-path=SCRIPTDIR source=indicator_rig.sh
. "$(dirname "$0")/indicator_rig.sh"

placement_levels() {
    person && post 1 31 && education 35
    placed "D-IV is enough for an administrator" "pass 31"
    person && post 1 31 && education 40
    placed "S-1 for an administrator" "pass 31"
    person && post 1 32 && education 30
    placed "D-III is not enough for an administrator" "fail 32 ACC_6:pendidikan_kurang"
    person && post 1 22 && education 30
    placed "two-digit eselon of JPT pratama is compared" "fail 22 ACC_6:pendidikan_kurang"
    person && post 1 21 && education 35
    placed "D-IV for JPT pratama" "pass 21"
    person && post 1 41 && education 30
    placed "D-III for a pengawas" "pass 41"
    person && post 1 42 && education 25
    placed "D-II is not enough for a pengawas" "fail 42 ACC_6_PENGAWAS:pendidikan_kurang"
    person && post 1 3 && education 40
    placed "one-digit eselon is no eselon" "excluded TANPA_ATURAN:3"
    person && post 1 51 && education 40
    placed "eselon V has no rule" "excluded TANPA_ATURAN:51"
    person && post 1 "" && education 40
    placed "structural without eselon" "unknown KELAS_KOSONG"
    person && expert PT 35
    placed "D-IV for a JF keahlian" "pass JF_KEAHLIAN"
    person && expert UT 30
    placed "D-III is not enough for a JF keahlian" "fail JF_KEAHLIAN ACC_8:pendidikan_kurang"
    person && expert TR 15
    placed "SLTA for a JF keterampilan" "pass JF_KETERAMPILAN"
    person && post 2 "" && education 15
    placed "SLTA for a JF whose jenjang nobody knows" "unknown JF ACC_8_JENJANG:tergantung_jenjang"
    person && post 2 "" && education 40
    placed "S-1 is enough for every jenjang" "pass JF"
    person && expert XX 30
    placed "a jenjang without meaning is not known" "unknown JF ACC_8_JENJANG:tergantung_jenjang"
    person && post 4 "" && education 17
    placed "SLTA kejuruan for a pelaksana" "pass PELAKSANA"
    person && post 4 "" && education 12
    placed "SLTP kejuruan is below SLTA" "fail PELAKSANA PENDIDIKAN_PELAKSANA:pendidikan_kurang"
    local code
    for code in 42 45 47 49 50; do
        person && post 1 21 && education "$code"
        placed "level $code stands above D-IV" "pass 21"
    done
}

placement_people() {
    person && post 1 31 && education 15 && education 40 && education 30
    placed "the highest education counts" "pass 31"
    person && post 1 31 && education 40 0
    placed "education not approved yet" "unknown 31 ACC_6:COM_3"
    person && post 1 31
    placed "no education at all" "unknown 31 ACC_6:COM_3"
    person && post 1 31 && education 4
    placed "education of an unknown code" "unknown 31 ACC_6:kode_tidak_dikenal"
    person && post 1 31 && education 40 && post 2 "" && post 1 31
    placed "three current rows are one person, by the highest post" "pass 31"
    person && same_person PNS 99 false && post 4 "" && education 15
    placed "two rows of one NIP are one person" "pass PELAKSANA"
    person && post 4 "" false && education 15
    placed "no current post" "unknown JABATAN_KOSONG"
    person && post 1 31 NULL && post 4 "" NULL 2023-01-01 && education 15
    placed "current post not marked: the latest" "pass PELAKSANA"
    person && acting 1 31 PLT && education 15
    placed "only an acting post" "excluded PENUGASAN:PLT"
    person && acting 1 31 PLT && post 4 "" && education 15
    placed "acting beside a post of one's own" "pass PELAKSANA"
    person CPNS && post 4 "" && education 15
    placed "CPNS" "excluded CPNS"
    person PPPK 71 && post 2 "" && education 40
    placed "PPPK" "excluded STATUS:PPPK"
    person "" && post 2 "" && education 40
    placed "status unknown" "excluded STATUS:?"
    person PNS 02 && post 4 "" && education 15
    placed "CLTN" "excluded CLTN"
    person PNS 93 && post 4 "" && education 15
    placed "kedudukan that BKN's list lacks" "excluded KEDUDUKAN:93 (not in BKN's list)"
    person PNS 01 false && post 4 "" && education 15
    placed "not active" "excluded TIDAK_AKTIF:f"
    person && set_last v_pegawai "jenis_pegawai_id = '17'" && post 4 "" && education 15
    placed "works at another agency (DPK)" "excluded DPK_DPB"
    person && set_last v_pegawai "jenis_pegawai_id = '7'" && post 4 "" && education 15
    placed "lent to us by another agency" "pass PELAKSANA"
}

training_levels() {
    person && post 1 31 && training 3
    trained "III.a with PIM III" "pass 31"
    person && post 1 31 && training 2
    trained "III.a with PIM IV only" "fail 31 DIKLAT_STRUKTURAL:hanya_lebih_rendah"
    person && post 1 41 && training 3
    trained "IV.a with PIM III only" "fail 41 DIKLAT_STRUKTURAL:hanya_lebih_tinggi"
    person && post 1 22 && training 4
    trained "II.b with SPAMEN" "pass 22"
    person && post 1 32 && training 3
    trained "III.b with SPAMA" "pass 32"
    person && post 1 32 && training 2
    trained "III.b is not IV.b" "fail 32 DIKLAT_STRUKTURAL:hanya_lebih_rendah"
    person && post 1 42 && training 2
    trained "IV.b with ADUM" "pass 42"
    person && post 1 41 && training 1
    trained "IV.a with SEPADA" "fail 41 DIKLAT_STRUKTURAL:hanya_lebih_rendah"
    person && post 1 12 && training 5
    trained "I.b with PIM I" "pass 12"
    person && post 1 21
    trained "no training" "fail 21 DIKLAT_STRUKTURAL:tidak_ada_pelatihan"
    person && post 1 41 && training 8
    trained "code 8" "unknown 41 DIKLAT_STRUKTURAL:perlu_ditelaah"
    person && post 1 41 && training 8 && training 2
    trained "code 8 beside the right one" "pass 41"
    person && post 1 31 && training ""
    trained "training without a code" "unknown 31 DIKLAT_STRUKTURAL:perlu_ditelaah"
}

training_people() {
    person && post 1 31 && training 3 && training 3 && training 2
    trained "three trainings are one person" "pass 31"
    person && post 1 41 && training 2 && training 3
    trained "the last training is not the only one that counts" "pass 41"
    person && post 1 41 && training 2 1 2010-01-01
    trained "training before the post" "pass 41"
    person && post 1 41 && training 2 0
    trained "training not approved" "fail 41 DIKLAT_STRUKTURAL:tidak_ada_pelatihan"
    person && post 1 51 && training 1
    trained "eselon V has no class" "excluded TANPA_ATURAN:51"
    person && post 2 "" && training 3
    trained "jabatan fungsional" "excluded BUKAN_STRUKTURAL:2"
    person && acting 1 31 PLH && post 4 "" && training 3
    trained "acting only" "excluded BUKAN_STRUKTURAL:4"
    person PNS 03 && post 1 31 && training 3
    trained "tugas belajar" "excluded TUGAS_BELAJAR"
}

# field INDICATOR NAME: a member of the summary
field() {
    ctl indicator show --json | jq -r --arg i "$1" --arg n "$2" '.indicators[] | select(.indicator == $i) | .[$n] | tostring'
}

counting() {
    check "nobody: n/a" is "$(field penempatan pct) $(field penempatan denominator)" "null 0"
    check "nobody: n/a for people" grep -E '^penempatan +belum resmi +0 +0 +0 +0 +0 +n/a +n/a +n/a *$' <(ctl indicator show)
    person && post 1 31 && education 40 && training 3
    person && post 1 41 && education 30 && training 3
    person && post 1 41 && education 15 && training 8
    person && post 1 42
    person CPNS && post 4 "" && education 15
    check "numerator" is "$(field penempatan numerator) $(field diklat_struktural numerator)" "2 1"
    check "denominator" is "$(field penempatan denominator) $(field diklat_struktural denominator)" "4 4"
    check "unknown" is "$(field penempatan unknown) $(field diklat_struktural unknown)" "1 1"
    check "excluded" is "$(field penempatan excluded) $(field diklat_struktural excluded)" "1 1"
    check "percent" is "$(field penempatan pct) $(field diklat_struktural pct)" "50 25"
    check "percent of the judged" is "$(field penempatan pct_judged) $(field diklat_struktural pct_judged)" "66.67 33.33"
    check "permissive beside strict" is "$(field diklat_struktural differ) $(field diklat_struktural pct_permissive)" "1 50"
    check "the persons who differ" is "$(ctl indicator show --json | jq -r '.differ[] | [.nip, .strict, .permissive, .class] | join(" ")')" "$((NIP - 3)) fail pass 41"
    check "the interval" is "$(field penempatan pct_low) $(field penempatan pct_high)" "50 75"
    check "never official" is "$(field penempatan status)" "belum resmi"
    check "all persons are told" is "$(ctl indicator show --json | jq '[.rows[] | select(.indicator == "penempatan").persons] | add')" 5
    check "CSV" is "$(ctl indicator show --csv | grep -c ',')" 3
}

# Each published trap: the case, the right answer, and the wrong rule that answers otherwise.
traps() {
    local wrong
    clear_source
    person && post 1 31 && education 35
    wrong=$(variant penempatan_a1 '(.clauses[] | select(.id == "ACC_6")).minimum = "40" | .version = "salah"
        | .orders.education |= map(if . == ["35", "40"] then (["35"], ["40"]) else . end)')
    check "trap: D-IV is not below S-1" is "$(verdict penempatan)" "pass 31 1"
    check "trap: ... minimum 40 fails D-IV" is "$(verdict penempatan "$wrong")" "fail 31 ACC_6:pendidikan_kurang 1"
    clear_source
    person && post 1 22 && education 30
    wrong=$(variant penempatan_a1 '(.clauses[] | select(.id == "ACC_6")).classes = ["2", "3"] | .version = "salah"')
    check "trap: eselon has two digits" is "$(verdict penempatan)" "fail 22 ACC_6:pendidikan_kurang 1"
    check "trap: ... one digit never fails anybody" is "$(verdict penempatan "$wrong")" "excluded TIDAK_DINILAI 1"
    clear_source
    person && post 1 41 && training 2 && training 2 && training 3
    check "trap: persons, not rows" is "$(field diklat_struktural numerator)/$(field diklat_struktural denominator)" "1/1"
    check "trap: ... rows would be" is "$(simpeg "SELECT count(*) FROM public.v_rw_diklat")" 3
    set_last v_rw_diklat "tgl_selesai = '2022-01-01'"
    check "trap: not the last training only" is "$(verdict diklat_struktural)" "pass 41 1"
    simpeg "DELETE FROM public.v_rw_diklat WHERE src_id <> (SELECT src_id FROM public.v_rw_diklat ORDER BY tgl_selesai DESC LIMIT 1)"
    check "trap: ... the last one alone fails" is "$(verdict diklat_struktural)" "fail 41 DIKLAT_STRUKTURAL:hanya_lebih_tinggi 1"
    clear_source
    simpeg "INSERT INTO public.v_unor (src_id, parent_src_id, nama) VALUES ('R', NULL, 'Pemda'), ('A', 'R', 'Dinas A'), ('B', 'R', 'Dinas B'), ('B1', 'B', 'Bidang')"
    person && post 1 31 && set_last v_rw_jabatan "unor_src_id = 'A'" && education 40
    person && post 1 32 && set_last v_rw_jabatan "unor_src_id = 'B1'" && education 40
    person && post 1 32 && set_last v_rw_jabatan "unor_src_id = 'B1'" && education 15
    person && post 1 32 && set_last v_rw_jabatan "unor_src_id = 'B'" && education 15
    ctl indicator compute --as-of 2026-06-30 --rules penempatan_a1 --by Uji >/dev/null
    check "trap: pooled, not the mean of the units" is "$(field penempatan pct)" 50
    check "trap: ... the mean would be" is "$(ctl indicator result penempatan --json |
        jq '[.results[] | select(.dimension == "opd").pct] | add / length * 10 | round / 10')" 66.7
    check "units add up to OPDs" is "$(ctl indicator result penempatan --json |
        jq -r '[.results[] | select(.dimension == "opd") | "\(.value) \(.name) \(.pass) \(.fail)"] | join(", ")')" "A Dinas A 1 0, B Dinas B 1 2"
    clear_source
    person && post 1 31 && education 40
    person && post 1 41 && education 30
    person && post 1 41
    person && post 1 42
}

lean_site() {
    simpeg "DROP VIEW siasn_src.v_rw_pendidikan" "UPDATE public.v_pegawai SET pendidikan_tingkat_id = '40'"
    check "without v_rw_pendidikan: the person's last education" is "$(field penempatan numerator)" 4
    simpeg "DROP VIEW siasn_src.v_rw_jabatan" \
        "CREATE VIEW siasn_src.v_rw_jabatan AS SELECT src_id, nip, status_verif, jenis_jabatan, eselon_id, tmt_jabatan,
            is_definitif FROM public.v_rw_jabatan" "GRANT SELECT ON siasn_src.v_rw_jabatan TO siasn_reader"
    check "without the optional columns" is "$(field penempatan numerator)" 4
    simpeg "DROP VIEW siasn_src.v_rw_diklat"
    ctl indicator show >"$STAGE_DIR/out" 2>"$STAGE_DIR/err"
    check "without v_rw_diklat: exit code" is $? 1
    check "without v_rw_diklat: said" grep -F 'diklat_struktural: not counted, the source has no view v_rw_diklat' "$STAGE_DIR/err"
    check "without v_rw_diklat: the other is counted" grep '^penempatan' "$STAGE_DIR/out"
}

stage_begin
stage_postgres
make_source
stage_config collect.mode=scan
ctl migrate >/dev/null
make_key
placement_levels
placement_people
training_levels
training_people
counting
traps
lean_site
stage_verdict
