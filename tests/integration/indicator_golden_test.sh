#!/usr/bin/env bash
# Golden records: every kind of clause with a person who passes, one who fails, one of whom it is unknown and
# one whom it does not apply to; asked as of the day and as of the TMT; waivers; alternatives. SQL gives the
# answers here, and each snapshot is then verified, which asks the evaluator in C for the same to the byte.
# shellcheck source-path=SCRIPTDIR source=indicator_rig.sh
. "$(dirname "$0")/indicator_rig.sh"

EXPECTED=()
# wants CLAUSE RESULT [REASON]: of the person there is; "-" = does not apply
wants() { EXPECTED+=("$NIP|$1|$2|${3-}"); }
holder() { person && post "$@"; }

# asked RULE [AS_OF]: a snapshot by the rule; every expectation is a check; then everybody goes.
asked() {
    local rule=$1 day=${2-2026-06-30} id line nip clause result reason
    check "$rule: computed" ctl indicator compute --as-of "$day" --rules "$rule" --by Uji
    id=$(ctl indicator list --json | jq '.snapshots[0].snapshot')
    state "SELECT nip, clause, result, reason FROM siasn.indicator_evidence WHERE snapshot = $id" >"$STAGE_DIR/evidence"
    for line in "${EXPECTED[@]}"; do
        IFS='|' read -r nip clause result reason <<<"$line"
        if [ "$result" = - ]; then
            check "$(basename "$rule") $clause of $nip: does not apply" is "$(grep -c "^$nip|$clause|" "$STAGE_DIR/evidence")" 0
        else
            check "$(basename "$rule") $clause of $nip: $result $reason" is "$(grep "^$nip|$clause|" "$STAGE_DIR/evidence")" "$nip|$clause|$result|$reason"
        fi
    done
    check "$rule: verified, SQL and C agree" ctl indicator verify "$id"
    EXPECTED=()
    SNAPSHOT=$id
    clear_source
}
verdict_of() { state "SELECT verdict || ' ' || reason FROM siasn.indicator_verdict WHERE snapshot = $SNAPSHOT AND nip = '$1'"; }

educations_and_ranks() {
    holder 1 31 && education 35 && rank 41 && wants ACC_6 pass && wants ACC_10 pass && wants ACC_8 -
    holder 1 32 && education 30 && rank 33 && wants ACC_6 fail pendidikan_kurang && wants ACC_10 fail pangkat_kurang
    holder 1 22 && education 99 && rank 99 && wants ACC_6 unknown kode_tidak_dikenal && wants ACC_10 unknown kode_tidak_dikenal
    holder 1 41 && education 30 && rank 33 && wants ACC_6_PENGAWAS pass && wants ACC_6 -
    holder 1 42 && education 25 && rank 31 && wants ACC_6_PENGAWAS fail pendidikan_kurang && wants ACC_10 fail pangkat_kurang
    holder 1 41 && wants ACC_6_PENGAWAS unknown COM_3 && wants ACC_10 unknown pangkat_kosong
    holder 1 41 && education "" && rank "" && wants ACC_6_PENGAWAS unknown kode_kosong && wants ACC_10 unknown kode_kosong
    person && expert MA 35 && wants ACC_8 pass && wants ACC_10 - && wants ACC_8_KETERAMPILAN - && wants ACC_8_JENJANG -
    person && expert PT 30 && wants ACC_8 fail pendidikan_kurang
    person && expert MU && wants ACC_8 unknown COM_3
    person && expert PM 15 && wants ACC_8_KETERAMPILAN pass && wants ACC_8 -
    person && expert PY 12 && wants ACC_8_KETERAMPILAN fail pendidikan_kurang
    person && expert TR && wants ACC_8_KETERAMPILAN unknown COM_3
    holder 2 "" && education 35 && wants ACC_8_JENJANG pass && wants ACC_8 - && wants ACC_8_KETERAMPILAN -
    holder 2 "" && education 30 && wants ACC_8_JENJANG unknown tergantung_jenjang
    holder 2 "" && education 10 && wants ACC_8_JENJANG fail pendidikan_kurang
    holder 2 "" && wants ACC_8_JENJANG unknown COM_3
    holder 4 "" && education 18 && wants PENDIDIKAN_PELAKSANA pass && wants ACC_8 -
    holder 4 "" && education 12 && wants PENDIDIKAN_PELAKSANA fail pendidikan_kurang
    holder 4 "" && education 1 && wants PENDIDIKAN_PELAKSANA unknown kode_tidak_dikenal
    # The newest rank counts, not the highest; one that comes after the day does not.
    holder 1 31 && rank 41 2015-04-01 && rank 34 2020-04-01 && wants ACC_10 fail pangkat_kurang
    holder 1 31 && rank 34 2020-04-01 && rank 41 2026-10-01 && wants ACC_10 fail pangkat_kurang
    asked penempatan_a2
}

