#!/usr/bin/env bash
# The log: the message catalog knows every id of the program in English and Indonesian, journalctl takes it, and
# each change of state is one line with its id in a journal.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

FAKETIME_LIB=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1
CATALOG=$STAGE_ROOT/systemd/siasn-sync.catalog

ids_of_program() { sed -nE 's/.*\[LOG_ID_[A-Z_]+\] = "([0-9a-f]{32})".*/\1/p' "$STAGE_ROOT/daemon/ground/log_id.c" | sort; }
ids_of_catalog() { sed -nE "s/^-- ([0-9a-f]{32})$1\$/\1/p" "$CATALOG" | sort; }

catalog() {
    local root=$STAGE_DIR/root
    check "catalog: every id in English" is "$(ids_of_catalog '')" "$(ids_of_program)"
    check "catalog: every id in Indonesian" is "$(ids_of_catalog ' id')" "$(ids_of_program)"
    check "catalog: fields it shows are fields of the log" is "$(unknown_fields)" ""
    mkdir -p "$root/usr/lib/systemd/catalog" "$root/var/lib/systemd/catalog"
    cp "$CATALOG" "$root/usr/lib/systemd/catalog"
    check "catalog: journalctl takes it" journalctl --root="$root" --update-catalog
    check "catalog: as many messages as ids" is "$(journalctl --root="$root" --list-catalog 2>/dev/null | grep -c 'siasn-sync: ')" "$(ids_of_program | wc -l)"
}

unknown_fields() {
    local field
    grep -oE '@SIASN_[A-Z_]+@' "$CATALOG" | sort -u | while IFS= read -r field; do
        field=$(tr -d @ <<<"${field#@SIASN_}" | tr '[:upper:]' '[:lower:]')
        grep -rqE "log_(text|number)\(\"$field\"" "$STAGE_ROOT/daemon" "$STAGE_ROOT/connectors" || echo "$field"
    done
}

# A journal of our own: a socket that writes down what it is sent, where libsystemd looks for the journal's.
journal_start() {
    cat >"$STAGE_DIR/journal.py" <<'PY'
import socket, sys
server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
server.bind(sys.argv[1])
with open(sys.argv[2], "ab", buffering=0) as out:
    while True:
        out.write(server.recv(1 << 20) + b"\n")
PY
    mkdir -p "$STAGE_DIR/journal"
    python3 "$STAGE_DIR/journal.py" "$STAGE_DIR/journal/socket" "$STAGE_DIR/journal.out" &
    STAGE_DAEMONS="$STAGE_DAEMONS $!"
    stage_await 10 "the journal" test -S "$STAGE_DIR/journal/socket"
}

# The daemon sees that socket where journald's would be, in a mount namespace of its own.
in_journal() {
    local stream run=(unshare --mount)
    [ "$(id -u)" = 0 ] || run=(unshare --user --map-root-user --mount)
    : >"$STAGE_DIR/stderr"
    stream=$(stat -c '%d:%i' "$STAGE_DIR/stderr")
    JOURNAL_STREAM=$stream "${run[@]}" bash -c '
        mount -t tmpfs none /run && mkdir -p /run/systemd && ln -s "$1" /run/systemd/journal && shift && exec "$@"' \
        - "$STAGE_DIR/journal" "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" --once 2>>"$STAGE_DIR/stderr"
}

# id_of NAME: as the program has it
id_of() { sed -nE "s/.*\[LOG_ID_$1\] = \"([0-9a-f]+)\".*/\1/p" "$STAGE_ROOT/daemon/ground/log_id.c"; }
told() { grep -cF "MESSAGE_ID=$(id_of "$1")" "$STAGE_DIR/journal.out"; }

journal() {
    journal_start
    in_journal
    check "journal: exit code" is $? 0
    check "journal: started, once" is "$(told STARTED)" 1
    check "journal: done, once" is "$(told DONE)" 1
    check "journal: migrated, once" is "$(told MIGRATED)" 1
    check "journal: fields" grep -qx 'SIASN_KINDS=[0-9]*' "$STAGE_DIR/journal.out"
    check "journal: priority" grep -qx 'PRIORITY=5' "$STAGE_DIR/journal.out"
    check "journal: the whole text too" grep -qE '^MESSAGE=started version=.* kinds=[0-9]+$' "$STAGE_DIR/journal.out"
    check "journal: nothing on stderr" is "$(cat "$STAGE_DIR/stderr")" ""
}

# A change is logged, a turn is not; an hour has one line. The daemon's hours are seconds here.
hours() {
    local lines
    stage_config
    daemon_start
    stage_await 60 "all is delivered" settled
    sleep 3
    lines=$(wc -l <"$STAGE_DIR/daemon.log")
    sleep 10
    check "idle: no line in ten turns" is "$(wc -l <"$STAGE_DIR/daemon.log")" "$lines"
    daemon_stop
    stage_config collect.mode=scan collect.interval=1d sinau.interval=1d
    : >"$STAGE_DIR/hours.log"
    # Not faketime(1), which stands between us and the daemon's signals.
    LD_PRELOAD=$FAKETIME_LIB FAKETIME='+0 x200' "$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" 2>"$STAGE_DIR/hours.log" &
    DAEMON=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $DAEMON"
    stage_await 90 "a second hour" two_hours
    daemon_stop
    check "an hour has one line, with its counts" is "$(grep -cE 'the last hour requests=[0-9]+ written=[0-9]+ documents=[0-9]+ concluded=[0-9]+ refused=[0-9]+ unclear=[0-9]+ in_work=[0-9]+$' "$STAGE_DIR/hours.log")" \
        "$(grep -c 'the last hour' "$STAGE_DIR/hours.log")"
}
two_hours() { [ "$(grep -c 'the last hour' "$STAGE_DIR/hours.log")" -ge 2 ]; }

stage_begin
catalog
stage_postgres
stage_sample 20
stage_sandbox
stage_config
journal
hours
stage_verdict
