#!/usr/bin/env bash
# Each database role, tried for what it must not do: SIMPEG's reader, the daemon as owner of its state, the
# daemon with the tables in another's hands (schema/roles.sql), and a role that only reads the state.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

# as ROLE DATABASE SQL...
as() {
    local role=$1 db=$2
    shift 2
    psql -X -q -At -v ON_ERROR_STOP=1 -U "$role" -d "$db" "${@/#/-c}"
}
# may_not ROLE DATABASE WHY SQL: refused, for that reason and no other.
may_not() {
    local role=$1 db=$2 why=$3 sql=$4
    if as "$role" "$db" "SET default_transaction_read_only = off" "$sql" >"$STAGE_DIR/out" 2>&1; then
        echo "$role could: $sql"
        return 1
    fi
    grep -qE -- "$why" "$STAGE_DIR/out" || {
        cat "$STAGE_DIR/out"
        return 1
    }
}
may() {
    as "$@" >"$STAGE_DIR/out" 2>&1 && return 0
    cat "$STAGE_DIR/out"
    return 1
}
denied="permission denied|must be owner|cannot (insert into|update|delete from) view|cannot update column|is not a table"
tables_of() { psql -X -q -At -d "$1" -c "SELECT c.oid::regclass FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname = '$2' AND relkind IN ('r', 'p', 'v', 'm') ORDER BY 1"; }
# no_writes ROLE DATABASE TABLE: none of the four, whatever columns there are.
no_writes() {
    local column
    column=$(psql -X -q -At -d "$2" -c "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '$3'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' ORDER BY attnum LIMIT 1")
    is "$(psql -X -q -At -d "$2" -c "SELECT has_table_privilege('$1', '$3', 'INSERT, UPDATE, DELETE, TRUNCATE')")" f &&
        may_not "$1" "$2" "$denied" "INSERT INTO $3 DEFAULT VALUES" &&
        may_not "$1" "$2" "$denied" "UPDATE $3 SET $column = $column" &&
        may_not "$1" "$2" "$denied" "DELETE FROM $3" && may_not "$1" "$2" "$denied" "TRUNCATE $3"
}

source_role_reads_only() {
    local t
    for t in $(tables_of simpeg siasn_src); do
        check "siasn_reader, $t: no writes" no_writes siasn_reader simpeg "$t"
    done
    for t in $(tables_of simpeg simpeg); do
        check "siasn_reader, $t: not even read" may_not siasn_reader simpeg "$denied" "SELECT * FROM $t"
    done
    check "siasn_reader: reads the views" may siasn_reader simpeg "SELECT count(*) FROM siasn_src.v_pegawai"
    check "siasn_reader: creates nothing" may_not siasn_reader simpeg "$denied" "CREATE TABLE siasn_src.x (x int)"
    check "siasn_reader: no functions of others' rights" is "$(psql -X -q -At -d simpeg -c "SELECT count(*) FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace WHERE nspname IN ('siasn_src', 'simpeg') AND prosecdef AND has_function_privilege('siasn_reader', p.oid, 'EXECUTE') AND has_schema_privilege('siasn_reader', n.oid, 'USAGE') AND prorettype <> 'trigger'::regtype")" 0
    check "siasn_reader: the state is closed to it" may_not siasn_reader siasn_state "$denied" "SELECT * FROM siasn.outbox"
}

