#!/usr/bin/env bash
# Do the daemon's statements work, and stay quick, when the state's large tables are divided by hash of nip? At ROWS_QUEUE rows
# of the outbox in PARTS_COUNT native partitions; and at ROWS_FDW rows on two servers joined by postgres_fdw. Each
# statement runs as the daemon sends it (a batch of 16 persons, plans by key), on the plain tables and on the divided ones, and
# is rolled back: milliseconds (median of 5) and how many partitions were looked into, or the error. Writes build/bench/partition.json.
ROWS_QUEUE=${ROWS_QUEUE:-10000000}
ROWS_FDW=${ROWS_FDW:-20000}
PARTS=${PARTS:-joined native}
PARTS_COUNT=${PARTS_COUNT:-16}
PERSONS=0 ROWS=0
QUERIES=$STAGE_ROOT/schema/queries
# shellcheck source-path=SCRIPTDIR source=peer.sh
. "$(dirname "$0")/peer.sh"

# A batch of persons' records as psql variables: what the arrays of the statements hold.
BATCH="SELECT array_agg(DISTINCT nip)::text AS who FROM (SELECT nip FROM siasn.employee WHERE due_at IS NOT NULL ORDER BY hashtext(nip) LIMIT 16) AS x \gset
SELECT array_agg(nip)::text AS nips, array_agg(kind)::text AS kinds, array_agg(src_id)::text AS ids, array_agg(rev)::text AS revs, array_agg(payload)::text AS payloads,
    array_agg(content_hash)::text AS hashes, array_agg('create'::text)::text AS ops, array_agg(gen_random_uuid())::text AS siasn, array_agg('created'::text)::text AS created,
    array_agg('done'::text)::text AS done, array_agg('ready'::text)::text AS ready, array_agg(0)::text AS zeros, array_agg(NULL::bigint)::text AS never, array_agg(false)::text AS sound,
    array_agg(''::text)::text AS empty FROM siasn.outbox WHERE nip = ANY (:'who'::text[]) \gset"

# statement NAME: the EXECUTE that goes with it
statement() {
    case $1 in
    claim_employees) echo "('bench', 600, 16)" ;;
    claim_records) echo "(:'who')" ;;
    record_intent) echo "(:'nips', :'kinds', :'ids', :'revs', :'ops', :'payloads')" ;;
    record_outcome) echo "(:'nips', :'kinds', :'ids', :'revs', :'done', :'never', :'ready', :'zeros', :'zeros', :'zeros', :'hashes', :'created', :'created')" ;;
    lease_hold) echo "('bench', :'who', 600)" ;;
    lease_release) echo "('bench', :'who', '{kursus}')" ;;
    link_takeover) echo "(:'kinds', :'ids', :'siasn')" ;;
    link_set) echo "(:'kinds', :'ids', :'nips', :'siasn', :'created')" ;;
    absorb_outbox) echo "('kursus', 40, 'upsert', :'ids', :'nips', :'empty', :'payloads', :'siasn', :'empty', :'sound')" ;;
    next_due) echo "" ;;
    esac
}
STATEMENTS="claim_employees claim_records record_intent lease_hold record_outcome link_takeover link_set lease_release absorb_outbox next_due"

