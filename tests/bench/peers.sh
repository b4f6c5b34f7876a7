#!/usr/bin/env bash
# What others would use for the same work, and siasnd, in one table: each posts the same bodies (a course to save) to the same
# nginx, from the same durable PostgreSQL. PEERS: who, @ milliseconds the peer takes for a request, : so many records.
#   siasnd      our daemon; it reads what SIASN has before it creates, and keeps intent, outcome, link and event of each record;
#               the first run fills empty tables, as a first sync does
#   h2load      posts one body for LOAD_SECONDS; reads nothing, keeps nothing: the measure of the rest
#   node-plain  graphile-worker as installed, undici; node-tuned, node-batch: tuned (tests/bench/peers/worker.js)
#   php         sequential, one handle (peers/sequential.php)
#   curl        `curl -Z` fed by psql with a configuration: nothing is durable, a rerun would send everything again
# us: microseconds of CPU a record, of the program and of PostgreSQL; peak_kib: resident memory (of curl and psql: curl's).
# Packages from npm are installed below the stage's directory at each run. Writes build/bench/peers.json.
PEERS=${PEERS:-siasnd@0:10000 siasnd@0:20000 h2load@0:0 node-plain@0:5000 node-tuned@0:20000 node-batch@0:20000 php@0:5000 curl@0:10000
    siasnd@50:10000 h2load@50:0 node-tuned@50:10000 node-batch@50:10000 php@50:200 curl@50:5000}
INFLIGHT=${INFLIGHT:-32}
ROWS=10
PERSONS=2000
LOAD_SECONDS=${LOAD_SECONDS:-3}
# shellcheck source-path=SCRIPTDIR source=peer.sh
. "$(dirname "$0")/peer.sh"

install_peers() {
    mkdir -p "$STAGE_DIR/npm"
    cp "$HERE/peers/package.json" "$STAGE_DIR/npm/"
    (cd "$STAGE_DIR/npm" && npm install --no-package-lock --no-audit --no-fund --silent) >"$STAGE_DIR/npm.log" 2>&1 ||
        stage_die "npm: $(tail -2 "$STAGE_DIR/npm.log")"
}

# Highest resident memory of a process, asked until it is gone: curl does not tell it at its end.
watch_peak() {
    while grep -s '^VmHWM' "/proc/$1/status"; do sleep 0.1; done | awk '$2 > n { n = $2 } END { print n + 0 }' >"$STAGE_DIR/peak"
}

# The bodies that siasnd has sent, as rows that wait: COUNT of them.
make_jobs() {
    state "SET client_min_messages = warning" "DROP TABLE IF EXISTS public.job" "CREATE TABLE public.job (id integer PRIMARY KEY, body text NOT NULL, siasn_id text)" \
        "INSERT INTO public.job (id, body) SELECT row_number() OVER (), jsonb_build_object('id', '', 'pnsOrangId', 'P' || nip) || payload::jsonb
         FROM siasn.outbox WHERE kind = 'kursus' LIMIT $1" "VACUUM ANALYZE public.job" "CHECKPOINT"
}
queue_jobs() {
    local rows=1
    [ "$1" != batch ] || rows=100
    state "SET client_min_messages = warning" "DROP SCHEMA IF EXISTS graphile_worker CASCADE"
    (cd "$STAGE_DIR/npm" && npx graphile-worker -c "$DATABASE_URL" --schema-only) >"$STAGE_DIR/npm.log" 2>&1 || stage_die "graphile-worker: $(tail -2 "$STAGE_DIR/npm.log")"
    state "SELECT count(*) FROM (SELECT graphile_worker.add_jobs(array_agg(json_populate_record(NULL::graphile_worker.job_spec,
            json_build_object('identifier', 'save', 'payload', CASE WHEN $rows = 1 THEN j -> 0 ELSE j END)))) FROM (SELECT json_agg(json_build_object('id', id, 'body', body)) AS j FROM public.job GROUP BY (id - 1) / $rows) AS x) AS y" >/dev/null
    state "VACUUM ANALYZE"
}