# The usual installation: the daemon owns its tables. Triggers keep it from changing what is written once.
owner_does_not_rewrite() {
    local t part
    part=$(state "SELECT table_name FROM siasn.event_month LIMIT 1")
    state "INSERT INTO siasn.pohon_entry (node, what, year, quarter, low, high, by_name, document) VALUES ('X', 'value', 2026, 1, 1, 1, 'x', 'x')" \
        "INSERT INTO siasn.pohon_computed (node, year, quarter, value, source_hash) VALUES ('X', 2026, 1, 1, 'x')" \
        "INSERT INTO siasn.indicator_rule VALUES ('x', 'x', 'x', 'x')" \
        "INSERT INTO siasn.indicator_snapshot VALUES (1, 'x', '2026-01-01', 'x', now(), '{}', 'x', 'x', 'x')"
    for t in event_log "$part" event_month pohon_entry pohon_computed; do
        check "siasn_sync, $t: no truncate" may_not siasn_sync siasn_state "append-only" "TRUNCATE siasn.$t"
    done
    for t in event_log:detail "$part:detail" pohon_entry:low pohon_computed:value indicator_rule:text indicator_snapshot:header; do
        check "siasn_sync, ${t%:*}: no update" may_not siasn_sync siasn_state "append-only|written once" "UPDATE siasn.${t%:*} SET ${t#*:} = NULL"
        check "siasn_sync, ${t%:*}: no delete" may_not siasn_sync siasn_state "append-only|written once" "DELETE FROM siasn.${t%:*}"
    done
    check "siasn_sync, event_month: no other month" may_not siasn_sync siasn_state "append-only" "UPDATE siasn.event_month SET month = month - interval '1 month'"
    check "siasn_sync, event_month: no delete" may_not siasn_sync siasn_state "append-only" "DELETE FROM siasn.event_month"
    check "siasn_sync: SIMPEG is closed to it" may_not siasn_sync simpeg "$denied" "SELECT * FROM siasn_src.v_pegawai"
    check "siasn_sync: no superuser, no roles, no databases" is "$(state "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = 'siasn_sync'")" f
}

reader_of_the_state() {
    local t f
    state "CREATE ROLE siasn_lihat LOGIN" "GRANT USAGE ON SCHEMA siasn TO siasn_lihat" "GRANT SELECT ON ALL TABLES IN SCHEMA siasn TO siasn_lihat"
    for t in $(tables_of siasn_state siasn); do
        check "siasn_lihat, $t: no writes" no_writes siasn_lihat siasn_state "$t"
    done
    for f in "event_append('x', ARRAY['x'], ARRAY[''], ARRAY[''], ARRAY[''], ARRAY['{}'])" "event_month_open('2031-01-01')" "event_month_drop('2031-01-01', 'x', 'x')"; do
        check "siasn_lihat: no ${f%%(*}" may_not siasn_lihat siasn_state "permission denied for function" "SELECT siasn.$f"
    done
    check "no function with the owner's rights is open to all" is "$(state "SELECT string_agg(p.oid::regprocedure::text, ' ') FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace WHERE nspname = 'siasn' AND prosecdef AND has_function_privilege('siasn_lihat', p.oid, 'EXECUTE')")" ""
    check "... and each has a search path of its own" is "$(state "SELECT count(*) FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace WHERE nspname = 'siasn' AND prosecdef AND coalesce(array_to_string(proconfig, ' '), '') !~ 'search_path='")" 0
    check "siasn_lihat: creates nothing" may_not siasn_lihat siasn_state "$denied" "CREATE TABLE siasn.x (x int)"
    check "siasn_lihat: reads the log" may siasn_lihat siasn_state "SELECT count(*) FROM siasn.event_log"
}

