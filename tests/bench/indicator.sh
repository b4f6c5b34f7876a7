#!/usr/bin/env bash
# How long an indicator takes: freezing, evaluating and sealing, in SQL; and a bundle, verified without
# the database. On made-up employees: SIZES="15000 5000000", BENCH_RULES="penempatan_a1 ...", EXPORT=no without
# the bundle. Beside each rule, in the same run, a yardstick: COPY of every table of the source to nowhere, in
# one go, so that a noisy machine tells of itself. whole = freeze + evaluate + seal. Prints a table and writes
# the same figures to build/bench/indicator.json; goal_s is the goal for `whole` at that size.
# shellcheck source-path=SCRIPTDIR source=rig.sh
. "$(dirname "$0")/rig.sh"
SIZES=${SIZES:-15000}
BENCH_RULES=${BENCH_RULES:-penempatan_a1 penempatan_a3 diklat_b2}
EXPORT=${EXPORT:-yes}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
now() { date +%s.%N; }
since() { echo "$(now) - $1" | bc; }

make_people() {
    rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_diklat v_rw_kursus v_rw_pendidikan v_rw_golongan
    psql -X -q -v ON_ERROR_STOP=1 -v n="$1" -d simpeg -f "$STAGE_ROOT/tests/bench/indicator_people.sql"
}

# SIASN's list of jabatan fungsional, as `reference pull` would leave it.
make_reference() {
    state "INSERT INTO siasn.reference_item (list, id, name, level, raw)
        SELECT 'jabatan-fungsional', 'jf-' || i, 'Jabatan ' || i, (ARRAY['PT', 'MU', 'MA', 'UT', 'PM', 'TR', 'MH', 'PY'])[1 + i % 8], '{}'
        FROM generate_series(0, 1499) AS i"
}

# Seconds to COPY the source's tables out, the least of three: what no way of freezing can go below by much.
yardstick() {
    local start view least="" took
    for _ in 1 2 3; do
        start=$(now)
        for view in v_pegawai v_rw_jabatan v_rw_pendidikan v_rw_golongan v_rw_diklat v_rw_kursus; do
            simpeg "COPY (SELECT * FROM siasn_src.$view) TO STDOUT" >/dev/null || return 1
        done
        took=$(since "$start")
        least=$(sort -g <<<"$took${least:+$'\n'}$least" | head -1)
    done
    echo "$least"
}

# bundle SNAPSHOT: seconds to write it and to verify it without the database
bundle() {
    local start written
    [ "$EXPORT" = yes ] || { echo null null && return; }
    start=$(now)
    ctl indicator export "$1" --to "$STAGE_DIR/bundle" >/dev/null || return 1
    written=$(since "$start")
    start=$(now)
    ctl indicator verify "$STAGE_DIR/bundle" --json >/dev/null || return 1
    echo "0$written 0$(since "$start")"
    rm -rf "$STAGE_DIR/bundle"
}

# The goal for a whole snapshot of so many, or null.
goal() {
    case $1 in 15000) echo 1 ;; 5000000) echo 180 ;; *) echo null ;; esac
}

# measure RULE EMPLOYEES: a line of JSON
measure() {
    local id copied times
    copied=$(yardstick) || return 1
    ctl indicator compute --as-of 2026-06-30 --rules "$1" --by Uji --json >"$STAGE_DIR/out" || return 1
    id=$(jq .snapshot "$STAGE_DIR/out")
    times=$(bundle "$id") || return 1
    jq -c --arg rule "$1" --argjson n "$2" --argjson copied "0$copied" --argjson goal "$(goal "$2")" \
        --argjson written "${times% *}" --argjson verified "${times#* }" \
        '((.freeze_ms + .evaluate_ms + .seal_ms) / 1000) as $whole
         | {rule: $rule, employees: $n, input_rows, freeze_s: (.freeze_ms / 1000), evaluate_s: (.evaluate_ms / 1000),
            seal_s: (.seal_ms / 1000), whole_s: $whole, goal_s: $goal, copy_s: $copied, whole_per_copy: ($whole / $copied),
            evaluate_per_copy: (.evaluate_ms / 1000 / $copied), export_s: $written, verify_bundle_s: $verified, pct}' "$STAGE_DIR/out"
}

row='%-16s %10s %11s %9s %11s %7s %8s %7s %7s %11s %9s %9s\n'
: >"$REPORT/indicator.ndjson"
# shellcheck disable=SC2059 # the format
printf "$row" rule employees "input rows" "freeze s" "evaluate s" "seal s" "whole s" "goal s" "COPY s" "whole/COPY" "export s" "verify s"
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
            printf "$row" $(jq -r '[.rule, .employees, .input_rows, .freeze_s, .evaluate_s, .seal_s, .whole_s,
                .goal_s // "-", .copy_s, .whole_per_copy, .export_s // "-", .verify_bundle_s // "-"]
                | map(if type == "number" then . * 100 | round / 100 else . end) | map(tostring) | join(" ")' <<<"$line")
        done
    ) || exit 1
done
jq -s . "$REPORT/indicator.ndjson" >"$REPORT/indicator.json" && rm "$REPORT/indicator.ndjson"
echo "written: $REPORT/indicator.json"