# try SCHEMA NAME: {"ms":, "partitions":} or {"error":}
try() {
    local keyed="-c search_path=$1,siasn -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c jit=off -c statement_timeout=120000"
    {
        echo "$BATCH"
        [ "$2" = claim_employees ] || echo "UPDATE employee SET lease_owner = 'bench' WHERE nip = ANY (:'who'::text[]) AND false;"
        echo "PREPARE s AS $(cat "$QUERIES/$2.sql")"
        for _ in 1 2 3 4 5; do
            echo "BEGIN;"
            echo "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE s$(statement "$2");"
            echo "ROLLBACK;"
        done
    } | PGOPTIONS=$keyed psql -X -q -At -d siasn_state >"$STAGE_DIR/plan" 2>"$STAGE_DIR/error"
    if [ -s "$STAGE_DIR/error" ]; then
        jq -nc --arg e "$(sed -nE 's/^.*ERROR: +//p' "$STAGE_DIR/error" | head -1)" '{error: $e}'
    else
        jq -sc '{ms: ([.[][0]["Execution Time"]] | sort | .[2]), partitions: ([.[0] | .. | objects | select((."Node Type" // "" | test("Scan")) and ."Relation Name" and (."Actual Loops" > 0))
            | ."Relation Name" | select(test("_[0-9]+$"))] | unique | length)}' "$STAGE_DIR/plan"
    fi
}
compare() { # WHAT ROWS SCHEMA
    local name
    for name in $STATEMENTS; do
        jq -nc --arg what "$1" --argjson rows "$2" --arg name "$name" --argjson plain "$(try siasn "$name")" --argjson divided "$(try "$3" "$name")" \
            --arg load "$(cut -d' ' -f1 /proc/loadavg)" '{what: $what, rows: $rows, statement: $name, plain_ms: $plain.ms, divided_ms: $divided.ms, partitions: $divided.partitions,
            error: ($plain.error // $divided.error), load_average: ($load | tonumber)}' >>"$REPORT/partition.ndjson"
    done
}

state_database() {
    rig_postgres -c shared_preload_libraries=pg_stat_statements
    createdb siasn_state
    state "CREATE ROLE siasn_sync LOGIN" "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    stage_config
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
}
fill() {
    psql -X -q -v ON_ERROR_STOP=1 -v rows="$1" -d siasn_state -f "$HERE/fleet_rows.sql" || stage_die "the rows"
    # Every second record is linked; 16 persons of the batch are ours.
    state "INSERT INTO siasn.link (kind, src_id, nip, siasn_id, how) SELECT kind, src_id, nip, md5(src_id), 'created' FROM siasn.outbox WHERE hashtext(src_id) % 2 = 0" \
        "UPDATE siasn.employee SET lease_owner = 'bench' WHERE nip IN (SELECT nip FROM siasn.employee WHERE due_at IS NOT NULL ORDER BY hashtext(nip) LIMIT 16)" \
        "VACUUM ANALYZE siasn.link"
}
native() {
    state_database
    fill "$ROWS_QUEUE"
    psql -X -q -v ON_ERROR_STOP=1 -v schema=divided -v parts="$PARTS_COUNT" -d siasn_state -f "$HERE/partition.sql" || stage_die "partition.sql"
    compare native "$ROWS_QUEUE" divided
}
joined() {
    state_database
    fill "$ROWS_FDW"
    # The other server: another cluster below the same directory, with the same tables, empty.
    local port
    port=$(stage_free_port)
    mkdir -p "$STAGE_DIR/pg2"
    [ -z "$STAGE_PG_USER" ] || chown "$STAGE_PG_USER" "$STAGE_DIR/pg2"
    stage_as_pg "$STAGE_PG_BIN/initdb" -D "$STAGE_DIR/pg2/data" -U stage -A trust -E UTF8 --locale=C >"$STAGE_DIR/initdb.log" 2>&1 || stage_die "initdb"
    stage_as_pg "$STAGE_PG_BIN/pg_ctl" -D "$STAGE_DIR/pg2/data" -l "$STAGE_DIR/pg2/log" -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg2" start >/dev/null || stage_die "the other server"
    trap 'stage_as_pg "$STAGE_PG_BIN/pg_ctl" -D "$STAGE_DIR/pg2/data" -m immediate stop >/dev/null 2>&1; stage_end' EXIT
    PGPORT=$port createdb siasn_state
    PGPORT=$port psql -X -q -d siasn_state -c "CREATE ROLE siasn_sync LOGIN" -c "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    PGPORT=$port stage_config
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    PGPORT=$port psql -X -q -d siasn_state -c "ALTER TABLE siasn.outbox DROP CONSTRAINT outbox_nip_fkey"
    psql -X -q -v ON_ERROR_STOP=1 -v schema=divided -v port="$port" -d siasn_state -f "$HERE/partition_fdw.sql" || stage_die "partition_fdw.sql"
    compare postgres_fdw "$ROWS_FDW" divided
    skips_locked
}
# Two daemons claim side by side: is what one has claimed skipped by the other, or waited for?
skips_locked() {
    local keyed="-c search_path=divided,siasn -c jit=off" began got
    {
        echo "BEGIN; PREPARE s AS $(cat "$QUERIES/claim_employees.sql") EXECUTE s('one', 600, 16); SELECT pg_sleep(4); COMMIT;"
    } | PGOPTIONS=$keyed psql -X -q -At -d siasn_state >/dev/null 2>&1 &
    sleep 1
    began=$EPOCHREALTIME
    got=$(echo "PREPARE s AS $(cat "$QUERIES/claim_employees.sql") EXECUTE s('two', 600, 16);" | PGOPTIONS=$keyed psql -X -q -At -d siasn_state 2>&1 | grep -c '|')
    jq -nc --argjson s "$(bc -l <<<"$EPOCHREALTIME - $began")" --argjson got "$got" '{what: "postgres_fdw", statement: "claim beside a claim", waited_s: $s, claimed: $got}' >>"$REPORT/partition.ndjson"
    wait
}

: >"$REPORT/partition.ndjson"
for part in $PARTS; do
    (stage_begin && "$part") || exit 1
done
jq -s . "$REPORT/partition.ndjson" >"$REPORT/partition.json" && rm "$REPORT/partition.ndjson"
jq -r '.[] | [.what, .rows, .statement, .plain_ms // "-", .divided_ms // "-", .partitions // "-", .error // "", if .waited_s then "waited \(.waited_s) s, claimed \(.claimed)" else "" end] | @tsv' "$REPORT/partition.json" |
    awk -F'\t' '{ printf "%-13s %9s %-21s %12s %12s %4s %s%s\n", $1, $2, $3, $4, $5, $6, $7, $8 }'
echo "written: $REPORT/partition.json"