one_below() {
    local rule
    rule=$(variant penempatan_a2 '.version = "satu-di-bawah" | (.clauses[] | select(.id == "ACC_10")).allow_one_below = true')
    holder 1 31 && rank 34 && wants ACC_10 pass
    holder 1 31 && rank 33 && wants ACC_10 fail pangkat_kurang
    asked "$rule"
}

trainings() {
    holder 1 31 && training 3 && wants DIKLAT_STRUKTURAL pass && wants DIKLAT_FUNGSIONAL -
    holder 1 31 && training 2 && wants DIKLAT_STRUKTURAL fail hanya_lebih_rendah
    holder 1 41 && training 4 && wants DIKLAT_STRUKTURAL fail hanya_lebih_tinggi
    holder 1 41 && wants DIKLAT_STRUKTURAL fail tidak_ada_pelatihan
    holder 1 41 && training 8 && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && training 6 && training 3 && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && training "" && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && course 1 "PKP" && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && course 5 "PKP" && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && course 3 "PKP" && wants DIKLAT_STRUKTURAL fail tidak_ada_pelatihan
    holder 2 "" && course 2 && wants DIKLAT_FUNGSIONAL pass && wants DIKLAT_STRUKTURAL -
    holder 2 "" && course 3 && wants DIKLAT_FUNGSIONAL fail tidak_ada_pelatihan
    holder 4 "" && course 2 && wants DIKLAT_FUNGSIONAL -
    asked penempatan_a3
}

training_profiles() {
    holder 1 41 && training 4 && wants DIKLAT_STRUKTURAL pass
    holder 1 41 && training 1 && wants DIKLAT_STRUKTURAL pass
    holder 1 41 && training 8 && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    holder 1 41 && wants DIKLAT_STRUKTURAL fail tidak_ada_pelatihan
    asked diklat_b1
    holder 1 41 && training 4
    check "B3: a higher level passes" is "$(verdict diklat_struktural diklat_b3)" "pass 41 1"
    asked diklat_b3
    holder 1 41 && training 1
    check "B3: a lower one does not" is "$(verdict diklat_struktural diklat_b3)" "fail 41 DIKLAT_STRUKTURAL:hanya_lebih_rendah 1"
    asked diklat_b3
    holder 1 41 && training 2 && set_last v_rw_diklat "nomor = 'S1'" && document v_rw_diklat && wants DIKLAT_STRUKTURAL pass
    holder 1 41 && training 2 && set_last v_rw_diklat "nomor = 'S2'" && wants DIKLAT_STRUKTURAL fail tanpa_sertifikat
    holder 1 41 && training 2 && document v_rw_diklat && wants DIKLAT_STRUKTURAL fail tanpa_sertifikat
    holder 1 41 && training 8 && document v_rw_diklat && wants DIKLAT_STRUKTURAL unknown perlu_ditelaah
    asked diklat_b4
    simpeg "ALTER VIEW siasn_src.v_dokumen RENAME TO v_lain"
    holder 1 41 && training 2 && set_last v_rw_diklat "nomor = 'S1'" && wants DIKLAT_STRUKTURAL unknown dokumen_tidak_diketahui
    asked diklat_b4
    simpeg "ALTER VIEW siasn_src.v_lain RENAME TO v_dokumen"
}

