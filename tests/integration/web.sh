# shellcheck shell=bash
# The pages on the stage: siasn-web, its role and its users. Source it after common.sh.
#
#   web_setup                 role siasn_web with its rights, section [web], users siti (hr), budi (auditor),
#                             admin (admin) and tari (hr of one OPD, $OPD), all with $PASSWORD
#   web_start [LINE...]       siasn-web at $WEB; WEB_PID; further lines of [web]
#   web_stop [SIGNAL]
#   login USER                a session in the jar $STAGE_DIR/jar.USER
#   get USER PATH [CURL...]   the page's body ("" for a USER without a login); STATUS is its status
#   post USER PATH FIELD...   the same for a form of that page, with its token

PASSWORD='kuda baterai staples 9'
WEB_PID=

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

web_user() {
    local name=$1
    shift
    ctl user add "$name" --by uji "$@" <<<"$PASSWORD" >/dev/null || stage_die "user $name"
    state "UPDATE siasn.web_user SET must_change = false WHERE name = '$name'"
}

web_setup() {
    state "CREATE ROLE siasn_web LOGIN"
    ctl user rights siasn_web --by uji >/dev/null || stage_die "rights"
    OPD=$(state "SELECT opd_id FROM siasn.employee GROUP BY 1 HAVING opd_id IS NOT NULL ORDER BY count(*) DESC LIMIT 1")
    web_user siti --role hr --full-name 'Siti Rahayu'
    web_user budi --role auditor --full-name 'Budi Santosa'
    web_user admin --role admin --full-name 'Agus Pengelola'
    web_user tari --role hr --opd "$OPD" --full-name 'Tari Wulandari'
}

web_config() {
    local line
    sed -i '/^\[web\]/,$d' "$STAGE_DIR/siasnd.conf"
    {
        printf '[web]\ndsn = host=127.0.0.1 port=%s user=siasn_web dbname=siasn_state\nlisten = 127.0.0.1:%s\n' "$PGPORT" "$WEB_PORT"
        for line in "$@"; do printf '%s\n' "$line"; done
    } >>"$STAGE_DIR/siasnd.conf"
}

web_answers() { curl -s -o /dev/null --cacert "$STAGE_DIR/ca.pem" "$WEB/masuk"; }

web_start() {
    WEB_PORT=${WEB_PORT:-$(stage_free_port)}
    web_config "$@"
    case " $* " in *certificate*) WEB=https://127.0.0.1:$WEB_PORT ;; *) WEB=http://127.0.0.1:$WEB_PORT ;; esac
    "$STAGE_BIN/siasn-web" --config "$STAGE_DIR/siasnd.conf" 2>>"$STAGE_DIR/web.log" &
    WEB_PID=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $WEB_PID"
    stage_await 20 "siasn-web" web_answers
}

web_stop() {
    kill "-${1:-TERM}" "$WEB_PID"
    wait "$WEB_PID" 2>/dev/null
    STAGE_DAEMONS=${STAGE_DAEMONS/ $WEB_PID/}
}

web_curl() {
    curl -sS --max-time 30 --cacert "$STAGE_DIR/ca.pem" -o "$STAGE_DIR/body" -D "$STAGE_DIR/headers" \
        -w '%{http_code}' "$@" >"$STAGE_DIR/status" 2>"$STAGE_DIR/curl.err"
    STATUS=$(cat "$STAGE_DIR/status")
}

jar() { printf '%s' "$STAGE_DIR/jar.${1:-nobody}"; }

get() {
    local user=$1 path=$2
    shift 2
    web_curl -b "$(jar "$user")" -c "$(jar "$user")" "$@" "$WEB$path"
    cat "$STAGE_DIR/body"
}

token() { sed -nE 's/.*name="kunci" value="([0-9a-f]{64})".*/\1/p' "$STAGE_DIR/body" | head -1; }

# The token comes from page $FORM, by default the address itself.
post() {
    local user=$1 path=$2 field args=()
    shift 2
    get "$user" "${FORM:-$path}" >/dev/null
    for field in "$@"; do args+=(--data-urlencode "$field"); done
    web_curl -b "$(jar "$user")" -c "$(jar "$user")" --data-urlencode "kunci=$(token)" "${args[@]}" "$WEB$path"
    cat "$STAGE_DIR/body"
}

login() {
    rm -f "$(jar "$1")"
    post "$1" /masuk "nama=$1" "sandi=${2:-$PASSWORD}" >/dev/null
    [ "$STATUS" = 303 ]
}

# status USER PATH [CURL...]
status() {
    get "$@" >/dev/null
    echo "$STATUS"
}

header() { tr -d '\r' <"$STAGE_DIR/headers" | sed -nE "s/^$1: (.*)/\1/Ip" | head -1; }
