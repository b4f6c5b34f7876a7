#!/usr/bin/env bash
# /metrics, /healthz, /readyz: figures that agree with the state, text that promtool accepts, health
# that means delivery, and neither memory nor wake-ups nor queries for each scrape.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ask() { curl -s --max-time 8 "http://127.0.0.1:$PORT$1"; }
code() { curl -s -o "$STAGE_DIR/body" --max-time 8 -w '%{http_code}' "http://127.0.0.1:$PORT$1"; }
is_code() { [ "$(code "$1")" = "$2" ]; }
# sample NAME[LABELS]: its value
sample() { ask /metrics | awk -v name="$1" '$1 == name { print $2 }'; }
is_sample() { [ "$(sample "$1")" = "$2" ]; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$DAEMON/status"; }
wakes() { awk '/^voluntary_ctxt/ { print $2 }' "/proc/$DAEMON/status"; }

figures() {
    stage_await 20 "the daemon listens" is_code /readyz 200
    stage_await 60 "all is delivered" settled
    ask /metrics >"$STAGE_DIR/metrics"
    check "promtool accepts the text" promtool check metrics <"$STAGE_DIR/metrics"
    check "every family is documented" documented
    check "no NIP in it" not_found '[0-9]{18}' "$STAGE_DIR/metrics"
    check "requests" test "$(sample siasn_requests_total)" -gt 100
    check "reads that found rows" test "$(sample 'siasn_replies_total{call="read",verdict="ok"}')" -gt 50
    check "a histogram by endpoint" test "$(sample 'siasn_request_duration_seconds_count{endpoint="kursus/save"}')" -gt 5
    check "nothing lands in other endpoints" not_found 'endpoint="other"' "$STAGE_DIR/metrics"
    check "delivered records" test "$(sample 'siasn_record_outcomes_total{outcome="delivered"}')" -gt 100
    check "both tokens usable" is "$(ask /metrics | grep -c '^siasn_token_usable.* 1$')" 2
    check "static token has no end" is "$(ask /metrics | grep -c '^siasn_token_expires_seconds')" 1
    check "breaker closed" is "$(sample 'siasn_breaker_state{state="closed"}')" 1
    check "nobody waits" is "$(sample siasn_overdue_seconds)" 0.000
    check "the last conclusion" test "$(sample siasn_last_conclusion_timestamp_seconds)" -gt 1700000000
}

documented() {
    diff <(sed -n 's/^# TYPE \([^ ]*\) .*/\1/p' "$STAGE_DIR/metrics" | sort) \
        <(sed -nE 's/^\| `(siasn_[a-z_]+)`.*/\1/p' "$STAGE_ROOT/docs/monitoring/README.md" | sort)
}

not_found() { ! grep -nE -- "$1" "$2"; }

# Figures of the database are a minute old at most: a new daemon reads them at its start.
figures_of_state() {
    daemon_stop
    daemon_start
    stage_await 30 "figures were read" is_sample 'siasn_guard_held{kind="jabatan"}' 0
    stage_await 30 "indicators were counted" test -n "$(state 'SELECT 1 FROM siasn.indicator_trend LIMIT 1')"
    check "queue agrees with the state" is "$(ask /metrics | grep '^siasn_queue_records{.*"rejected"' | awk '{ n += $2 } END { print n + 0 }')" \
        "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'rejected'")"
    check "quarantine agrees with the state" is "$(sample 'siasn_quarantine_reasons{code="NIP_UNKNOWN"}')" \
        "$(state "SELECT count(*) FROM siasn.quarantine WHERE code = 'NIP_UNKNOWN'")"
    check "a collect duration a kind" test "$(ask /metrics | grep -c '^siasn_collect_duration_seconds{.*mode="scan"')" -gt 10
    check "quality index as siasnctl has it" quality_agrees
    check "both percentages" is "$(ask /metrics | grep -c '^siasn_indicator_denominator')" 2
}

quality_agrees() {
    local ours theirs
    ours=$(sample siasn_quality_index_ratio)
    theirs=$("$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" quality --json | jq -r '.opds[-1].index')
    awk -v a="$ours" -v b="$theirs" 'BEGIN { d = a * 100 - b; print a, b; exit !(b > 1 && d < 0.011 && d > -0.011) }'
}

refuses() {
    check "another path" is_code /secret 404
    check "another method" is "$(curl -s -o "$STAGE_DIR/body" -w '%{http_code}' -X DELETE "http://127.0.0.1:$PORT/metrics")" 405
    check "a body is passed over" is "$(curl -s -o "$STAGE_DIR/body" -w '%{http_code}' -d "$(head -c 100000 /dev/zero | tr '\0' x)" "http://127.0.0.1:$PORT/metrics")" 405
    check "HEAD" is "$(curl -s -I -o "$STAGE_DIR/body" -w '%{http_code}' "http://127.0.0.1:$PORT/metrics")" 200
}