# Each runs in the foreground, prints its line of JSON, and is timed by bash: user and system seconds of it and its children.
run_node() { MODE=$1 NODE_PATH=$STAGE_DIR/npm/node_modules node "$HERE/peers/worker.js"; }
run_php() { DSN="host=127.0.0.1 port=$PGPORT user=stage dbname=siasn_state" php "$HERE/peers/sequential.php"; }
run_curl() {
    local began=$EPOCHREALTIME done_rows
    psql -X -q -At -d siasn_state -v count="$COUNT" -v url="$URL_SAVE" -v ca="$CA" -f "$HERE/peers/curl_config.sql" |
        {
            curl -Z --parallel-max "$INFLIGHT" -K - >"$STAGE_DIR/curl.out" 2>"$STAGE_DIR/curl.err" &
            watch_peak $! &
            wait
        }
    done_rows=$(grep -c '^200$' "$STAGE_DIR/curl.out")
    jq -nc --argjson n "$done_rows" --argjson s "$(bc -l <<<"$EPOCHREALTIME - $began")" --argjson k "$(cat "$STAGE_DIR/peak")" '{records: $n, seconds: $s, peak_kib: $k}'
}
run_peer() {
    case $1 in
    node-*) run_node "${1#node-}" ;;
    php) run_php ;;
    curl) run_curl ;;
    esac
}

# measure_peer WHO COUNT: its figures
measure_peer() {
    local before after
    export COUNT=$2 URL_SAVE=$STAGE_URL/apisiasn/1.0/kursus/save CA=$STAGE_DIR/ca.pem INFLIGHT
    export DATABASE_URL=postgres://stage@127.0.0.1:$PGPORT/siasn_state
    make_jobs "$2"
    case $1 in node-*) queue_jobs "${1#node-}" ;; esac
    before=$(cpu_postgres)
    TIMEFORMAT='%U %S'
    { time run_peer "$1" >"$STAGE_DIR/said" 2>"$STAGE_DIR/wrong"; } 2>"$STAGE_DIR/time" || stage_die "$1: $(tail -3 "$STAGE_DIR/wrong")"
    after=$(cpu_postgres)
    jq -c --argjson own "$(awk '{ print $1 + $2 }' "$STAGE_DIR/time")" --argjson ticks $((after - before)) --argjson tick "$(getconf CLK_TCK)" '
        {records, records_per_s: (.records / .seconds), own_us: ($own * 1e6 / .records), postgres_us: ($ticks * 1e6 / $tick / .records), peak_kib}' "$STAGE_DIR/said"
    [ "$(jq .records "$STAGE_DIR/said")" = "$2" ] || stage_die "$1: $(cat "$STAGE_DIR/said"), not $2: $(tail -3 "$STAGE_DIR/wrong")"
}

