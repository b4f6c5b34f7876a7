#!/usr/bin/env bash
# How long an indicator takes: freezing, evaluating and sealing, in SQL; and a bundle, verified without
# the database. On made-up employees: SIZES="15000 1000000", BENCH_RULES="penempatan_a1 ...". Prints a table and
# writes the same figures to build/bench/indicator.json.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
SIZES=${SIZES:-15000}
BENCH_RULES=${BENCH_RULES:-penempatan_a1 penempatan_a3 diklat_b2}
REPORT=${BUILD:-$STAGE_ROOT/build}/bench

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
now() { date +%s.%N; }
since() { echo "$(now) - $1" | bc; }

make_people() {
    local view
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    for view in v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_diklat v_rw_kursus v_rw_pendidikan v_rw_golongan; do
        simpeg "CREATE UNLOGGED TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
            "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
    done
    simpeg "DROP VIEW siasn_src.v_dokumen" "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" \
        "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader"
    psql -X -q -v ON_ERROR_STOP=1 -v n="$1" -d simpeg -f "$STAGE_ROOT/tests/bench/indicator_people.sql"
}

# SIASN's list of jabatan fungsional, as `reference pull` would leave it.
make_reference() {
    state "INSERT INTO siasn.reference_item (list, id, name, level, raw)
        SELECT 'jabatan-fungsional', 'jf-' || i, 'Jabatan ' || i, (ARRAY['PT', 'MU', 'MA', 'UT', 'PM', 'TR', 'MH', 'PY'])[1 + i % 8], '{}'
        FROM generate_series(0, 1499) AS i"
}

# measure RULE EMPLOYEES: a line of JSON
measure() {
    local id start written verified
    ctl indicator compute --as-of 2026-06-30 --rules "$1" --by Uji --json >"$STAGE_DIR/out" || return 1
    id=$(jq .snapshot "$STAGE_DIR/out")
    start=$(now)
    ctl indicator export "$id" --to "$STAGE_DIR/bundle" >/dev/null || return 1
    written=$(since "$start")
    start=$(now)
    ctl indicator verify "$STAGE_DIR/bundle" --json >/dev/null || return 1
    verified=$(since "$start")
    rm -rf "$STAGE_DIR/bundle"
    jq -c --arg rule "$1" --argjson n "$2" --argjson written "0$written" --argjson verified "0$verified" \
        '{rule: $rule, employees: $n, input_rows, freeze_s: (.freeze_ms / 1000), evaluate_s: (.evaluate_ms / 1000),
          seal_s: (.seal_ms / 1000), export_s: $written, verify_bundle_s: $verified, pct}' "$STAGE_DIR/out"
}

row='%-16s %10s %12s %9s %11s %8s %9s %9s\n'
mkdir -p "$REPORT"
: >"$REPORT/indicator.ndjson"
# shellcheck disable=SC2059 # the format
printf "$row" rule employees "input rows" "freeze s" "evaluate s" "seal s" "export s" "verify s"
for size in $SIZES; do
    (
        stage_begin
        stage_postgres
        make_people "$size"
        stage_config
        (umask 077 && openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null)
        ctl migrate >/dev/null && make_reference || exit 1
        for rule in $BENCH_RULES; do
            line=$(measure "$rule" "$size") || exit 1
            echo "$line" >>"$REPORT/indicator.ndjson"
            # shellcheck disable=SC2046,SC2059 # columns
            printf "$row" $(jq -r '[.rule, .employees, .input_rows, .freeze_s, .evaluate_s, .seal_s,
                (.export_s * 10 | round / 10), (.verify_bundle_s * 10 | round / 10)] | map(tostring) | join(" ")' <<<"$line")
        done
    ) || exit 1
done
jq -s . "$REPORT/indicator.ndjson" >"$REPORT/indicator.json" && rm "$REPORT/indicator.ndjson"
echo "written: $REPORT/indicator.json"
