# shellcheck shell=bash
# The stage on which demo and tests play: a private PostgreSQL cluster, a throw-away CA, the sandbox
# and a configuration, all below one temporary directory and on free loopback ports. Source it, call
# stage_begin, then what is needed; everything is stopped and removed when the shell exits.
#
#   stage_begin                 STAGE_DIR, cleanup trap
#   stage_postgres              cluster; PGHOST, PGPORT, PGUSER set for the superuser `stage`
#   stage_sample SIZE [SEED]    database simpeg with the sample and its adapter; database siasn_state
#   stage_sandbox [JSON...]     sandbox, seeded from the sample; extra config members
#   stage_config [LINE...]      $STAGE_DIR/siasnd.conf; lines "section.key=value" override
#   stage_await SECONDS WHAT CMD...   until CMD succeeds, or fail naming WHAT
#   stage_kinds                 kinds that are switched on
#   stage_compare               sandbox against SIMPEG, row by row; table in $STAGE_DIR/compare

set -u
STAGE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${BUILD:-$STAGE_ROOT/build}
case $BUILD in /*) ;; *) BUILD=$STAGE_ROOT/$BUILD ;; esac
STAGE_BIN=${STAGE_BIN:-$BUILD}
STAGE_PG_USER=
STAGE_SANDBOX_PID=
STAGE_PASSED=0
STAGE_FAILED=0

stage_begin() {
    STAGE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/siasn-sync.XXXXXX")
    chmod 711 "$STAGE_DIR"
    trap stage_end EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

stage_end() {
    local status=$?
    trap - EXIT INT TERM
    # shellcheck disable=SC2086 # a list of process ids
    [ -z "${STAGE_DAEMONS:-}" ] || kill -KILL $STAGE_DAEMONS 2>/dev/null
    [ -z "$STAGE_SANDBOX_PID" ] || kill -TERM "$STAGE_SANDBOX_PID" 2>/dev/null
    [ ! -f "$STAGE_DIR/pg/data/postmaster.pid" ] || stage_pg_ctl -m immediate stop >/dev/null 2>&1
    wait 2>/dev/null
    rm -rf "$STAGE_DIR"
    exit "$status"
}

stage_die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# PostgreSQL refuses to run as root: then the cluster belongs to user postgres, or to nobody.
stage_as_pg() {
    if [ -n "$STAGE_PG_USER" ]; then
        (cd / && runuser -u "$STAGE_PG_USER" -- "$@")
    else
        "$@"
    fi
}

stage_pg_ctl() {
    stage_as_pg "$STAGE_PG_BIN/pg_ctl" -D "$STAGE_DIR/pg/data" -l "$STAGE_DIR/pg/log" -w "$@"
}

stage_free_port() {
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 12000)) # below those that connections going out are given
        (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
            echo "$port"
            return
        }
    done
    return 1
}

stage_postgres() {
    local dirs=(/usr/lib/postgresql/*/bin)
    STAGE_PG_BIN=${dirs[-1]}
    [ -x "$STAGE_PG_BIN/initdb" ] || stage_die "PostgreSQL is not installed: apt-get install postgresql"
    if [ "$(id -u)" = 0 ]; then
        STAGE_PG_USER=nobody
        id postgres >/dev/null 2>&1 && STAGE_PG_USER=postgres
    fi
    mkdir -p "$STAGE_DIR/pg"
    [ -z "$STAGE_PG_USER" ] || chown "$STAGE_PG_USER" "$STAGE_DIR/pg"
    stage_as_pg "$STAGE_PG_BIN/initdb" -D "$STAGE_DIR/pg/data" -U stage -A trust -E UTF8 --locale=C \
        >"$STAGE_DIR/initdb.log" 2>&1 || stage_die "initdb failed: $(tail -1 "$STAGE_DIR/initdb.log")"
    PGHOST=127.0.0.1 PGUSER=stage PGDATABASE=postgres
    for _ in 1 2 3; do # another may have taken the port meanwhile
        PGPORT=$(stage_free_port)
        export PGHOST PGPORT PGUSER PGDATABASE
        # Durability across power loss is not what a throw-away cluster is for; across kill -9 it still is.
        stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg \
            -c fsync=off -c max_connections=60 -c shared_buffers=64MB -c max_wal_size=1GB \
            -c log_min_messages=warning -c timezone=Asia/Jakarta" start >/dev/null 2>&1 && return
    done
    stage_die "PostgreSQL did not start: $(tail -2 "$STAGE_DIR/pg/log")"
}

