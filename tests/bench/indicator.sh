#!/usr/bin/env bash
# How long an indicator takes: freezing, evaluating and sealing, in SQL; and a bundle, verified without
# the database. On made-up employees: SIZES="15000 1000000". Prints one line a size and rule.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
SIZES=${SIZES:-15000}
RULES=${RULES:-penempatan_a1 penempatan_a3 diklat_b2}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

make_people() {
    local view
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    for view in v_pegawai v_unor v_rw_jabatan v_rw_diklat v_rw_kursus v_rw_pendidikan v_rw_golongan; do
        simpeg "CREATE UNLOGGED TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
            "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
    done
    simpeg "DROP VIEW siasn_src.v_dokumen" "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" \
        "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader"
    psql -X -q -v ON_ERROR_STOP=1 -v n="$1" -d simpeg -f "$STAGE_ROOT/tests/bench/indicator_people.sql"
}

measure() {
    local rule=$1 start seconds id
    ctl indicator compute --as-of 2026-06-30 --rules "$rule" --by Uji --json >"$STAGE_DIR/out" || return 1
    id=$(jq .snapshot "$STAGE_DIR/out")
    start=$(date +%s.%N)
    ctl indicator export "$id" --to "$STAGE_DIR/bundle" >/dev/null || return 1
    printf '%s, %s employees: %s; export %.1f s' "$rule" "$2" \
        "$(jq -r '"\(.input_rows) input rows frozen in \(.freeze_ms / 1000) s, evaluated in \(.evaluate_ms / 1000) s, sealed in \(.seal_ms / 1000) s; \(.pct) %"' "$STAGE_DIR/out")" \
        "$(echo "$(date +%s.%N) - $start" | bc)"
    start=$(date +%s.%N)
    ctl indicator verify "$STAGE_DIR/bundle" --json >"$STAGE_DIR/out" || return 1
    seconds=$(echo "$(date +%s.%N) - $start" | bc)
    printf ', verified from the bundle in %.1f s\n' "$seconds"
    rm -rf "$STAGE_DIR/bundle"
}

for size in $SIZES; do
    (
        stage_begin
        stage_postgres
        make_people "$size"
        stage_config
        (umask 077 && openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null)
        ctl migrate >/dev/null || exit 1
        for rule in $RULES; do measure "$rule" "$size" || exit 1; done
    ) || exit 1
done
