#!/usr/bin/env bash
# The mass-change guard: a view that empties, a mass update, a first load that waits; each is held,
# shown, and passes only by a named operator or by the view's recovery.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
held() { state "SELECT coalesce(string_agg(kind, ',' ORDER BY kind), '') FROM siasn.guard WHERE held"; }
kursus() { state "SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus' AND $1"; }
saves() { stage_control stats | jq .saves; }

view_empties() {
    local before
    before=$(kursus "op = 'upsert'")
    simpeg "ALTER VIEW siasn_src.v_rw_kursus RENAME TO asli" \
        "CREATE VIEW siasn_src.v_rw_kursus AS SELECT * FROM siasn_src.asli WHERE false" \
        "GRANT SELECT ON siasn_src.v_rw_kursus TO siasn_reader"
    daemon_once
    check "empty view: exit code" is $? 0
    check "empty view: kursus is held, nothing else" is "$(held)" kursus
    check "empty view: says what and how" grep -q 'mass change held.*guard release.*kursus.*vanished' "$STAGE_DIR/once.log"
    check "empty view: no record was touched" is "$(kursus "op = 'upsert'")" "$before"
    check "empty view: shown to the operator" is "$(ctl guard show --json | jq -r '.guard[] | select(.held) | .kind')" kursus
    daemon_once
    check "empty view: still held at the next run" is "$(held)" kursus
    simpeg "DROP VIEW siasn_src.v_rw_kursus" "ALTER VIEW siasn_src.asli RENAME TO v_rw_kursus"
    daemon_once
    check "view restored: passes by itself" is "$(held)" ""
    check "view restored: nothing waits" is "$(state "SELECT count(*) FROM siasn.changed_key")" 0
    check_compare "view restored"
}

mass_update() {
    local before
    before=$(saves)
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X'"
    daemon_once
    check "mass update: held" is "$(held)" kursus
    check "mass update: nothing sent" is "$(saves)" "$before"
    simpeg "UPDATE simpeg.diklat_struktural SET penyelenggara = penyelenggara || ' X' WHERE id = (SELECT min(id) FROM simpeg.diklat_struktural)"
    daemon_once
    check "mass update: other kinds go on" test "$(saves)" -ge "$before"
    ctl guard release --kind kursus >"$STAGE_DIR/out" 2>&1
    check "release: wants a name" is $? 2
    ctl guard release --kind jabatan --by "Operator Satu" >"$STAGE_DIR/out" 2>&1
    check "release: of a kind that is not held" is $? 1
    check "release" ctl guard release --kind kursus --by "Operator Satu"
    check "release: logged with its operator" is "$(state "SELECT detail::json->>'by' FROM siasn.event_log WHERE what = 'guard_release'")" "Operator Satu"
    daemon_once
    check "released: delivered" test "$(saves)" -gt $((before + 50))
    check_compare "released"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Y'"
    daemon_once
    check "the next mass update is judged anew" is "$(held)" kursus
    ctl guard release --kind kursus --by "Operator Dua" >/dev/null
    daemon_once
}

per_kind_limit() {
    stage_config guard.changed_rows=20 guard.gone_rows=10 "guard.per_kind=kursus:changed_rows=100000"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Z'"
    daemon_once
    check "per kind: a wider limit lets pass" is "$(held)" ""
    stage_config "guard.per_kind=kursus:berubah=1"
    daemon_once
    check "per kind: a slip is refused" is $? 1
    check "per kind: ... and named" grep -q 'kursus:berubah=1' "$STAGE_DIR/once.log"
}

first_load_waits() {
    local before kind waiting
    before=$(saves)
    stage_config guard.first_load=hold state.schema=kedua
    daemon_once
    check "first load: exit code" is $? 0
    check "first load: nothing sent" is "$(saves)" "$before"
    check "first load: all kinds wait" is "$(state "SELECT count(*) FROM kedua.guard WHERE held")" \
        "$(state "SELECT count(DISTINCT kind) FROM siasn.source_row")"
    check "first load: the plan shows it" ctl plan
    waiting=$(state "SELECT count(*) FROM kedua.guard WHERE held")
    kind=$(state "SELECT min(kind) FROM kedua.guard WHERE held")
    check "first load: release of one kind" ctl guard release --kind "$kind" --by "Operator Satu"
    check "first load: the others wait" is "$(state "SELECT count(*) FROM kedua.guard WHERE held")" "$((waiting - 1))"
    check "first load: release of the plan" ctl plan release --by "Operator Satu"
    check "first load: nothing waits any more" is "$(state "SELECT count(*) FROM kedua.guard WHERE held")" 0
    daemon_once
    check "first load: goes after the release" is "$(state "SELECT count(*) FROM kedua.outbox WHERE state = 'done'")" \
        "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'done'")"
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config guard.changed_rows=20 guard.gone_rows=10
daemon_once
check "first load: passes where the site says so" is $? 0
check_compare "first load"
view_empties
mass_update
per_kind_limit
first_load_waits
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