stage_psql() {
    psql -X -q -v ON_ERROR_STOP=1 -d "$@"
}

stage_sample() {
    { createdb simpeg && createdb ${STAGE_TABLESPACE:+-D "$STAGE_TABLESPACE"} siasn_state; } || stage_die "cannot create the databases"
    "$STAGE_ROOT/tests/sample/load.sh" "dbname=simpeg" "$1" "${2:-1}" || stage_die "sample did not load"
    stage_psql siasn_state -c "CREATE ROLE siasn_sync LOGIN" -c "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
    STAGE_SAMPLE=1
    stage_files
}

# The sample's documents that lie below a folder: $STAGE_DIR/files, [documents] root.
stage_files() {
    local path content
    while IFS='|' read -r path content; do
        [ -d "$STAGE_DIR/files/${path%/*}" ] || mkdir -p "$STAGE_DIR/files/${path%/*}"
        base64 -d <<<"$content" >"$STAGE_DIR/files/$path"
    done < <(stage_psql simpeg -At -c "SELECT path, translate(encode(isi, 'base64'), E'\n', '') FROM contoh.berkas")
}

stage_certificates() {
    [ ! -f "$STAGE_DIR/ca.pem" ] || return 0
    local d=$STAGE_DIR
    {
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 \
            -subj "/CN=siasn-sync test CA" -keyout "$d/ca.key" -out "$d/ca.pem" &&
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
                -subj "/CN=127.0.0.1" -keyout "$d/server.key" -out "$d/server.csr" &&
            openssl x509 -req -in "$d/server.csr" -CA "$d/ca.pem" -CAkey "$d/ca.key" -CAcreateserial \
                -days 90 -extfile <(echo "subjectAltName=IP:127.0.0.1,IP:10.213.77.1") -out "$d/server.pem"
    } >"$d/openssl.log" 2>&1 || stage_die "certificates: $(tail -1 "$d/openssl.log")"
}

stage_sandbox() {
    local extra='' member
    stage_certificates
    for member in "$@"; do extra="$extra, $member"; done
    printf '{"cert_file":"%s/server.pem","key_file":"%s/server.key","consumer_key":"demo-key","consumer_secret":"demo-secret-7Kq","sso_client_id":"kebumenclient","sso_username":"operator","sso_password":"demo-password-9Zt","sso_token":"demo-static-token-3Xw","seed":7%s}\n' \
        "$STAGE_DIR" "$STAGE_DIR" "$extra" >"$STAGE_DIR/sandbox.json"
    local seed=()
    if [ -n "${STAGE_SAMPLE:-}" ]; then
        [ -f "$STAGE_DIR/seed.ndjson" ] ||
            stage_psql simpeg -v share="${STAGE_SHARE:-40}" -f "$STAGE_ROOT/tests/sample/seed.sql" \
                >"$STAGE_DIR/seed.ndjson" || stage_die "seed failed"
        seed=(--seed "$STAGE_DIR/seed.ndjson")
    fi
    rm -f "$STAGE_DIR/sandbox.ready"
    "$STAGE_BIN/siasn-sandbox" --config "$STAGE_DIR/sandbox.json" --listen "${STAGE_LISTEN:-127.0.0.1:0}" "${seed[@]}" \
        --ready-file "$STAGE_DIR/sandbox.ready" 2>"$STAGE_DIR/sandbox.log" &
    STAGE_SANDBOX_PID=$!
    stage_await 60 "the sandbox" test -s "$STAGE_DIR/sandbox.ready"
    STAGE_URL=$(cat "$STAGE_DIR/sandbox.ready")
}

# A request to the sandbox's control interface: stage_control dump, stage_control faults -d JSON ...
stage_control() {
    local what=$1
    shift
    curl -sS --fail --cacert "$STAGE_DIR/ca.pem" "$STAGE_URL/_sandbox/$what" "$@"
}

