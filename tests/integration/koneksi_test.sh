#!/usr/bin/env bash
# docs/panduan/koneksi.md, followed step by step on a SIMPEG whose tables the project has never seen: every
# SQL block of the guide is run as it stands there, and after each `siasnctl check` leads to the next.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

GUIDE=$STAGE_ROOT/docs/panduan/koneksi.md

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
# step N: the Nth SQL block of the guide
step() {
    awk -v n="$1" '/^```sql$/ { block++; inside = 1; next } /^```$/ { inside = 0 } inside && block == n' "$GUIDE" >"$STAGE_DIR/step.sql"
    [ -s "$STAGE_DIR/step.sql" ] && stage_psql simpeg -f "$STAGE_DIR/step.sql"
}
# says LEVEL CHECK REGEX: what check finds now
says() {
    ctl check >"$STAGE_DIR/check" 2>&1
    grep -Eq "^$1 +$2 .*$3" "$STAGE_DIR/check" || {
        grep -v '^ok ' "$STAGE_DIR/check"
        return 1
    }
}
first_failed() { ctl check | awk '$1 == "FAILED" { $1 = ""; print; exit }'; }

stage_begin
stage_postgres
createdb simpeg
createdb siasn_state
stage_psql siasn_state -c "CREATE ROLE siasn_sync LOGIN" -c "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
stage_psql simpeg -f "$STAGE_ROOT/tests/sample/asing.sql"
stage_sandbox
stage_config guard.first_load=hold collect.mode=scan
mkdir -p "$STAGE_DIR/files"

check "before step 1: the role is missing" says FAILED "source database" 'role "siasn_reader" does not exist'
check "step 1: roles" step 1
check "step 1: next is the schema" says FAILED "source schema" 'contract.sql'
check "step 3: the skeleton" stage_psql simpeg -c "SET client_min_messages = warning" -f "$STAGE_ROOT/schema/source/contract.sql"
check "step 3: before the grants" says FAILED "source schema" 'GRANT USAGE'
check "step 3: grants" step 2
check "step 3: next is v_contract" says FAILED "source contract" 'v_contract'
check "step 4: v_contract" step 3
check "step 4: the other views are named" says warning "source data" 'v_pegawai has no rows'
check "step 4: mapping tables" step 4
check "step 4: units and positions" step 5
check "step 4: units counted, none mapped" says warning "source data" 'v_unor: all 4 of 4 rows without unor_id'
check "step 4: v_pegawai" step 6
check "step 4: persons counted" says ok "source data" 'v_pegawai: 3 rows'
stage_psql simpeg -c "REVOKE SELECT ON siasn_src.v_pegawai FROM siasn_reader"
check "a view without its grant is told apart" says FAILED "source rights" 'may not read siasn_src.v_pegawai'
stage_psql simpeg -c "GRANT SELECT ON siasn_src.v_pegawai TO siasn_reader"
check "step 4: v_rw_jabatan" step 7
check "step 5: nothing failed" is "$(first_failed)" ""
check "step 5: says what is next" says Ready, ".*" 'siasnctl plan'
check "step 6: mapping" step 8
check "step 6: fewer are missing" says ok "source data" 'v_unor: 2 of 4 rows without unor_id'
check "step 7: courses, the rest dropped" step 9
check "step 7: kinds that are off" says warning "source kinds" 'golongan is on, but view'
stage_psql simpeg -c "ALTER VIEW siasn_src.v_rw_kursus RENAME COLUMN penyelenggara TO penyelengara"
check "a misspelt column is named" says warning "source columns" 'v_rw_kursus: column penyelengara is not in the contract'
stage_psql simpeg -c "ALTER VIEW siasn_src.v_rw_kursus RENAME COLUMN penyelengara TO penyelenggara"
check "step 8: plan" is "$(ctl plan --json | jq -r '.kinds[] | select(.kind == "jabatan") | "\(.rows) \(.unread) \(.quarantined)"')" "4 2 2"
check "step 8: plan of one person" is "$(ctl plan show --nip 198502022010012002 --json | jq -r '[.fields[] | select(.kind == "jabatan") | .code] | unique | join(" ")')" UNOR_UNMAPPED
daemon_once
check "step 9: held" is "$(ctl guard show --json | jq '[.guard[] | select(.held)] | length')" 4
check "step 9: release" ctl plan release --by "Uji"
daemon_once
check "step 9: exit code" is $? 0
check "step 9: the quarantine says what to map" is "$(ctl quarantine list --json | jq -r '[.quarantine[] | select(.code | test("UNMAPPED|DATE_TEXT")) | .opd + ":" + .code] | sort | join(", ")')" \
    "Badan Kepegawaian:DATE_TEXT, Badan Kepegawaian:JAB_UNMAPPED, Dinas Kesehatan:UNOR_UNMAPPED"
check "no SQL block of the guide is left out" is "$(grep -c '^```sql$' "$GUIDE")" 9
stage_verdict
