#!/usr/bin/env bash
# How fast the daemon delivers, and what a record costs: PERSONS people with ROWS courses each, to an nginx that answers
# like SIASN (TLS 1.3, HTTP/2); beside it h2load with the same body, connections and requests at a time. RUNS: so many
# requests at a time @ so many milliseconds that the peer takes for each (0, 5, 50). The first run fills empty tables, as
# a first sync does; the others find them filled and analysed. A record counts when its outcome is committed (fsync on). The first sync reads before it
# creates, so a record costs more than one request: both are shown. Prints a table and writes the same figures to
# build/bench/delivery.json.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
PERSONS=${PERSONS:-1000}
ROWS=${ROWS:-10}
RUNS=${RUNS:-32@0 32@0 128@0 32@5 128@5 32@50 128@50}
LOAD_SECONDS=${LOAD_SECONDS:-3}
REPORT=${BUILD:-$STAGE_ROOT/build}/bench
HERE=$STAGE_ROOT/tests/bench

peer_start() {
    local port
    stage_certificates
    port=$(stage_free_port)
    sed "s|@DIR@|$STAGE_DIR|; s|@PORT@|$port|" "$HERE/delivery_nginx.conf" >"$STAGE_DIR/nginx.conf"
    nginx -e "$STAGE_DIR/nginx.log" -c "$STAGE_DIR/nginx.conf" &
    PEER=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $PEER"
    PEER_PORT=$port PEER_URL=https://127.0.0.1:$port
    stage_await 10 nginx peer_answers
}

peer_answers() { peer_requests >/dev/null; }

# How many requests the peer has had, this one included.
peer_requests() {
    curl -sS --cacert "$STAGE_DIR/ca.pem" "$PEER_URL/requests" 2>/dev/null | awk 'NR == 3 { print $3; n++ } END { exit !n }'
}

# Unlike the tests' cluster this one is durable, and counts statements.
durable_postgres() {
    stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg -c fsync=on -c max_connections=60 \
        -c shared_buffers=128MB -c max_wal_size=2GB -c log_min_messages=warning -c timezone=Asia/Jakarta \
        -c shared_preload_libraries=pg_stat_statements" -m fast restart >/dev/null 2>&1 || stage_die "PostgreSQL did not start again"
}

make_source() {
    local view
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync" "CREATE EXTENSION pg_stat_statements"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    for view in $(simpeg "SELECT viewname FROM pg_views WHERE schemaname = 'siasn_src'"); do
        case $view in
        v_contract | v_pegawai | v_unor | v_jabatan_ref | v_rw_jabatan | v_rw_kursus)
            simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
                "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
            ;;
        *) simpeg "DROP VIEW siasn_src.$view" ;;
        esac
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader"
    psql -X -q -v ON_ERROR_STOP=1 -v persons="$1" -v rows="$ROWS" -d simpeg -f "$HERE/delivery_rows.sql"
}

# Everybody is under somebody else's lease until release(): what is measured is delivering, not collecting.
hold_everybody() {
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    state "CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.lease_owner := ''bench''; NEW.lease_until := now() + interval ''1 day''; RETURN NEW; END'" \
        "CREATE TRIGGER bench_hold BEFORE INSERT ON siasn.employee FOR EACH ROW EXECUTE FUNCTION public.hold()"
}
release() {
    state "UPDATE siasn.employee SET lease_owner = NULL, lease_until = NULL
        WHERE nip IN (SELECT nip FROM siasn.employee WHERE lease_owner = 'bench' ORDER BY nip LIMIT $PERSONS)"
}

# As autovacuum leaves them in the long run. A table that is still empty it leaves alone, and so do we: analysed while
# empty, it would be taken for one that stays so.
prepare_tables() {
    local table
    for table in $(state "SELECT format('siasn.%I', relname) FROM pg_stat_user_tables WHERE schemaname = 'siasn' AND n_live_tup > 0"); do
        state "VACUUM ANALYZE $table"
    done
    simpeg "CHECKPOINT"
}

# ticks of CPU: of a process; of the whole cluster, with what its backends had used when they ended
cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
cpu_postgres() {
    local postmaster
    postmaster=$(head -1 "$STAGE_DIR/pg/data/postmaster.pid")
    cat "/proc/$postmaster/stat" /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
        awk -v p="$postmaster" 'NR == 1 { n = $12 + $13 + $14 + $15 } $2 == p { n += $12 + $13 } END { print n }'
}

