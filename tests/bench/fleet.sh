#!/usr/bin/env bash
# Several daemons on one state database, and how the queue bears its size. PARTS:
#   many   1, 2, 4 daemons (DAEMONS) against a peer that takes 50 ms: records a second, and how evenly they share them;
#          PERSONS have been delivered before, so that no plan is made for empty tables
#   rate   push.max_rate=RATE for all together: requests counted at the peer over SECONDS_RATE seconds
#   queue  what claiming costs at ROWS_QUEUE rows of the outbox (35 a person), with 1000 persons due and with everybody due
#   bloat  DELIVERIES records through the daemon's own statements at the largest of these sizes, autovacuum on: sizes before and
#          after, what claiming costs along the way
# Writes build/bench/fleet.json.
PARTS=${PARTS:-many rate queue bloat}
DAEMONS=${DAEMONS:-1 2 4}
PERSONS=${PERSONS:-1000}
ROWS=10
RATE=${RATE:-100}
SECONDS_RATE=${SECONDS_RATE:-30}
ROWS_QUEUE=${ROWS_QUEUE:-10000 100000 1000000 10000000}
DELIVERIES=${DELIVERIES:-1000000}
QUERIES=$STAGE_ROOT/schema/queries
# shellcheck source-path=SCRIPTDIR source=peer.sh
. "$(dirname "$0")/peer.sh"

# As the daemon connects (edge/db.c): by key, with plans that stay.
KEYED="-c search_path=siasn -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c jit=off"

report() {
    jq -c --arg load "$(cut -d' ' -f1 /proc/loadavg)" '. + {load_average: ($load | tonumber)}' >>"$REPORT/fleet.ndjson" || stage_die "no figures"
    tail -1 "$REPORT/fleet.ndjson" >&2
}

# ---- Daemons
fleet_start() {
    FLEET=()
    SINCE=$(state "SELECT now()")
    for _ in $(seq "$1"); do
        daemon_start
        FLEET+=("$DAEMON")
    done
    stage_await 240 "the collecting" loaded
    prepare_tables
}
fleet_stop() {
    for DAEMON in "${FLEET[@]}"; do daemon_stop; done
}
hold_again() { state "UPDATE siasn.employee SET lease_owner = 'bench', lease_until = now() + interval '1 day' WHERE due_at IS NOT NULL"; }

measure_many() {
    local event own=0 postgres
    fleet_start "$1"
    event=$(state "SELECT coalesce(max(id), 0) FROM siasn.event_log") postgres=$(cpu_postgres)
    for pid in "${FLEET[@]}"; do own=$((own - $(rig_cpu "$pid"))); done
    release
    stage_await 240 "the deliveries" delivered
    for pid in "${FLEET[@]}"; do own=$((own + $(rig_cpu "$pid"))); done
    state "SELECT json_build_object('part', 'many', 'daemons', $1, 'records', sum(n), 'seconds', max(b) - min(a), 'records_per_s', sum(n) / (max(b) - min(a)), 'shares', json_agg(round(n / total, 3)))
        FROM (SELECT count(*) FILTER (WHERE what = 'delivered') AS n, extract(epoch FROM min(at)) AS a, extract(epoch FROM max(at)) AS b,
                     sum(count(*) FILTER (WHERE what = 'delivered')) OVER () AS total
              FROM siasn.event_log WHERE id > $event AND nip <> '' GROUP BY actor) AS x" |
        jq -c --argjson own "$own" --argjson ticks $(($(cpu_postgres) - postgres)) --argjson tick "$(getconf CLK_TCK)" '
            . + {siasnd_us: ($own * 1e6 / $tick / .records), postgres_us: ($ticks * 1e6 / $tick / .records)}' | report || exit 1
    fleet_stop
}

measure_rate() {
    local before began
    fleet_start "$1"
    release
    sleep 5
    before=$(peer_requests) began=$EPOCHREALTIME
    sleep "$SECONDS_RATE"
    jq -nc --argjson n "$1" --argjson rate "$RATE" --argjson requests $(($(peer_requests) - before - 1)) --argjson s "$(bc -l <<<"$EPOCHREALTIME - $began")" '
        {part: "rate", daemons: $n, max_rate: $rate, seconds: $s, requests: $requests, requests_per_s: ($requests / $s), of_max_rate: ($requests / $s / $rate)}' | report || exit 1
    fleet_stop
    hold_again
}

