#!/usr/bin/env bash
# The state's PostgreSQL dies while daemons deliver, and its streaming standby is promoted: [state] dsn names both hosts, the
# daemons find the new primary by themselves. Every source row must stand at the service once, and none be lost.
# With synchronous replication that must hold; then the same with a standby that lags behind by a second (asynchronous): what
# it had not received is forgotten, and this run says what came of it, as a figure, not as a check.
#   SIZE=200 tests/faults/standby.sh; about three minutes. Figures also in build/bench/standby.json.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source=trouble.sh
. "$(dirname "$0")/trouble.sh"
SIZE=${SIZE:-200}
REPORT=$BUILD/bench
STATE_PORT=

# SIMPEG stays on the stage's cluster; the state has two of its own.
state() { PGPORT=$STATE_PORT psql -X -q -At -v ON_ERROR_STOP=1 -d siasn_state "${@/#/-c}"; }
stage_psql() {
    local port=$PGPORT
    [ "$1" != siasn_state ] || port=$STATE_PORT
    PGPORT=$port psql -X -q -v ON_ERROR_STOP=1 -d "$@"
}

server() { # DIR ACTION...
    local dir=$1
    shift
    stage_as_pg "$STAGE_PG_BIN/pg_ctl" -D "$STAGE_DIR/$dir/data" -l "$STAGE_DIR/$dir/log" -w "$@"
}
server_dir() {
    mkdir -p "$STAGE_DIR/$1"
    [ -z "$STAGE_PG_USER" ] || chown "$STAGE_PG_USER" "$STAGE_DIR/$1"
}
server_start() { # DIR PORT
    server "$1" -o "-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/$1 -c fsync=off -c max_connections=60 \
        -c wal_level=replica -c hot_standby=on -c log_min_messages=warning -c timezone=Asia/Jakarta" start >/dev/null 2>&1 || stage_die "$1: $(tail -2 "$STAGE_DIR/$1/log")"
}
servers_stop() {
    for dir in first second; do
        [ ! -f "$STAGE_DIR/$dir/data/postmaster.pid" ] || server $dir -m immediate stop >/dev/null 2>&1
    done
    stage_end
}
make_servers() {
    FIRST=$(stage_free_port) SECOND=$(stage_free_port)
    server_dir first
    server_dir second
    stage_as_pg "$STAGE_PG_BIN/initdb" -D "$STAGE_DIR/first/data" -U stage -A trust -E UTF8 --locale=C >"$STAGE_DIR/initdb.log" 2>&1 || stage_die "initdb"
    server_start first "$FIRST"
    STATE_PORT=$FIRST
    PGPORT=$FIRST createdb siasn_state
    stage_as_pg "$STAGE_PG_BIN/pg_basebackup" -h 127.0.0.1 -p "$FIRST" -U stage -D "$STAGE_DIR/second/data" -R -c fast >"$STAGE_DIR/basebackup.log" 2>&1 ||
        stage_die "pg_basebackup: $(tail -1 "$STAGE_DIR/basebackup.log")"
    server_start second "$SECOND"
    [ "$1" = async ] || state "ALTER SYSTEM SET synchronous_standby_names = '*'" "SELECT pg_reload_conf()" >/dev/null
    stage_await 20 "the standby" replicated "$1"
}
replicated() { [ "$(state "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND ('$1' = 'async' OR sync_state = 'sync')")" = 1 ]; }

delivered_count() { state "SELECT count(*) FROM siasn.event_log WHERE what = 'delivered'" 2>/dev/null || echo 0; }
delivered_more() { [ "$(delivered_count)" -gt "$1" ]; }

# The first server dies in the midst of it; asynchronous: its standby had stopped listening a second before.
fail_over() {
    local before began
    if [ "$1" = async ]; then
        PGPORT=$SECOND psql -X -q -d postgres -c "ALTER SYSTEM SET primary_conninfo = ''" -c "SELECT pg_reload_conf()" >/dev/null
        sleep 1
    fi
    before=$(delivered_count)
    server first -m immediate stop >/dev/null 2>&1
    sleep 2
    began=$EPOCHREALTIME
    server second promote >/dev/null 2>&1 || stage_die "promote"
    STATE_PORT=$SECOND
    FORGOTTEN=$((before - $(delivered_count))) # what was committed after the first was asked does not count
    [ "$FORGOTTEN" -ge 0 ] || FORGOTTEN=0
    stage_await 60 "a delivery after the promotion" delivered_more "$(delivered_count)"
    BACK_S=$(bc -l <<<"$EPOCHREALTIME - $began")
}

trial() {
    local fleet=() end
    stage_begin
    trap servers_stop EXIT
    stage_postgres
    make_servers "$1"
    STAGE_SHARE=40 stage_sample "$SIZE"
    trouble_ready
    stage_sandbox "\"read_delay_ms\":1000"
    stage_config push.timeout=3s push.doubt_window=6s push.max_inflight=8 push.max_rate=150 collect.interval=2s guard.gone_rows=200 \
        "state.dsn=host=127.0.0.1,127.0.0.1 port=$FIRST,$SECOND target_session_attrs=${ATTRS:-primary} user=siasn_sync dbname=siasn_state"
    stage_control faults -d '[{"fault":"delay","path":"*","method":"POST","probability":0.10,"ms":700,"late_commit":true},
        {"fault":"commit_reset","path":"*","method":"POST","probability":0.05}]' >/dev/null
    for _ in 1 2; do
        daemon_start
        fleet+=("$DAEMON")
    done
    stage_await 60 "deliveries" delivered_more 100
    for _ in 1 2 3; do edit; done
    fail_over "$1"
    end=$((SECONDS + 15))
    while [ "$SECONDS" -lt "$end" ]; do
        edit
        sleep 0.5
    done
    faults_none
    stage_await 180 "the end" settled
    sleep 3
    stage_await 60 "the end" settled
    for DAEMON in "${fleet[@]}"; do check "$1: a daemon lives through it" kill -0 "$DAEMON"; done
    stage_compare || stage_die "compare"
    if [ "$1" = sync ]; then
        check_compare "$1"
        check "$1: nothing is forgotten" test "$FORGOTTEN" = 0
    fi
    for DAEMON in "${fleet[@]}"; do daemon_stop; done
    check "$1: event chain unbroken" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
    check "$1: no two writes of one person at once" is "$(stat_of overlapping_writes)" 0
    jq -nc --arg mode "$1" --argjson back "$BACK_S" --argjson forgotten "$FORGOTTEN" --argjson expected "$(compared 2)" --argjson equal "$(compared 3)" \
        --argjson quarantined "$(compared 4)" --argjson lost "$(compared 6)" --argjson twice "$(compared 8)" --arg load "$(cut -d' ' -f1 /proc/loadavg)" '
        {replication: $mode, rows: $expected, equal: $equal, quarantined: $quarantined, lost: $lost, duplicate: $twice, deliveries_forgotten: $forgotten,
         seconds_from_promotion_to_delivery: $back, load_average: ($load | tonumber)}' >>"$REPORT/standby.ndjson"
    tail -1 "$REPORT/standby.ndjson"
    stage_verdict
}

mkdir -p "$REPORT"
: >"$REPORT/standby.ndjson"
passed=0 failed=0
for mode in ${MODES:-sync async}; do
    out=$(trial "$mode" 2>&1)
    printf '%s\n' "$out" | grep -vE '^[0-9]+ passed, [0-9]+ failed$'
    counts=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' <<<"$out")
    passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
done
jq -s . "$REPORT/standby.ndjson" >"$REPORT/standby.json" && rm "$REPORT/standby.ndjson"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