# The counters of a moment, as JSON. The peer's last, so that it counts no request of its own between two moments but one.
counters() {
    jq -nc --argjson siasnd "$(cpu "$DAEMON")" --argjson postgres "$(cpu_postgres)" --argjson peer "$(cpu "$PEER")" \
        --argjson db "$(state "SELECT json_build_object('statements', (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE userid = 'siasn_sync'::regrole),
            'commits', (SELECT xact_commit FROM pg_stat_database WHERE datname = 'siasn_state'),
            'created', (SELECT count(*) FROM siasn.outbox WHERE outcome = 'created'),
            'done', (SELECT count(*) FROM siasn.outbox WHERE state = 'done'),
            'event', (SELECT coalesce(max(id), 0) FROM siasn.event_log))")" \
        --argjson requests "$(peer_requests)" '$db + {siasnd: $siasnd, postgres: $postgres, peer: $peer, requests: $requests}'
}

# The three kinds have been scanned since SINCE, and what follows a first load is through.
loaded() {
    said "performance tree computed" && [ "$(state "SELECT (SELECT count(*) FROM siasn.collect_run WHERE finished_at > '$SINCE') = 3
        AND NOT EXISTS (SELECT FROM siasn.changed_key)
        AND (SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus') = $ALL")" = t ]
}
# Asked once a second: each time costs PostgreSQL a connection, which is counted with the rest.
delivered() {
    sleep 1
    [ "$(state "SELECT NOT EXISTS (SELECT FROM siasn.employee WHERE due_at IS NOT NULL AND lease_owner IS DISTINCT FROM 'bench')")" = t ]
}

# What the statements of a run took, dearest first: build/bench/delivery.NUMBER.RUN.statements
statements() {
    state "SELECT to_char(total_exec_time * 1000 / $2, '9999990.0') || ' us a record', calls || ' calls', rows || ' rows',
        round(mean_exec_time::numeric, 3) || ' ms', left(regexp_replace(query, '\\s+', ' ', 'g'), 150)
        FROM pg_stat_statements WHERE userid = 'siasn_sync'::regrole AND calls > 0 ORDER BY total_exec_time DESC LIMIT 25" >"$REPORT/delivery.$1.statements"
}

# Records a second between the 50th and the 90th percent of the outcomes since EVENT: the daemon starts with few requests
# at a time, and at the end there are few people left.
steady() {
    state "SELECT round(count(*) * 0.4 / nullif(extract(epoch FROM percentile_disc(0.9) WITHIN GROUP (ORDER BY delivered_at)
            - percentile_disc(0.5) WITHIN GROUP (ORDER BY delivered_at)), 0), 1)
        FROM siasn.outbox WHERE outcome = 'created' AND delivered_at >= (SELECT min(at) FROM siasn.event_log WHERE id > $1)"
}

# h2load as the daemon went: so many connections, so many requests at a time.
h2load_run() {
    local out connections=$1 each=$(($2 / $1))
    h2load -D "$LOAD_SECONDS" --warm-up-time 1 -t 1 -c "$connections" -m "$each" -d "$STAGE_DIR/body.json" -H 'content-type: application/json' \
        -H 'accept: application/json' -H 'authorization: Bearer bench-token' -H 'auth: bearer demo-static-token-3Xw' \
        "$STAGE_URL/apisiasn/1.0/kursus/save" >"$STAGE_DIR/h2load" 2>&1
    grep -q '^TLS Protocol: TLSv1.3' "$STAGE_DIR/h2load" || stage_die "h2load: $(tail -3 "$STAGE_DIR/h2load")"
    grep -q ' 0 failed, 0 errored' "$STAGE_DIR/h2load" || stage_die "h2load: $(grep '^requests' "$STAGE_DIR/h2load")"
    out=$(sed -nE 's/^finished in .*, ([0-9.]+) req\/s,.*/\1/p' "$STAGE_DIR/h2load")
    jq -nc --argjson rate "${out:-0}" '{h2load_requests_per_s: $rate}'
}