daemons() {
    rig_postgres -c shared_preload_libraries=pg_stat_statements
    rig_peer "$HERE/delivery_nginx.conf"
    # shellcheck disable=SC2086 # a list
    set -- $DAEMONS
    make_source $(((2 * $# + 1) * PERSONS))
    ALL=$(((2 * $# + 1) * PERSONS * ROWS))
    STAGE_URL=$PEER_URL/0
    stage_config push.max_inflight=32 collect.mode=scan collect.interval=1d records.disable=nilai_ip_asn
    hold_everybody
    # Not measured: the tables are filled and analysed afterwards, as they are after a first day.
    fleet_start 2
    release
    stage_await 240 "the deliveries" delivered
    fleet_stop
    for part in $PARTS; do
        case $part in many | rate) ;; *) continue ;; esac
        STAGE_URL=$PEER_URL/50
        [ "$part" = many ] || STAGE_URL=$PEER_URL/0
        stage_config push.max_inflight=32 collect.mode=scan collect.interval=1d records.disable=nilai_ip_asn \
            "push.max_rate=$([ "$part" = rate ] && echo "$RATE" || echo 0)"
        for n in "$@"; do "measure_$part" "$n"; done
    done
}

# ---- The queue
queue_fill() { psql -X -q -v ON_ERROR_STOP=1 -v rows="$1" -d siasn_state -f "$HERE/fleet_rows.sql"; }

# claim_cost: median and worst milliseconds of 101 claims of 16 persons, each given back; as the server tells them.
claim_cost() {
    {
        echo "PREPARE claim (text, text, text) AS $(cat "$QUERIES/claim_employees.sql")"
        for _ in $(seq 101); do
            echo "EXPLAIN (ANALYZE, TIMING off) EXECUTE claim('bench', '600', '16');"
            echo "UPDATE employee SET lease_owner = NULL, lease_until = NULL WHERE nip IN (SELECT nip FROM employee WHERE due_at IS NOT NULL AND lease_owner = 'bench' ORDER BY due_at LIMIT 16);"
        done
    } | PGOPTIONS=$KEYED psql -X -q -At -d siasn_state | sed -nE 's/^Execution Time: ([0-9.]+) ms/\1/p' | sort -n |
        awk '{ v[NR] = $1 } END { printf "{\"claim_ms\": %s, \"claim_worst_ms\": %s}\n", v[int((NR + 1) / 2)], v[NR] }'
}
measure_queue() {
    queue_fill "$1" || stage_die "the rows"
    claim_cost | jq -c --argjson rows "$1" '{part: "queue", rows: $rows, due: "1000"} + .' | report || exit 1
    state "UPDATE siasn.employee SET due_at = now() - interval '1 hour' + make_interval(secs => hashtext(nip) % 1000)" "VACUUM FULL ANALYZE siasn.employee"
    claim_cost | jq -c --argjson rows "$1" '{part: "queue", rows: $rows, due: "all"} + .' | report || exit 1
}

sizes() {
    # The event log is one table a month.
    state "SELECT json_object_agg(name, json_build_object('table_mib', t, 'index_mib', i, 'dead_rows', d))
        FROM (SELECT coalesce(p.relname, c.relname) AS name, round(sum(pg_table_size(c.oid)) / 1048576, 1) AS t, round(sum(pg_indexes_size(c.oid)) / 1048576, 1) AS i,
                     sum(pg_stat_get_dead_tuples(c.oid)) AS d
              FROM pg_class AS c LEFT JOIN pg_inherits AS h ON h.inhrelid = c.oid LEFT JOIN pg_class AS p ON p.oid = h.inhparent
              WHERE c.relkind = 'r' AND coalesce(p.relname, c.relname) IN ('outbox', 'employee', 'link', 'event_log') GROUP BY 1) AS x"
}
measure_bloat() {
    local before after q text
    state "CREATE TABLE public.statement (name text PRIMARY KEY, sql text NOT NULL)" "CREATE TABLE public.claimed (batch integer, us integer)"
    for q in claim_employees claim_records record_intent record_outcome link_takeover link_set event_append lease_hold lease_release; do
        text=$(cat "$QUERIES/$q.sql")
        psql -X -q -d siasn_state -v name="$q" -v text="$text" <<<"INSERT INTO public.statement VALUES (:'name', rtrim(:'text', E';\n'))"
    done
    psql -X -q -v ON_ERROR_STOP=1 -d siasn_state -f "$HERE/fleet_deliver.sql" || stage_die "fleet_deliver.sql"
    state "VACUUM ANALYZE" CHECKPOINT
    before=$(sizes)
    local began=$EPOCHREALTIME postgres
    postgres=$(cpu_postgres)
    PGOPTIONS=$KEYED psql -X -q -d siasn_state -c "CALL public.deliver($DELIVERIES / 35 / 16)" || stage_die "the deliveries"
    local seconds
    seconds=$(bc -l <<<"$EPOCHREALTIME - $began")
    after=$(sizes)
    state "SELECT json_build_object('first', (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY us) FROM public.claimed WHERE batch <= 100),
            'middle', (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY us) FROM public.claimed WHERE batch BETWEEN m / 2 - 50 AND m / 2 + 50),
            'last', (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY us) FROM public.claimed WHERE batch > m - 100),
            'p99', (SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY us) FROM public.claimed), 'batches', m,
            'done', (SELECT count(*) FROM siasn.outbox WHERE state = 'done'))
        FROM (SELECT max(batch) AS m FROM public.claimed) AS x" |
        jq -c --argjson before "$before" --argjson after "$after" --argjson s "$seconds" --argjson ticks $(($(cpu_postgres) - postgres)) --argjson tick "$(getconf CLK_TCK)" '
            {part: "bloat", deliveries: .done, seconds: $s, postgres_us: ($ticks * 1e6 / $tick / .done), claim_us: ., before: $before, after: $after}' | report || exit 1
    state "VACUUM"
    sizes | jq -c '{part: "vacuumed", after: .}' | report || exit 1
}