assessments() {
    holder 1 31 && assessment 68 2025-01-01 && wants JPM pass
    holder 1 31 && assessment 67.99 2025-01-01 && wants JPM fail jpm_kurang
    holder 1 31 && assessment 90 2020-01-01 && wants JPM unknown kedaluwarsa
    holder 1 31 && assessment 90 2020-01-01 2026-12-31 && wants JPM pass
    holder 1 31 && assessment 50 2024-01-01 && assessment 80 2025-01-01 && wants JPM pass
    holder 1 31 && assessment NULL 2025-01-01 && wants JPM unknown jpm_kosong
    holder 1 31 && wants JPM unknown belum_asesmen
    holder 2 "" && assessment 90 2025-01-01 && wants JPM -
    asked penempatan_a5
}

# at UNIT: a structural post in the unit
at() { holder 1 31 && set_last v_rw_jabatan "unor_src_id = '$1'"; }
standards() {
    standard U1 40 3 && standard U2 "" "" && standard U3 40 ""
    simpeg "INSERT INTO public.v_standar_pendidikan (standar_src_id, tingkat_id, pendidikan_id, bebas_jurusan)
            VALUES ('S-U1', '40', 'HUKUM', false), ('S-U3', '40', NULL, false), ('S-U2', '40', NULL, true)" \
        "INSERT INTO public.v_standar_diklat (standar_src_id, jenis, latihan_struktural_id, nama_raw, jp_min)
            VALUES ('S-U1', 'MANAJERIAL', '3', 'PKA', NULL), ('S-U3', 'TEKNIS', NULL, 'Pengadaan  Barang', 40)"
    at U1 && education 40 && set_last v_rw_pendidikan "pendidikan_id = 'HUKUM'" && training 3 && post 1 41 false 2015-01-01
    wants STANDAR_PENDIDIKAN pass && wants STANDAR_BIDANG pass && wants STANDAR_PELATIHAN pass && wants STANDAR_PENGALAMAN pass
    at U1 && education 30 && set_last v_rw_pendidikan "pendidikan_id = 'TEKNIK'" && training 2 && post 1 41 false 2018-06-01
    wants STANDAR_PENDIDIKAN fail pendidikan_kurang && wants STANDAR_BIDANG fail bidang_lain
    wants STANDAR_PELATIHAN fail pelatihan_kurang && wants STANDAR_PENGALAMAN fail pengalaman_kurang
    at U1 && education 40 && set_last v_rw_jabatan "tmt_jabatan = NULL"
    wants STANDAR_BIDANG unknown bidang_kosong && wants STANDAR_PENGALAMAN unknown tmt_kosong
    at U1 && wants STANDAR_PENDIDIKAN unknown COM_3 && wants STANDAR_BIDANG unknown COM_3
    at U2 && education 10 && wants STANDAR_PENDIDIKAN - && wants STANDAR_BIDANG pass && wants STANDAR_PELATIHAN - && wants STANDAR_PENGALAMAN -
    at U3 && education 40 && set_last v_rw_pendidikan "pendidikan_id = 'HUKUM'" && course 3 "PENGADAAN barang" 40
    wants STANDAR_BIDANG unknown standar_tanpa_kode && wants STANDAR_PELATIHAN pass
    at U3 && course 3 "Pengadaan Barang" 39 && wants STANDAR_PELATIHAN unknown nama_tidak_terbukti
    at U9 && wants STANDAR_PENDIDIKAN unknown standar_tidak_ada && wants STANDAR_BIDANG unknown standar_tidak_ada
    wants STANDAR_PELATIHAN unknown standar_tidak_ada && wants STANDAR_PENGALAMAN unknown standar_tidak_ada
    asked penempatan_a4
}