# schema/roles.sql: the owner migrates, the daemon runs without owning anything.
daemon_without_ownership() {
    local t part
    state "CREATE ROLE siasn_pemilik LOGIN" "CREATE ROLE siasn_jalan LOGIN" "CREATE SCHEMA terpisah AUTHORIZATION siasn_pemilik"
    stage_config state.schema=terpisah
    sed -i '/^\[state\]/,/^\[/s/user=siasn_sync/user=siasn_pemilik/' "$STAGE_DIR/siasnd.conf"
    check "owner: migrates" "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate
    check "owner: roles.sql" psql -X -q -U siasn_pemilik -d siasn_state -v schema=terpisah -v daemon=siasn_jalan -f "$STAGE_ROOT/schema/roles.sql"
    sed -i '/^\[state\]/,/^\[/s/user=siasn_pemilik/user=siasn_jalan/' "$STAGE_DIR/siasnd.conf"
    daemon_once
    check "siasn_jalan: the daemon runs" is $? 0
    check "siasn_jalan: and delivers" test "$(state "SELECT count(*) FROM terpisah.outbox WHERE state = 'done'")" -gt 200
    check "siasn_jalan: no errors" is "$(grep -cE '^<[0-4]>.*(permission|owner)' "$STAGE_DIR/once.log")" 0
    check "siasn_jalan: the chain is whole" is "$(state "SET search_path = terpisah" "SELECT event_log_verify() IS NULL")" t
    part=$(state "SELECT table_name FROM terpisah.event_month LIMIT 1")
    for t in event_log event_head event_month migration "$part"; do
        check "siasn_jalan, $t: no writes" no_writes siasn_jalan siasn_state "terpisah.$t"
        check "siasn_jalan, $t: no triggers off" may_not siasn_jalan siasn_state "$denied" "ALTER TABLE terpisah.$t DISABLE TRIGGER ALL"
        check "siasn_jalan, $t: no drop" may_not siasn_jalan siasn_state "$denied" "DROP TABLE terpisah.$t CASCADE"
    done
    for t in indicator_rule indicator_snapshot pohon_entry pohon_computed; do
        check "siasn_jalan, $t: no delete" may_not siasn_jalan siasn_state "$denied" "DELETE FROM terpisah.$t"
    done
    check "siasn_jalan: no replica role" may_not siasn_jalan siasn_state "$denied" "SET session_replication_role = replica"
    check "siasn_jalan: drops no month" may_not siasn_jalan siasn_state "permission denied for function" "SELECT terpisah.event_month_drop('2031-01-01', 'x', 'x')"
    check "siasn_jalan: changes no function" may_not siasn_jalan siasn_state "$denied" "ALTER FUNCTION terpisah.event_log_closed() RENAME TO x"
    check "siasn_jalan: appends" may siasn_jalan siasn_state "SELECT terpisah.event_append('x', ARRAY['x'], ARRAY[''], ARRAY[''], ARRAY[''], ARRAY['{}'])"
    state "SET session_replication_role = replica" "UPDATE terpisah.event_head SET period = period - interval '1 month'" "UPDATE terpisah.event_month SET month = month - interval '1 month'" \
        "ALTER TABLE terpisah.event_log DETACH PARTITION terpisah.$part" "UPDATE terpisah.$part SET period = period - interval '1 month'" \
        "DO \$\$ BEGIN EXECUTE format('ALTER TABLE terpisah.event_log ATTACH PARTITION terpisah.$part FOR VALUES FROM (MINVALUE) TO (%L)', date_trunc('month', now() AT TIME ZONE 'UTC')::date); END \$\$"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY id LIMIT 5)"
    daemon_once
    check "siasn_jalan: the daemon goes on into a new month" is $? 0
    check "siasn_jalan: which belongs to the owner" is "$(state "SELECT tableowner FROM pg_tables WHERE tablename = 'event_log_$(date -u +%Y_%m)' AND schemaname = 'terpisah'")" siasn_pemilik
    check "siasn_jalan: the chain is whole still" is "$(state "SET search_path = terpisah" "SELECT event_log_verify() IS NULL")" t
}

# What docs/operations.md tells an installation that has run for a while: the tables change hands.
hands_change() {
    stage_config
    state "REASSIGN OWNED BY siasn_sync TO siasn_pemilik"
    check "hands change: roles.sql" psql -X -q -U siasn_pemilik -d siasn_state -v schema=siasn -v daemon=siasn_sync -f "$STAGE_ROOT/schema/roles.sql"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Y' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY id LIMIT 5)"
    daemon_once
    check "hands change: the daemon goes on" is $? 0
    check "hands change: the chain is whole" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
    check "hands change: no triggers off" may_not siasn_sync siasn_state "$denied" "ALTER TABLE siasn.event_log DISABLE TRIGGER ALL"
    check "hands change: no writes to the log" no_writes siasn_sync siasn_state siasn.event_log
    check_compare "hands change"
}

stage_begin
stage_postgres
stage_sample 40
stage_sandbox
stage_config
daemon_once
check "first load" is $? 0
source_role_reads_only
owner_does_not_rewrite
reader_of_the_state
daemon_without_ownership
hands_change
stage_verdict