stage_credentials() {
    mkdir -p "$STAGE_DIR/credentials"
    (
        umask 077
        cd "$STAGE_DIR/credentials" || exit 1
        printf demo-key >consumer_key
        printf demo-secret-7Kq >consumer_secret
        printf demo-static-token-3Xw >sso_token
        printf demo-password-9Zt >sso_password
    )
}

stage_config() {
    local line section key
    stage_credentials
    cat >"$STAGE_DIR/siasnd.conf" <<CONF
[source]
dsn = host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg
schema = siasn_src

[state]
dsn = host=127.0.0.1 port=$PGPORT user=siasn_sync dbname=siasn_state
schema = siasn

[siasn]
api_base = ${STAGE_URL:-https://127.0.0.1:1}/apisiasn/1.0
referensi_base = ${STAGE_URL:-https://127.0.0.1:1}/referensi_siasn/1
token_url = ${STAGE_URL:-https://127.0.0.1:1}/oauth2/token
sso_url = ${STAGE_URL:-https://127.0.0.1:1}/auth/realms/public-siasn/protocol/openid-connect/token
ca_file = $STAGE_DIR/ca.pem
sso_mode = static

[credentials]
dir = $STAGE_DIR/credentials

[push]
max_rate = 0
max_inflight = 16
doubt_window = 5s

[collect]
mode = changelog
interval = 5s

[sinau]
interval = 1s

[guard]
first_load = send

[delete]

[reconcile]
days = 0

[reference]
refresh = 0s

[records]
allow = pppk_jabatan
dir = $STAGE_DIR/records.d

[documents]
root = $STAGE_DIR/files

[retention]

[indicator]

[metrics]

[mail]
CONF
    for line in "$@"; do
        section=${line%%.*} key=${line#*.}
        sed -i "/^\[$section\]/,/^\[/{/^${key%%=*} *=/d}" "$STAGE_DIR/siasnd.conf"
        sed -i "s|^\[$section\]|&\n${key%%=*} = ${key#*=}|" "$STAGE_DIR/siasnd.conf"
    done
}

# The kinds that are switched on, one a line: kind, and the name by which the comparison knows it
# (- where there is nothing to compare).
stage_kinds() {
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" endpoints --json | jq -r '
        {"data_utama": "pns", "cpns": "cpns", "kinerja_periodik": "rw-kinerjaperiodik", "nilai_ip_asn": "-",
         "pasangan": "data-pasangan", "anak": "data-anak"} as $names
        | .kinds[] | select(.enabled) | "\(.kind) \($names[.kind] // ("rw-" + .kind))"'
}

stage_await() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || {
            [ ! -f "$STAGE_DIR/daemon.log" ] || tail -5 "$STAGE_DIR/daemon.log" >&2
            stage_die "waited in vain for $what"
        }
        sleep 0.1
    done
}

# What the daemon says of each row it has not delivered, next to what the sandbox holds.
stage_compare() {
    stage_control dump >"$STAGE_DIR/dump.ndjson" || return 1
    stage_psql simpeg -c "SET client_min_messages = warning" -c "DROP TABLE IF EXISTS contoh.not_delivered" \
        -c "CREATE TABLE contoh.not_delivered (view_name text, src_id text, state text, codes text[])" || return 1
    stage_psql siasn_state -At -f "$STAGE_ROOT/tests/not_delivered.sql" |
        stage_psql simpeg -c "\copy contoh.not_delivered from pstdin" || return 1
    stage_psql simpeg -At -v dump="$STAGE_DIR/dump.ndjson" -f "$STAGE_ROOT/tests/sample/compare.sql" \
        >"$STAGE_DIR/compare"
}

# check NAME CMD...: one counted check; what CMD prints is shown when it fails.
check() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        STAGE_PASSED=$((STAGE_PASSED + 1))
    else
        STAGE_FAILED=$((STAGE_FAILED + 1))
        printf 'FAILED %s\n' "$name"
        [ -z "$out" ] || printf '%s\n' "$out" | sed 's/^/    /'
    fi
}

stage_verdict() {
    printf '%s passed, %s failed\n' "$STAGE_PASSED" "$STAGE_FAILED"
    [ "$STAGE_FAILED" = 0 ]
}
