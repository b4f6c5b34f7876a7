#!/usr/bin/env bash
# The two percentages: the truth table of each rule, person by person, on views of our own.
# Each case is a site of one person, so that its verdict stands alone; the whole is counted at the end.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

NIP=0

# The contract's templates become tables with the same columns.
make_source() {
    createdb simpeg || stage_die "cannot create the database"
    simpeg "CREATE ROLE siasn_reader LOGIN"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    local view
    for view in v_pegawai v_rw_jabatan v_rw_diklat v_rw_pendidikan; do
        simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
            "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" \
        "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader" \
        "CREATE SEQUENCE public.n"
}

clear_source() { simpeg "TRUNCATE public.v_pegawai, public.v_rw_jabatan, public.v_rw_diklat, public.v_rw_pendidikan"; }

# person [STATUS] [KEDUDUKAN] [AKTIF]: a new one; what follows belongs to it.
person() {
    NIP=$((NIP + 1))
    same_person "$@"
}
same_person() {
    simpeg "INSERT INTO public.v_pegawai (src_id, nip, status_asn, kedudukan_hukum_id, aktif)
        VALUES (nextval('n'), '$NIP', nullif('${1-PNS}', ''), nullif('${2-01}', ''), ${3-true})"
}
# post JENIS ESELON [IS_TERAKHIR] [TMT]: a definitive, approved one
post() {
    simpeg "INSERT INTO public.v_rw_jabatan (src_id, nip, status_verif, jenis_jabatan, eselon_id, is_definitif,
            is_terakhir, tmt_jabatan)
        VALUES (nextval('n'), '$NIP', 1, $1, nullif('$2', ''), true, ${3-true}, '${4-2020-01-01}')"
}
# acting JENIS ESELON KIND: a current post that does not make a holder
acting() {
    post "$1" "$2"
    simpeg "UPDATE public.v_rw_jabatan SET is_definitif = false, jenis_penugasan_id = '$3'
        WHERE nip = '$NIP' AND src_id = (SELECT max(src_id::int)::text FROM public.v_rw_jabatan)"
}
education() {
    simpeg "INSERT INTO public.v_rw_pendidikan (src_id, nip, tingkat_id, status_verif)
        VALUES (nextval('n'), '$NIP', '$1', ${2-1})"
}
training() {
    simpeg "INSERT INTO public.v_rw_diklat (src_id, nip, latihan_struktural_id, status_verif, tgl_selesai)
        VALUES (nextval('n'), '$NIP', nullif('$1', ''), ${2-1}, '${3-2015-06-01}')"
}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

# verdict INDICATOR: "code stratum reason persons", one a line
verdict() {
    ctl indicator show --json | jq -r --arg i "$1" \
        '.rows[] | select(.indicator == $i) | [.code, .stratum, .reason, .persons] | map(tostring) | join(" ")'
}
# placed NAME WANTED, trained NAME WANTED: the verdict on the person there is, who then goes
placed() {
    check "placement, $1" is "$(verdict penempatan)" "$2 1"
    clear_source
}
trained() {
    check "training, $1" is "$(verdict diklat_struktural)" "$2 1"
    clear_source
}

placement_levels() {
    person && post 1 31 && education 35
    placed "D-IV is enough for an administrator" "pass administrator education"
    person && post 1 31 && education 40
    placed "S-1 for an administrator" "pass administrator education"
    person && post 1 32 && education 30
    placed "D-III is not enough for an administrator" "fail administrator education"
    person && post 1 22 && education 30
    placed "two-digit eselon of JPT pratama is compared" "fail jpt_pratama education"
    person && post 1 21 && education 35
    placed "D-IV for JPT pratama" "pass jpt_pratama education"
    person && post 1 41 && education 30
    placed "D-III for a pengawas" "pass pengawas education"
    person && post 1 42 && education 25
    placed "D-II is not enough for a pengawas" "fail pengawas education"
    person && post 1 3 && education 40
    placed "one-digit eselon is no eselon" "excluded  not_covered:eselon 3"
    person && post 1 51 && education 40
    placed "eselon V has no rule" "excluded  not_covered:eselon 51"
    person && post 1 "" && education 40
    placed "structural without eselon" "unknown  eselon_missing"
    person && post 2 "" && education 15
    placed "SLTA for a jabatan fungsional" "pass fungsional education"
    person && post 4 "" && education 17
    placed "SLTA kejuruan for a pelaksana" "pass pelaksana education"
    person && post 4 "" && education 12
    placed "SLTP kejuruan is below SLTA" "fail pelaksana education"
    local code
    for code in 42 45 47 49 50; do
        person && post 1 21 && education "$code"
        placed "level $code stands above D-IV" "pass jpt_pratama education"
    done
}