# Connections that say nothing hold a place for five seconds, and nothing else.
silent_clients() {
    local fd fds=()
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"
        fds+=("$fd")
    done
    check "answers again after silent clients" stage_await 20 "an answer" is_code /metrics 200
    for fd in "${fds[@]}"; do exec {fd}>&-; done
}

cheap() {
    local before queries
    for _ in $(seq 50); do ask /metrics >/dev/null; done
    before=$(rss) queries=$(queries_of_figures)
    curl -sS "http://127.0.0.1:$PORT/metrics?[1-1500]" >"$STAGE_DIR/many"
    check "1500 scrapes were answered" is "$(grep -c '^siasn_build_info' "$STAGE_DIR/many")" 1500
    # The sanitizers keep freed memory for a while.
    [ "${SANITIZE:-}" = 1 ] || check "memory stands still over 1500 scrapes: $before, $(rss) kB" test "$(rss)" -le $((before + 512))
    check "no query for a scrape" test "$(queries_of_figures)" -le $((queries + 12))
    before=$(wakes)
    sleep 10
    # The loop turns once a second to ask who is due, and waits four times for PostgreSQL to say nobody.
    check "idle: the loop turns about once a second: $(($(wakes) - before)) waits in 10 s" test $(($(wakes) - before)) -le 60
}

# Sequential and index scans of the quarantine, which only the figures read as a whole.
queries_of_figures() { state "SELECT coalesce(sum(seq_scan + idx_scan), 0) FROM pg_stat_user_tables WHERE relname = 'guard'"; }

health() {
    check "healthy" is_code /healthz 200
    kill -TERM "$STAGE_SANDBOX_PID" && wait "$STAGE_SANDBOX_PID" 2>/dev/null
    STAGE_SANDBOX_PID=
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X' WHERE id = (SELECT min(id) FROM simpeg.riwayat_kursus)"
    stage_await 40 "a service that is away is not ready" is_code /readyz 503
    check "says why" grep -q '^SIASN: ill or unreachable' "$STAGE_DIR/body"
    check "a short outage is no trouble" is_code /healthz 200
    check "the breaker is open" is "$(sample 'siasn_breaker_state{state="closed"}')" 0
    check "the service is ill" is "$(sample 'siasn_service_state{state="ill"}')" 1
    check "somebody waits" test "$(sample siasn_overdue_seconds | sed 's/\..*//')" -ge 0
}

lost_state() {
    stage_pg_ctl -m immediate stop >/dev/null 2>&1
    stage_await 30 "a lost state database is not ready" is_code /readyz 503
    stage_await 30 "... and says so" says 'state database: not connected'
    check "metrics without a database" is "$(sample siasn_state_database_up)" 0
    ask /metrics >"$STAGE_DIR/metrics"
    check "still good text" promtool check metrics <"$STAGE_DIR/metrics"
    check "a short one is no trouble" is_code /healthz 200
    stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg -c fsync=off" start >/dev/null 2>&1
    stage_await 60 "it is back" is_sample siasn_state_database_up 1
}

says() { is_code /readyz 503 && grep -q "$1" "$STAGE_DIR/body"; }

refused_credentials() {
    stage_config "metrics.listen=$STAGE_DIR/metrics.sock"
    printf 'another-secret' >"$STAGE_DIR/credentials/consumer_secret"
    stage_sandbox
    stage_config "metrics.listen=$STAGE_DIR/metrics.sock"
    printf 'another-secret' >"$STAGE_DIR/credentials/consumer_secret"
    daemon_start
    stage_await 30 "refused credentials are unhealthy" on_socket /healthz 503
    check "says what" grep -q '^SIASN: credentials refused' "$STAGE_DIR/body"
    check "gateway token is not usable" is "$(curl -s --unix-socket "$STAGE_DIR/metrics.sock" http://x/metrics | grep -F 'siasn_token_refused{token="gateway"}' | sed 's/.* //')" 1
    check "mode of the socket" is "$(stat -c %a "$STAGE_DIR/metrics.sock")" 660
    siasnd 2>"$STAGE_DIR/second.log"
    check "a second daemon on the same socket: exit code" is $? 1
    check "... and why" grep -q '\[metrics\] listen: cannot listen' "$STAGE_DIR/second.log"
    kill -KILL "$DAEMON" && wait "$DAEMON" 2>/dev/null
    check "a killed one leaves its socket" test -S "$STAGE_DIR/metrics.sock"
    daemon_start
    stage_await 30 "a left socket is replaced" on_socket /healthz 503
    daemon_stop
    check "the end removes it" test ! -e "$STAGE_DIR/metrics.sock"
}

on_socket() { [ "$(curl -s -o "$STAGE_DIR/body" -w '%{http_code}' --unix-socket "$STAGE_DIR/metrics.sock" "http://x$1")" = "$2" ]; }

stage_begin
stage_postgres
stage_sample 40
stage_sandbox
PORT=$(stage_free_port)
stage_config "metrics.listen=127.0.0.1:$PORT" push.max_rate=200
daemon_start
figures
figures_of_state
refuses
silent_clients
cheap
health
lost_state
daemon_stop
refused_credentials
stage_verdict
