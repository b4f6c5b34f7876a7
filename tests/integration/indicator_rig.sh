# shellcheck shell=bash
# What the indicator scripts share: a source of our own, people put into it a row at a time, rules changed
# a little. Sources common.sh.

# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
NIP=0
VIEWS=(v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_diklat v_rw_kursus v_rw_pendidikan v_rw_golongan v_dokumen v_hasil_uji
    v_standar_jabatan v_standar_pendidikan v_standar_diklat)

# The contract's templates become tables with the same columns.
make_source() {
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    local view
    for view in "${VIEWS[@]}"; do
        simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
            "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" \
        "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader" \
        "CREATE SEQUENCE public.n"
}

clear_source() {
    local list=("${VIEWS[@]/#/public.}") IFS=,
    simpeg "TRUNCATE ${list[*]}"
}

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
# expert JENJANG [EDUCATION]: holds a jabatan fungsional whose id SIASN's list has with that jenjang
expert() {
    post 2 ""
    simpeg "INSERT INTO public.v_jabatan_ref (src_id, jenis, nama, jabatan_id) VALUES ('F-$1-$NIP', 2, 'JF', 'jf-$1')" \
        "UPDATE public.v_rw_jabatan SET jabatan_src_id = 'F-$1-$NIP' WHERE nip = '$NIP'"
    state "INSERT INTO siasn.reference_item (list, id, name, level, raw) VALUES ('jabatan-fungsional', 'jf-$1', 'JF', '$1', '{}')
        ON CONFLICT DO NOTHING"
    [ -z "${2-}" ] || education "$2"
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
# The last row of a view that belongs to the person gets other values: set_last VIEW ASSIGNMENTS
set_last() {
    simpeg "UPDATE public.$1 SET $2 WHERE nip = '$NIP' AND src_id = (SELECT max(src_id::int)::text FROM public.$1)"
}
# document VIEW: the last row of the view has a file
document() {
    simpeg "INSERT INTO public.v_dokumen (src_id, owner_view, owner_src_id)
        SELECT nextval('n'), '$1', max(src_id::int)::text FROM public.$1 WHERE nip = '$NIP'"
}
rank() {
    simpeg "INSERT INTO public.v_rw_golongan (src_id, nip, status_verif, golongan_id, tmt)
        VALUES (nextval('n'), '$NIP', 1, nullif('$1', ''), nullif('${2-2018-04-01}', '')::date)"
}
# course KIND [NAME] [HOURS]
course() {
    simpeg "INSERT INTO public.v_rw_kursus (src_id, nip, status_verif, jenis_diklat_id, nama, jp, tgl_selesai)
        VALUES (nextval('n'), '$NIP', 1, '$1', '${2-Kursus}', ${3-20}, '2020-06-01')"
}
# assessment JPM DATE [UNTIL]
assessment() {
    simpeg "INSERT INTO public.v_hasil_uji (src_id, nip, jenis, status_verif, jpm, tgl, berlaku_sampai)
        VALUES (nextval('n'), '$NIP', 'asesmen', 1, $1, '$2', nullif('${3-}', '')::date)"
}
# standard UNIT LEVEL YEARS: of a structural post in the unit
standard() {
    simpeg "INSERT INTO public.v_standar_jabatan (src_id, unor_src_id, pendidikan_min_tingkat_id, pengalaman_tahun)
        VALUES ('S-$1', '$1', nullif('$2', ''), nullif('$3', '')::int)"
}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

# The key with which snapshots are signed.
make_key() {
    (umask 077 && openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null)
}
# variant RULE FILTER: a shipped rule changed by jq, as a file whose path is printed
variant() {
    local file
    file=$(mktemp "$STAGE_DIR/rule.XXXXXX")
    jq "$2" "$STAGE_ROOT/schema/indicators/rules/$1.json" >"$file" && echo "$file"
}

# verdict INDICATOR [RULE]: "code class reason persons", one a line
verdict() {
    ctl indicator show ${2:+--rules "$2"} --json | jq -r --arg i "$1" \
        '.rows[] | select(.indicator == $i) | [.code, .class, .reason, .persons] | map(tostring) | join(" ")' | tr -s ' '
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