placement_people() {
    person && post 1 31 && education 15 && education 40 && education 30
    placed "the highest education counts" "pass administrator education"
    person && post 1 31 && education 40 0
    placed "education not approved yet" "unknown administrator education_missing"
    person && post 1 31
    placed "no education at all" "unknown administrator education_missing"
    person && post 1 31 && education 4
    placed "education of an unknown code" "unknown administrator education_code:4"
    person && post 1 31 && education 40 && post 2 "" && post 1 31
    placed "three current rows are one person, by the highest post" "pass administrator education"
    person && same_person PNS 99 false && post 4 "" && education 15
    placed "two rows of one NIP are one person" "pass pelaksana education"
    person && post 4 "" false && education 15
    placed "no current post" "unknown  post_missing"
    person && post 1 31 NULL && post 4 "" NULL 2023-01-01 && education 15
    placed "current post not marked: the latest" "pass pelaksana education"
    person && acting 1 31 PLT && education 15
    placed "only an acting post" "excluded  penugasan:PLT"
    person && acting 1 31 PLT && post 4 "" && education 15
    placed "acting beside a post of one's own" "pass pelaksana education"
    person CPNS && post 4 "" && education 15
    placed "CPNS" "excluded  status:CPNS"
    person PPPK 71 && post 2 "" && education 40
    placed "PPPK" "excluded  status:PPPK"
    person "" && post 2 "" && education 40
    placed "status unknown" "excluded  status:?"
    person PNS 02 && post 4 "" && education 15
    placed "CLTN" "excluded  kedudukan:02"
    person PNS 93 && post 4 "" && education 15
    placed "kedudukan that BKN's list lacks" "excluded  kedudukan:93 (not in BKN's list)"
    person PNS 01 false && post 4 "" && education 15
    placed "not active" "excluded  inactive"
}

training_levels() {
    person && post 1 31 && training 3
    trained "III.a with PIM III" "pass administrator exact_level"
    person && post 1 31 && training 2
    trained "III.a with PIM IV only" "fail administrator lower_only"
    person && post 1 41 && training 3
    trained "IV.a with PIM III only" "fail pengawas higher_only"
    person && post 1 22 && training 4
    trained "II.b with SPAMEN" "pass jpt_pratama exact_level"
    person && post 1 32 && training 3
    trained "III.b with SPAMA" "pass administrator exact_level"
    person && post 1 32 && training 2
    trained "III.b is not IV.b" "fail administrator lower_only"
    person && post 1 42 && training 2
    trained "IV.b with ADUM" "pass pengawas exact_level"
    person && post 1 41 && training 1
    trained "IV.a with SEPADA" "fail pengawas lower_only"
    person && post 1 12 && training 5
    trained "I.b with PIM I" "pass jpt_madya exact_level"
    person && post 1 21
    trained "no training" "fail jpt_pratama no_training"
    person && post 1 41 && training 8
    trained "code 8" "unknown pengawas training_code:8"
    person && post 1 41 && training 8 && training 2
    trained "code 8 beside the right one" "pass pengawas exact_level"
    person && post 1 31 && training ""
    trained "training without a code" "unknown administrator training_code:?"
}

training_people() {
    person && post 1 31 && training 3 && training 3 && training 2
    trained "three trainings are one person" "pass administrator exact_level"
    person && post 1 41 && training 2 && training 3
    trained "the last training is not the only one that counts" "pass pengawas exact_level"
    person && post 1 41 && training 2 1 2010-01-01
    trained "training before the post" "pass pengawas exact_level"
    person && post 1 41 && training 2 0
    trained "training not approved" "fail pengawas no_training"
    person && post 1 51 && training 1
    trained "eselon V has no class" "excluded  not_covered:eselon 51"
    person && post 2 "" && training 3
    trained "jabatan fungsional" "excluded  not_structural"
    person && acting 1 31 PLH && post 4 "" && training 3
    trained "acting only" "excluded  not_structural"
    person PNS 03 && post 1 31 && training 3
    trained "tugas belajar" "excluded  kedudukan:03"
}

# field INDICATOR NAME: a member of the summary
field() {
    ctl indicator show --json | jq -r --arg i "$1" --arg n "$2" '.indicators[] | select(.indicator == $i) | .[$n] | tostring'
}

counting() {
    check "nobody: n/a" is "$(field penempatan pct) $(field penempatan denominator)" "null 0"
    check "nobody: n/a for people" grep -E '^penempatan +belum resmi +0 +0 +0 +0 +0 +n/a +n/a$' <(ctl indicator show)
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
    check "permissive beside strict" is "$(field diklat_struktural higher_only) $(field diklat_struktural pct_permissive)" "1 50"
    check "never official" is "$(field penempatan status)" "belum resmi"
    check "all persons are told" is "$(ctl indicator show --json | jq '[.rows[] | select(.indicator == "penempatan").persons] | add')" 5
    check "CSV" is "$(ctl indicator show --csv | grep -c ',')" 3
    check "the SQL runs as it is printed" is "$(printed_sql | grep -c '|')" "$(ctl indicator show --json | jq '.rows | length')"
}
printed_sql() { ctl indicator show --sql | PGOPTIONS='-c search_path=siasn_src' psql -X -q -At -d simpeg; }

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
placement_levels
placement_people
training_levels
training_people
counting
lean_site
stage_verdict
