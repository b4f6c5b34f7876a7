#!/usr/bin/env bash
# Outages one at a time: the state's disk is full, SIMPEG is away for an hour (of simulated time), the
# network is cut in a namespace of its own while writes are in the air. Needs root for the first and
# the last (mount, ip netns); says so when it is not.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"

FAKETIME_LIB=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1
NS=siasn-sync-test
ADDRESS=10.213.77.1
SMALL=

undo() {
    ip netns del "$NS" 2>/dev/null
    ip link del siasn-host 2>/dev/null
    [ -z "$SMALL" ] || umount -l "$SMALL" 2>/dev/null
}

edit_all() { simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Penyelenggara $1'"; }
done_all() { settled && [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state IN ('ready', 'doubt', 'inflight', 'retry')")" = 0 ]; }
arrived() { [ "$(stage_control dump | jq -s "[.[] | select(.t == \"rw-kursus\" and .row.institusiPenyelenggara == \"Penyelenggara $1\")] | length")" -gt 20 ]; }
alive() { kill -0 "$DAEMON"; }

# Free room in the pages there are may take some changes: more of them, until a file has to grow.
disk_noticed() {
    edit_all "$RANDOM"
    sleep 1
    said "No space left"
}

state_disk_full() {
    # All but nothing of the tablespace is taken away; the daemon has to do without its state.
    dd if=/dev/zero of="$SMALL/filler" bs=4k 2>/dev/null
    stage_await 40 "the full disk to be noticed" disk_noticed
    check "disk full: the daemon lives" alive
    rm -f "$SMALL/filler"
    edit_all penuh
    stage_await 60 "delivery after the full disk" arrived penuh
    stage_await 30 "quiet" done_all
    check_compare "disk full"
}

# An hour in a minute: the daemon's clocks run 60 times as fast.
source_away_for_an_hour() {
    local before tries
    daemon_stop
    : >"$STAGE_DIR/daemon.log"
    LD_PRELOAD=$FAKETIME_LIB FAKETIME="+0 x60" "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" 2>>"$STAGE_DIR/daemon.log" &
    DAEMON=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $DAEMON"
    stage_await 30 "the daemon on the fast clock" settled
    psql -X -q -d postgres -c "ALTER SYSTEM SET log_connections = on" -c "SELECT pg_reload_conf()" >/dev/null
    simpeg "ALTER ROLE siasn_reader NOLOGIN" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'siasn_reader'" >/dev/null
    before=$(grep -c "siasn_reader.*not permitted to log in" "$STAGE_DIR/pg/log")
    edit_all kembali
    simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = (SELECT min(id) FROM simpeg.riwayat_kursus)"
    sleep 60
    tries=$(($(grep -c "siasn_reader.*not permitted to log in" "$STAGE_DIR/pg/log") - before))
    printf 'attempts to connect in an hour of simulated time: %s\n' "$tries"
    check "SIMPEG away: the daemon lives" alive
    check "SIMPEG away: it tries, and not too often" test "$tries" -ge 10 -a "$tries" -le 200
    check "SIMPEG away: said when it changes, not at each try" test "$(grep -c "collecting failed" "$STAGE_DIR/daemon.log")" -le 3
    simpeg "ALTER ROLE siasn_reader LOGIN"
    stage_await 60 "SIMPEG's changes after the outage" arrived kembali
    stage_await 30 "quiet" done_all
    check_compare "SIMPEG away"
    daemon_stop
}

network_cut() {
    : >"$STAGE_DIR/daemon.log"
    ip netns exec "$NS" "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" 2>>"$STAGE_DIR/daemon.log" &
    DAEMON=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $DAEMON"
    stage_await 30 "the daemon in its namespace" settled
    stage_control faults -d '[{"fault":"delay","path":"/kursus/save","method":"POST","ms":300}]' >/dev/null
    edit_all jaringan
    stage_await 20 "writes in the air" in_flight
    ip link set siasn-host down
    stage_await 40 "the cut to be noticed" said "unknown"
    check "network cut: writes in the air are in doubt" test "$(state "SELECT count(*) FROM siasn.outbox WHERE state IN ('doubt', 'inflight')")" -gt 0
    sleep 5
    ip link set siasn-host up
    stage_control faults -d '[]' >/dev/null
    stage_await 90 "delivery after the cut" arrived jaringan
    stage_await 60 "quiet" done_all
    check "network cut: the daemon lives" alive
    check_compare "network cut"
    daemon_stop
}
in_flight() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'inflight'")" -gt 0 ]; }

[ "$(id -u)" = 0 ] || {
    echo "outages.sh needs root for mount and ip netns: nothing was tried"
    exit 1
}
stage_begin
trap 'undo; stage_end' EXIT
stage_postgres
undo
SMALL=$STAGE_DIR/small
mkdir "$SMALL"
mount -t tmpfs -o size=96m,mode=711 siasn-small "$SMALL"
mkdir "$SMALL/space"
[ -z "$STAGE_PG_USER" ] || chown "$STAGE_PG_USER" "$SMALL/space"
psql -X -q -d postgres -c "CREATE TABLESPACE small LOCATION '$SMALL/space'"
make_namespace() {
    ip netns add "$NS" && ip link add siasn-host type veth peer name siasn-peer netns "$NS" &&
        ip addr add "$ADDRESS/30" dev siasn-host && ip link set siasn-host up &&
        ip -n "$NS" addr add 10.213.77.2/30 dev siasn-peer && ip -n "$NS" link set siasn-peer up
}
make_namespace || stage_die "no network namespace"
STAGE_TABLESPACE=small stage_sample 60
STAGE_LISTEN=$ADDRESS:0 stage_sandbox
stage_config push.timeout=3s push.doubt_window=4s collect.interval=2s guard.gone_rows=200 \
    "source.dsn=host=$STAGE_DIR/pg port=$PGPORT user=siasn_reader dbname=simpeg" \
    "state.dsn=host=$STAGE_DIR/pg port=$PGPORT user=siasn_sync dbname=siasn_state"
daemon_start
stage_await 60 "the first synchronisation" settled
state_disk_full
source_away_for_an_hour
network_cut
check "event chain unbroken" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
