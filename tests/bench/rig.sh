# shellcheck shell=bash
# What the measurements of collecting, latency and start share: a source of tables behind the contract's views, a peer that
# answers like SIASN, a durable cluster. Sources the tests' common.sh.
#
#   rig_begin [SETTING...]      stage_begin, and rig_postgres
#   rig_postgres [SETTING...]   cluster with fsync on, more settings "-c name=value"
#   rig_source VIEW...          databases simpeg and siasn_state; these views over tables of their own, the others dropped
#   rig_peer TEMPLATE           nginx with that configuration; STAGE_URL, PEER
#   rig_awake PID               how often the process has slept and woken
#   rig_cpu PID                 ticks of CPU that it has used
#   rig_rss PID [KEY]           KiB of memory, by the name it has in /proc/PID/status (VmRSS)
#   rig_report NAME FILE        lines of JSON become build/bench/NAME.json

# shellcheck source=../integration/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../integration/common.sh"
REPORT=${REPORT:-$BUILD/bench}
mkdir -p "$REPORT"
# shellcheck disable=SC2034 # for those who source this
HERE=$STAGE_ROOT/tests/bench
PATH=$PATH:/usr/sbin

rig_begin() {
    stage_begin
    rig_postgres "$@"
}

rig_postgres() {
    stage_postgres
    stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg -c fsync=on -c max_connections=60 \
        -c shared_buffers=128MB -c max_wal_size=2GB -c log_min_messages=warning -c timezone=Asia/Jakarta $*" \
        -m fast restart >/dev/null 2>&1 || stage_die "PostgreSQL did not start again"
}

rig_source() {
    local view
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    for view in $(simpeg "SELECT viewname FROM pg_views WHERE schemaname = 'siasn_src'"); do
        case " $* " in
        *" $view "*)
            simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
                "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
            ;;
        *) simpeg "DROP VIEW siasn_src.$view" ;;
        esac
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader"
}

rig_changelog() {
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/changelog.sql"
    simpeg "GRANT SELECT ON siasn_src.change_log TO siasn_reader"
}

rig_peer() {
    command -v nginx >/dev/null || stage_die "nginx is missing: tests/packages.sh bench"
    PEER_PORT=$(stage_free_port)
    stage_certificates
    sed "s|@DIR@|$STAGE_DIR|; s|@PORT@|$PEER_PORT|" "$1" >"$STAGE_DIR/nginx.conf"
    nginx -e "$STAGE_DIR/nginx.log" -c "$STAGE_DIR/nginx.conf" &
    PEER=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $PEER"
    PEER_URL=https://127.0.0.1:$PEER_PORT
    stage_await 10 nginx rig_peer_answers
}
rig_peer_answers() { curl -sS --cacert "$STAGE_DIR/ca.pem" "$PEER_URL/requests" >/dev/null 2>&1; }

rig_awake() { awk '/^voluntary_ctxt_switches/ { print $2 }' "/proc/$1/status"; }
rig_cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
rig_rss() { awk -v key="${2:-VmRSS}:" '$1 == key { print $2 }' "/proc/$1/status"; }

rig_report() {
    jq -s . "$2" >"$REPORT/$1.json" || stage_die "no figures"
    echo "written: $REPORT/$1.json"
}