# measure INFLIGHT PAUSE_MS: a line of JSON into the report. Not in a subshell: who fails must find the daemon to end it.
measure() {
    local before after seconds steady connections h2
    STAGE_URL=$PEER_URL/$2
    stage_config push.max_inflight="$1" collect.mode=scan collect.interval=1d records.disable=nilai_ip_asn
    SINCE=$(state "SELECT now()")
    daemon_start
    stage_await 120 "the collecting" loaded
    prepare_tables
    state "SELECT pg_stat_statements_reset()" >/dev/null
    before=$(counters)
    release
    sleep 1.5
    connections=$(ss -Htn state established "dst 127.0.0.1:$PEER_PORT" | wc -l)
    stage_await 120 "the deliveries" delivered
    after=$(counters)
    seconds=$(state "SELECT extract(epoch FROM max(at) - min(at)) FROM siasn.event_log WHERE id > $(jq .event <<<"$before")")
    steady=$(steady "$(jq .event <<<"$before")")
    daemon_stop
    statements "$((++run_number)).$1@$2" $((PERSONS * ROWS))
    [ "$(jq .created <<<"$after")" = $(($(jq .created <<<"$before") + PERSONS * ROWS)) ] || stage_die "not every course was delivered"
    jq -nc --arg id "" "$(state "SELECT payload FROM siasn.outbox WHERE kind = 'kursus' LIMIT 1") + {id: \$id, pnsOrangId: \"P198001012010011001\"}" >"$STAGE_DIR/body.json"
    h2=$(h2load_run "$connections" "$1") || exit 1
    jq -nc --argjson inflight "$1" --argjson pause "$2" --argjson a "$before" --argjson b "$after" --argjson s "$seconds" --argjson steady "${steady:-0}" --argjson connections "$connections" \
        --argjson rows "$ROWS" --argjson tick "$(getconf CLK_TCK)" --argjson h2 "$h2" --arg load "$(cut -d' ' -f1 /proc/loadavg)" '
        ($b.created - $a.created) as $n | ($b.requests - $a.requests - 1) as $requests | (1e6 / $tick / $n) as $us
        | {inflight: $inflight, pause_ms: $pause, links_before: $a.created, rows_per_person: $rows, connections: $connections, load_average: ($load | tonumber), created: $n, other_outcomes: ($b.done - $a.done - $n),
           seconds: $s, records_per_s: ($n / $s), steady_records_per_s: $steady, requests_per_record: ($requests / $n), requests_per_s: ($requests / $s)} + $h2
        + {records_of_h2load: ($n / $s / $h2.h2load_requests_per_s), requests_of_h2load: ($requests / $s / $h2.h2load_requests_per_s),
           steady_requests_of_h2load: ($steady * $requests / $n / $h2.h2load_requests_per_s),
           siasnd_us: (($b.siasnd - $a.siasnd) * $us), postgres_us: (($b.postgres - $a.postgres) * $us), peer_us: (($b.peer - $a.peer) * $us),
           statements_per_record: (($b.statements - $a.statements) / $n), commits_per_record: (($b.commits - $a.commits) / $n)}' >>"$REPORT/delivery.ndjson" || stage_die "no figures"
}

PATH=$PATH:/usr/sbin
{ command -v nginx && command -v h2load && command -v ss; } >/dev/null || stage_die "nginx, h2load or ss is missing: tests/packages.sh bench"
mkdir -p "$REPORT"
rm -f "$REPORT"/delivery.*.statements
: >"$REPORT/delivery.ndjson"
stage_begin
stage_postgres
durable_postgres
peer_start
# shellcheck disable=SC2086 # a list
set -- $RUNS
make_source $((PERSONS * $#))
ALL=$((PERSONS * $# * ROWS)) run_number=0
stage_config
hold_everybody
for run in "$@"; do
    measure "${run%@*}" "${run#*@}"
done
jq -s . "$REPORT/delivery.ndjson" >"$REPORT/delivery.json" && rm "$REPORT/delivery.ndjson"
jq -r '. as $all | .[0] | keys_unsorted[] as $k | [$k] + [$all[] | .[$k] * 1000 | round / 1000] | @tsv' "$REPORT/delivery.json" |
    awk -F'\t' '{ printf "%-24s", $1; for (i = 2; i <= NF; i++) printf "%14s", $i; print "" }'
echo "written: $REPORT/delivery.json"