queue() {
    local size
    rig_postgres -c shared_preload_libraries=pg_stat_statements
    createdb siasn_state
    state "CREATE ROLE siasn_sync LOGIN" "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    stage_config
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    for size in $ROWS_QUEUE; do
        measure_queue "$size"
    done
    [[ " $PARTS " != *" bloat "* ]] || measure_bloat
}

: >"$REPORT/fleet.ndjson"
case " $PARTS " in *" many "* | *" rate "*) (stage_begin && daemons) || exit 1 ;; esac
case " $PARTS " in *" queue "* | *" bloat "*) (stage_begin && queue) || exit 1 ;; esac
jq -s . "$REPORT/fleet.ndjson" >"$REPORT/fleet.json" && rm "$REPORT/fleet.ndjson"
jq -r '.[] | if .part == "many" then "\(.daemons) daemons, peer 50 ms: \(.records_per_s | round) records/s, shares \(.shares)"
    elif .part == "rate" then "\(.daemons) daemons, max_rate \(.max_rate): \(.requests_per_s * 100 | round / 100) requests/s (\(.of_max_rate * 1000 | round / 10) %)"
    elif .part == "queue" then "\(.rows) rows, \(.due) due: claim of 16 persons \(.claim_ms) ms, worst of 101 \(.claim_worst_ms) ms"
    elif .part == "bloat" then "\(.deliveries) deliveries in \(.seconds | round) s: claim \(.claim_us.first), \(.claim_us.middle), \(.claim_us.last) us (first, middle, last); outbox \(.before.outbox.table_mib) + \(.before.outbox.index_mib) -> \(.after.outbox.table_mib) + \(.after.outbox.index_mib) MiB"
    else empty end' "$REPORT/fleet.json"
echo "written: $REPORT/fleet.json"