# A run of the daemon is a first sync of COUNT / ROWS more persons, whose rows stand in SIMPEG and have been collected.
start_daemon() {
    stage_config push.max_inflight="$INFLIGHT" collect.mode=scan collect.interval=1d records.disable=nilai_ip_asn
    SINCE=$(state "SELECT now()")
    daemon_start
    stage_await 240 "the collecting" loaded
    prepare_tables
}
measure_siasnd() {
    local own postgres event seconds
    PERSONS=$(($1 / ROWS))
    own=$(rig_cpu "$DAEMON") postgres=$(cpu_postgres)
    event=$(state "SELECT coalesce(max(id), 0) FROM siasn.event_log")
    release
    stage_await 240 "the deliveries" delivered
    seconds=$(state "SELECT extract(epoch FROM max(at) - min(at)) FROM siasn.event_log WHERE id > $event")
    jq -nc --argjson n "$1" --argjson s "$seconds" --argjson own $(($(rig_cpu "$DAEMON") - own)) --argjson ticks $(($(cpu_postgres) - postgres)) \
        --argjson tick "$(getconf CLK_TCK)" --argjson k "$(awk '/^VmHWM/ { print $2 }' "/proc/$DAEMON/status")" '
        {records: $n, records_per_s: ($n / $s), own_us: ($own * 1e6 / $tick / $n), postgres_us: ($ticks * 1e6 / $tick / $n), peak_kib: $k}'
}
measure_h2load() {
    state "SELECT jsonb_build_object('id', '', 'pnsOrangId', 'P' || nip) || payload::jsonb FROM siasn.outbox WHERE kind = 'kursus' LIMIT 1" >"$STAGE_DIR/body.json"
    TIMEFORMAT='%U %S'
    { time h2load_run 1 "$INFLIGHT" >"$STAGE_DIR/said"; } 2>"$STAGE_DIR/time" || exit 1
    # One second to warm up is in its time, and not in its count.
    jq -c --argjson s "$LOAD_SECONDS" --argjson own "$(awk '{ print $1 + $2 }' "$STAGE_DIR/time")" '.h2load_requests_per_s as $rate
        | {records: ($rate * $s | round), records_per_s: $rate, own_us: ($own * 1e6 / $rate / ($s + 1)), postgres_us: 0, peak_kib: null}' "$STAGE_DIR/said"
}

# measure RUN: a line into the report. Not in a subshell: who fails must find the daemon to end it.
measure() {
    local who=${1%@*} pause=${1#*@} count=${1#*:}
    pause=${pause%:*}
    STAGE_URL=$PEER_URL/$pause
    case $who in
    siasnd)
        start_daemon
        measure_siasnd "$count" >"$STAGE_DIR/figures"
        daemon_stop
        ;;
    h2load) measure_h2load >"$STAGE_DIR/figures" ;;
    *) measure_peer "$who" "$count" >"$STAGE_DIR/figures" ;;
    esac
    jq -c --arg who "$who" --argjson pause "$pause" --argjson inflight "$INFLIGHT" --arg load "$(cut -d' ' -f1 /proc/loadavg)" '
        {who: $who, pause_ms: $pause, inflight: (if $who == "php" or $who == "node-plain" then 1 else $inflight end)} + . + {load_average: ($load | tonumber)}' \
        "$STAGE_DIR/figures" >>"$REPORT/peers.ndjson" || stage_die "$who: no figures"
    tail -1 "$REPORT/peers.ndjson" >&2
}

for tool in nginx h2load npm php bc; do
    command -v $tool >/dev/null || stage_die "$tool is missing: tests/packages.sh bench"
done
: >"$REPORT/peers.ndjson"
stage_begin
install_peers
rig_postgres -c shared_preload_libraries=pg_stat_statements
rig_peer "$HERE/delivery_nginx.conf"
# shellcheck disable=SC2086 # a list
set -- $PEERS
ALL=0
for run in "$@"; do case $run in siasnd@*) ALL=$((ALL + ${run#*:})) ;; esac done
make_source $((ALL / ROWS))
stage_config
hold_everybody
for run in "$@"; do
    measure "$run"
done
jq -s '. as $all | map(. as $row | ($all[] | select(.who == "h2load" and .pause_ms == $row.pause_ms) | .records_per_s) as $h2
    | . + {of_h2load: (.records_per_s / $h2)})' "$REPORT/peers.ndjson" >"$REPORT/peers.json" && rm "$REPORT/peers.ndjson"
jq -r '["who", "pause", "records/s", "of h2load", "own us", "PG us", "peak MiB", "load"],
    (.[] | [.who, "\(.pause_ms) ms"] + ([.records_per_s, .of_h2load, .own_us, .postgres_us, (if .peak_kib then .peak_kib / 1024 else null end), .load_average] | map(if . then . * 1000 | round / 1000 else "-" end)))
    | @tsv' "$REPORT/peers.json" | awk -F'\t' '{ printf "%-12s", $1; for (i = 2; i <= NF; i++) printf "%12s", $i; print "" }'
echo "written: $REPORT/peers.json"
