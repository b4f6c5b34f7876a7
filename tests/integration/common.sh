# shellcheck shell=bash
# What the integration scripts share: short ways to ask both databases, to run the daemon, and to
# state what must be true. Sources the stage.
#
#   simpeg SQL..., state SQL...   rows as text, columns by |
#   state_join                    the state's tables as schema state of database simpeg, for joins
#   is GOT WANTED                 for check: equal texts
#   none SQL...                   for check: no row in simpeg; the first of them are shown
#   daemon_once                   siasnd --once; $STAGE_DIR/once.log; its exit code is returned
#   daemon_start, daemon_stop     siasnd in the background, $DAEMON, $STAGE_DIR/daemon.log

# shellcheck source=../stage.sh
. "$(dirname "${BASH_SOURCE[0]}")/../stage.sh"
STAGE_DAEMONS=
DAEMON=

simpeg() { psql -X -q -At -v ON_ERROR_STOP=1 -d simpeg "${@/#/-c}"; }
state() { psql -X -q -At -v ON_ERROR_STOP=1 -d siasn_state "${@/#/-c}"; }

state_join() {
    simpeg "CREATE EXTENSION postgres_fdw" \
        "CREATE SERVER siasn FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '$PGPORT', dbname 'siasn_state')" \
        "CREATE USER MAPPING FOR CURRENT_USER SERVER siasn" "CREATE SCHEMA state" \
        "IMPORT FOREIGN SCHEMA siasn FROM SERVER siasn INTO state OPTIONS (import_generated 'false')"
}

is() {
    [ "$1" = "$2" ] || {
        printf 'got:    %s\nwanted: %s\n' "$1" "$2"
        return 1
    }
}

none() {
    local rows
    rows=$(simpeg "$@") || return 1
    [ -z "$rows" ] || {
        printf '%s\n' "$rows" | sed -n '1,8p'
        printf '(%s rows)\n' "$(printf '%s\n' "$rows" | wc -l)"
        return 1
    }
}

siasnd() { "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" "$@"; }

daemon_once() { siasnd --once 2>"$STAGE_DIR/once.log"; }

daemon_start() {
    # Not the function: signals must reach the daemon, not a shell around it.
    "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" 2>>"$STAGE_DIR/daemon.log" &
    DAEMON=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $DAEMON"
}

# daemon_stop [SIGNAL]: ends the daemon, waits for it and returns its exit code.
daemon_stop() {
    kill "-${1:-TERM}" "$DAEMON"
    daemon_wait
}

daemon_wait() {
    local status
    stage_await 20 "the daemon's end" daemon_gone
    wait "$DAEMON"
    status=$?
    STAGE_DAEMONS=${STAGE_DAEMONS/ $DAEMON/}
    return "$status"
}

daemon_gone() { ! kill -0 "$DAEMON" 2>/dev/null || grep -q '^State:.Z' "/proc/$DAEMON/status" 2>/dev/null; }

said() { grep -qF -- "$1" "$STAGE_DIR/daemon.log"; }

# Nothing is under way or due any more.
settled() {
    [ "$(state "SELECT (SELECT count(*) FROM siasn.collect_run) >= ${KIND_COUNT:=$(($(stage_kinds | wc -l) + 1))}
        AND NOT EXISTS (SELECT FROM siasn.changed_key) AND NOT EXISTS (SELECT FROM siasn.followup)
        AND NOT EXISTS (SELECT FROM siasn.outbox WHERE state IN ('ready', 'retry', 'inflight', 'doubt'))
        AND NOT EXISTS (SELECT FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id)
            WHERE o.state = 'done' AND d.state NOT IN ('done', 'rejected') AND NOT d.shadowed)" 2>/dev/null)" = t ]
}

# stat_of NAME: a counter of the sandbox.
stat_of() { stage_control stats | jq -r --arg name "$1" '.[$name]'; }

compared() { awk -F'|' -v column="$1" '{n += $column} END {print n + 0}' "$STAGE_DIR/compare"; }

# check_compare WHAT: sandbox against SIMPEG, counted as checks.
check_compare() {
    check "$1: compared" stage_compare
    check "$1: nothing lost" none "SELECT t, src_id, found, state, codes, kunci FROM contoh.verdict WHERE verdict = 'lost'"
    check "$1: nothing twice" is "$(compared 8)" 0
    check "$1: equal + quarantined = expected" is "$(($(compared 3) + $(compared 4)))" "$(compared 2)"
}

# load_json FILE TABLE: NDJSON into simpeg, one jsonb column j. Control characters never stand raw in JSON.
load_json() {
    simpeg "SET client_min_messages = warning" "DROP TABLE IF EXISTS $2" "CREATE TABLE $2 (j jsonb)" &&
        simpeg "COPY $2 FROM STDIN WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ESCAPE E'\\x02')" <"$1"
}

# remote_row LIST ID: a row the sandbox holds, as a line of JSON.
remote_row() {
    stage_control dump | jq -c --arg t "$1" --arg id "$2" 'select(.t == $t and .row.id == $id) | .row'
}