# Alternatives: a training or an assessment; and persons' verdicts follow.
composite() {
    local first
    person && first=$NIP && post 1 31 && education 40 && rank 41 && training 3
    person && post 1 31 && education 40 && rank 41 && assessment 80 2025-01-01
    person && post 1 31 && education 40 && rank 41
    person && post 1 31 && education 40 && rank 41 && assessment 60 2025-01-01
    person && post 1 31 && education 40 && rank 34 && training 3
    asked penempatan_a6
    check "either: the training" is "$(verdict_of "$first")" "pass "
    check "either: the assessment" is "$(verdict_of $((first + 1)))" "pass "
    check "neither, one unknown" is "$(verdict_of $((first + 2)))" "unknown JPM:belum_asesmen"
    check "neither" is "$(verdict_of $((first + 3)))" "fail DIKLAT_STRUKTURAL:tidak_ada_pelatihan"
    check "the other clauses still count" is "$(verdict_of $((first + 4)))" "fail ACC_10:pangkat_kurang"
}

# Asked on the day the post began; and as it was on an earlier day.
days() {
    local rule
    rule=$(variant penempatan_a3 '.version = "pada-tmt" | .clauses |= map(.evaluate_at = "tmt_jabatan")')
    holder 1 31 true 2020-01-01 && education 40 && rank 41 2019-04-01 && training 3 1 2019-01-01
    set_last v_rw_pendidikan "tgl_lulus = '2019-12-31'" && wants ACC_6 pass && wants ACC_10 pass && wants DIKLAT_STRUKTURAL pass
    holder 1 31 true 2020-01-01 && education 40 && rank 41 2020-04-01 && training 3 1 2021-01-01
    set_last v_rw_pendidikan "tahun_lulus = 2020" && wants ACC_6 unknown COM_3 && wants ACC_10 unknown pangkat_kosong
    wants DIKLAT_STRUKTURAL fail tidak_ada_pelatihan
    holder 1 31 true 2020-01-01 && education 40 && rank 41 "" && training 3
    set_last v_rw_diklat "tgl_selesai = NULL" && wants ACC_6 unknown tanggal_kosong && wants ACC_10 unknown tanggal_kosong
    wants DIKLAT_STRUKTURAL unknown tanggal_kosong
    holder 1 31 true 2020-01-01 && set_last v_rw_jabatan "tmt_jabatan = NULL" && education 40 && wants ACC_6 unknown tmt_kosong
    asked "$rule"
    holder 4 "" false 2015-01-01 && education 15 && post 1 41 true 2025-01-01 && wants PENDIDIKAN_PELAKSANA pass && wants ACC_6_PENGAWAS -
    asked penempatan_a1 2024-06-30
    holder 1 41 true 2020-01-01 && training 2 1 2025-02-01 && wants DIKLAT_STRUKTURAL fail tidak_ada_pelatihan
    asked diklat_b2 2024-06-30
}

