#!/usr/bin/env bash
# How fast the daemon delivers, and what a record costs: PERSONS people with ROWS courses each, to an nginx that answers
# like SIASN (TLS 1.3, HTTP/2); beside it h2load with the same body, connections and requests at a time. RUNS: so many
# requests at a time @ so many milliseconds that the peer takes for each (0, 5, 50). The first run fills empty tables, as
# a first sync does; the others find them filled and analysed. A record counts when its outcome is committed (fsync on). The first sync reads before it
# creates, so a record costs more than one request: both are shown. A commit is two round trips (a claim three, of two
# commits; a statement beside them one), so round trips are shown as twice the commits: not less than they are. Prints a table and writes the same figures to
# build/bench/delivery.json.
PERSONS=${PERSONS:-1000}
ROWS=${ROWS:-10}
RUNS=${RUNS:-32@0 32@0 128@0 32@5 128@5 32@50 128@50}
LOAD_SECONDS=${LOAD_SECONDS:-3}
# shellcheck source-path=SCRIPTDIR source=peer.sh
. "$(dirname "$0")/peer.sh"

# The counters of a moment, as JSON. The peer's last, so that it counts no request of its own between two moments but one.
counters() {
    jq -nc --argjson siasnd "$(rig_cpu "$DAEMON")" --argjson postgres "$(cpu_postgres)" --argjson peer "$(rig_cpu "$PEER")" \
        --argjson db "$(state "SELECT json_build_object('statements', (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE userid = 'siasn_sync'::regrole),
            'commits', (SELECT xact_commit FROM pg_stat_database WHERE datname = 'siasn_state'),
            'created', (SELECT count(*) FROM siasn.outbox WHERE outcome = 'created'),
            'done', (SELECT count(*) FROM siasn.outbox WHERE state = 'done'),
            'event', (SELECT coalesce(max(id), 0) FROM siasn.event_log))")" \
        --argjson requests "$(peer_requests)" '$db + {siasnd: $siasnd, postgres: $postgres, peer: $peer, requests: $requests}'
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
           statements_per_record: (($b.statements - $a.statements) / $n), commits_per_record: (($b.commits - $a.commits) / $n),
           round_trips_per_record: (2 * ($b.commits - $a.commits) / $n)}' >>"$REPORT/delivery.ndjson" || stage_die "no figures"
}

{ command -v nginx && command -v h2load && command -v ss; } >/dev/null || stage_die "nginx, h2load or ss is missing: tests/packages.sh bench"
rm -f "$REPORT"/delivery.*.statements
: >"$REPORT/delivery.ndjson"
stage_begin
rig_postgres -c shared_preload_libraries=pg_stat_statements
rig_peer "$HERE/delivery_nginx.conf"
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