waivers() {
    local rule hash
    person && post 1 31 && education 15
    hash=$(printf %s "$NIP" | sha256sum | cut -d' ' -f1)
    rule=$(variant penempatan_a1 ".version = \"kecuali\" | .waivers = [
        {nip_sha256: \"$hash\", clause: \"ACC_6\", document: \"SK 1/2025\", from: \"2025-01-01\", to: \"2025-12-31\"}]")
    wants ACC_6 pass "pengecualian:SK 1/2025"
    person && post 1 31 && education 15 && wants ACC_6 fail pendidikan_kurang
    asked "$rule" 2025-06-30
    NIP=$((NIP - 1)) && same_person && post 1 31 && education 15 && wants ACC_6 fail pendidikan_kurang
    asked "$rule" 2026-01-01
}

# Rows nobody would write, at random but the same each time: SQL and C must agree on every one of them.
random_people() {
    local rule day id variants=()
    simpeg "SELECT setseed(0.42)" \
        "INSERT INTO public.v_unor (src_id, parent_src_id, nama) SELECT 'U' || i, CASE WHEN i > 1 THEN 'U' || (i / 2) END, 'Unit ' || i FROM generate_series(1, 30) AS i" \
        "CREATE FUNCTION public.one(VARIADIC v text[]) RETURNS text LANGUAGE sql VOLATILE AS 'SELECT v[1 + floor(random() * array_length(v, 1))::int]'" \
        "CREATE FUNCTION public.day() RETURNS date LANGUAGE sql VOLATILE AS 'SELECT CASE WHEN random() < 0.85 THEN date ''2014-01-01'' + floor(random() * 4600)::int END'" \
        "INSERT INTO public.v_pegawai (src_id, nip, status_asn, kedudukan_hukum_id, aktif, jenis_kelamin, tmt_pensiun, unor_src_id, jenis_pegawai_id)
            SELECT i::text, CASE WHEN i % 97 = 0 THEN ' ' ELSE 'P' || i / 2 * 2 + CASE WHEN i % 50 = 1 THEN 0 ELSE i % 2 END END, one('PNS', 'PNS', 'PNS', 'PNS', 'CPNS', 'PPPK', NULL, ' pns '),
                one('01', '01', '01', '01', '01', '02', '93', NULL), one('t', 't', 't', 't', 'f')::boolean, one('M', 'F', NULL),
                date '2026-01-01' + floor(random() * 900)::int, 'U' || (1 + floor(random() * 32)::int), one('15', '15', '15', '17', NULL) FROM generate_series(1, 600) AS i" \
        "INSERT INTO public.v_rw_jabatan (src_id, nip, status_verif, jenis_jabatan, eselon_id, unor_src_id, jabatan_src_id, tmt_jabatan, is_definitif, is_terakhir, jenis_penugasan_id)
            SELECT i::text, 'P' || floor(random() * 600), one('1', '1', '1', '1', '0')::int, one('1', '1', '2', '2', '4', '3', NULL)::int,
                one('21', '22', '31', '32', '41', '42', '51', '99', '', NULL, '3'), 'U' || (1 + floor(random() * 32)::int), one('J1', 'J2', 'J3', NULL), day(),
                one('t', 't', 't', 'f', NULL)::boolean, one('t', 't', 'f', NULL)::boolean, one('D', 'D', NULL, '', 'PLT') FROM generate_series(1, 1500) AS i" \
        "INSERT INTO public.v_jabatan_ref (src_id, jenis, nama, jabatan_id)
            VALUES ('J1', 2, 'a', 'jf-MU'), ('J2', 2, 'b', 'jf-TR'), ('J3', 2, 'c', 'jf-none'), ('J3', 2, 'twice', NULL)" \
        "INSERT INTO public.v_rw_pendidikan (src_id, nip, status_verif, tingkat_id, pendidikan_id, tgl_lulus, tahun_lulus)
            SELECT i::text, 'P' || floor(random() * 600), one('1', '1', '1', '0')::int, one('05', '12', '15', '20', '25', '30', '35', '40', '42', '45', '50', '4', '', NULL),
                one('HUKUM', 'TEKNIK', '', NULL), day(), one('2015', '2020', NULL)::int FROM generate_series(1, 1200) AS i" \
        "INSERT INTO public.v_rw_golongan (src_id, nip, status_verif, golongan_id, tmt)
            SELECT i::text, 'P' || floor(random() * 600), 1, one('31', '32', '33', '34', '41', '42', '43', '9', '', NULL), day() FROM generate_series(1, 1200) AS i" \
        "INSERT INTO public.v_rw_diklat (src_id, nip, status_verif, latihan_struktural_id, nama, nomor, tgl_selesai, tahun)
            SELECT i::text, 'P' || floor(random() * 600), one('1', '1', '1', '2')::int, one('1', '2', '2', '3', '3', '4', '5', '6', '8', '', NULL), one('PKA', E'a\\t\\\\ \"b\"', NULL), one('N', NULL), day(), one('2016', NULL)::int FROM generate_series(1, 900) AS i" \
        "INSERT INTO public.v_rw_kursus (src_id, nip, status_verif, jenis_diklat_id, nama, jp, tgl_selesai, nomor_sertifikat)
            SELECT i::text, 'P' || floor(random() * 600), 1, one('1', '2', '3', '5', '16', NULL), one('Pengadaan', E' PENGADAAN\\n', E'pengadaan \\t barang', NULL), one('10', '40', NULL)::int, day(), one('N', NULL) FROM generate_series(1, 900) AS i" \
        "INSERT INTO public.v_hasil_uji (src_id, nip, jenis, status_verif, tgl, jpm, berlaku_sampai)
            SELECT i::text, 'P' || floor(random() * 600), one('asesmen', 'Asesmen', 'ujikom'), 1, day(), one('68', '67.995', '67.994', '67.9', '100', '8', NULL)::numeric, one('2025-01-01', '2026-06-30', NULL, NULL)::date FROM generate_series(1, 700) AS i" \
        "INSERT INTO public.v_dokumen (src_id, owner_view, owner_src_id) SELECT i::text, one('v_rw_diklat', 'v_rw_kursus'), floor(random() * 900)::text FROM generate_series(1, 600) AS i" \
        "INSERT INTO public.v_standar_jabatan (src_id, unor_src_id, jabatan_src_id, berlaku_tahun, berlaku_mulai, berlaku_akhir, pendidikan_min_tingkat_id, pengalaman_tahun)
            SELECT 'S' || i, one('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', NULL), one('J1', 'J2', NULL), one('2019', '2026', '2027', NULL)::int, one('2020-01-01', '2026-06-30', NULL)::date,
                one('2025-01-01', '2026-06-30', NULL, NULL)::date, one('15', '40', '99', NULL), one('0', '3', '9', NULL)::int FROM generate_series(1, 40) AS i" \
        "INSERT INTO public.v_standar_pendidikan (standar_src_id, tingkat_id, pendidikan_id, bebas_jurusan)
            SELECT 'S' || (1 + floor(random() * 40)::int), one('40', '30', NULL), one('HUKUM', 'TEKNIK', NULL), one('t', 'f', 'f', 'f', NULL)::boolean FROM generate_series(1, 50) AS i" \
        "INSERT INTO public.v_standar_diklat (standar_src_id, jenis, latihan_struktural_id, nama_raw, jp_min)
            SELECT 'S' || (1 + floor(random() * 40)::int), 'MANAJERIAL', one('2', '3', '7', NULL, NULL), one('Pengadaan', 'pengadaan barang', NULL), one('40', NULL)::int FROM generate_series(1, 60) AS i" >"$STAGE_DIR/out"
    for rule in penempatan_a3 penempatan_a4 penempatan_a5 penempatan_a6 diklat_b1 diklat_b4; do
        variants+=("$(variant $rule '.version = "acak-" + .profile | .clauses |= map(.evaluate_at = "tmt_jabatan") | .population |= map(select(.field == "class"))')")
    done
    variants+=("$(variant penempatan_a6 '.version = "acak2" | .training_level = "permissive" | .pass = [["ACC_6", "ACC_10"], ["ACC_6_PENGAWAS", "ACC_8", "ACC_8_KETERAMPILAN", "JPM"], ["ACC_8_JENJANG"], ["PENDIDIKAN_PELAKSANA"], ["DIKLAT_STRUKTURAL"]]')")
    for rule in penempatan_a3 penempatan_a4 penempatan_a5 penempatan_a6 diklat_b1 diklat_b3 diklat_b4 "${variants[@]}"; do
        for day in 2026-06-30 2022-02-28; do
            check "random people, $(basename "$rule") on $day" ctl indicator compute --as-of "$day" --rules "$rule" --by Uji
            id=$(ctl indicator list --json | jq '.snapshots[0].snapshot')
            check "random people, $(basename "$rule") on $day: SQL and C agree" ctl indicator verify "$id"
        done
    done
    check "random people: the last rule meets all verdicts" is "$(state "SELECT count(DISTINCT verdict) FROM siasn.indicator_verdict WHERE snapshot = $id")" 4
}

stage_begin
stage_postgres
make_source
stage_config collect.mode=scan
ctl migrate >/dev/null
make_key
educations_and_ranks
one_below
trainings
training_profiles
assessments
standards
composite
days
waivers
random_people
stage_verdict
