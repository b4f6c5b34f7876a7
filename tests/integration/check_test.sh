#!/usr/bin/env bash
# siasnctl check: each line's other form, once. What ctl_test.sh shows of databases, contract and
# service is not repeated here.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

# looks [COMMAND...]: siasnctl check, before it a command that runs it
looks() {
    "$@" "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" check --json >"$STAGE_DIR/out" 2>"$STAGE_DIR/err" </dev/null
}
# finding CHECK LEVEL PATTERN
finding() {
    jq -r '.checks[] | "\(.check)|\(.level)|\(.text)"' "$STAGE_DIR/out" | grep -E "^$1\|$2\|.*$3" || {
        jq -r '.checks[] | "\(.check)|\(.level)|\(.text)"' "$STAGE_DIR/out" | grep -E "^$1\||\|FAILED\|"
        cat "$STAGE_DIR/err"
        return 1
    }
}
# sees NAME CODE CHECK LEVEL PATTERN [COMMAND...]: one look, its exit code, one finding in it
sees() {
    local name=$1 code=$2 what=$3 level=$4 pattern=$5
    shift 5
    looks "$@"
    check "$name: exit code" is "$?" "$code"
    check "$name" finding "$what" "$level" "$pattern"
}

configuration() {
    stage_config indicator.tree="$STAGE_DIR/none.json"
    sees "tree that is not there" 1 "performance tree" FAILED none.json
    stage_config indicator.rules=penempatan_a9
    sees "unknown rule" 1 "indicator rules" FAILED penempatan_a9
    stage_config
}

documents() {
    stage_config documents.root="$STAGE_DIR/nowhere"
    sees "documents: no folder" 1 documents FAILED 'nowhere is no folder'
    mkdir -m 700 "$STAGE_DIR/closed"
    stage_config documents.root="$STAGE_DIR/closed"
    [ "$(id -u)" != 0 ] || sees "documents: a folder of root alone" 1 documents FAILED 'cannot be read by the daemon'
    stage_config documents.trust_store="$STAGE_DIR/none.pem"
    sees "trust store: not there" 1 "trust store" FAILED none.pem
    stage_config documents.trust_store="$STAGE_DIR/ca.pem"
    sees "trust store: good" 0 "trust store" ok '1 certificate'
    faketime '200 days ago' openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj "/CN=ended" -keyout "$STAGE_DIR/ended.key" -out "$STAGE_DIR/ended.pem" 2>/dev/null
    cat "$STAGE_DIR/ca.pem" >>"$STAGE_DIR/ended.pem"
    stage_config documents.trust_store="$STAGE_DIR/ended.pem"
    sees "trust store: a certificate has ended" 0 "trust store" warning '1 of 2'
    stage_config documents.signature=jabatan:perlu
    sees "documents: a policy that is none" 1 documents FAILED 'jabatan:perlu'
    stage_config
}

trainings() {
    local folder=$STAGE_DIR/sinau
    stage_config sinau.folder="$folder"
    sees "trainings: no folder" 1 "training folder" FAILED 'is no folder'
    mkdir -m 755 "$folder" "$folder/archive"
    sees "trainings: a folder to read" 0 "training folder" ok "$folder"
    stage_config sinau.folder="$folder" sinau.archive="$folder/archive"
    [ "$(id -u)" != 0 ] || sees "trainings: an archive that may not be written" 1 "training archive" FAILED 'cannot be written'
    chmod 777 "$folder" "$folder/archive"
    sees "trainings: an archive" 0 "training archive" ok archive
    mkdir -m 777 "/dev/shm/${STAGE_DIR##*/}"
    stage_config sinau.folder="$folder" sinau.archive="/dev/shm/${STAGE_DIR##*/}"
    sees "trainings: an archive elsewhere" 1 "training archive" FAILED 'another file system'
    rmdir "/dev/shm/${STAGE_DIR##*/}"
    stage_config sinau.folder="$folder" records.disable=kursus
    sees "trainings: their kind is off" 0 training warning 'kursus is switched off'
    stage_config sinau.dsn="host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg"
    sees "trainings: no view" 1 "training view" FAILED 'v_sinau does not exist'
    simpeg "CREATE VIEW siasn_src.v_sinau AS SELECT 1 AS nip" "GRANT SELECT ON siasn_src.v_sinau TO siasn_reader"
    sees "trainings: a view without its columns" 1 "training view" FAILED 'columns are missing'
    simpeg "DROP VIEW siasn_src.v_sinau"
    stage_config
}

credentials() {
    touch -d '400 days ago' "$STAGE_DIR/credentials/consumer_secret"
    sees "an old credential" 0 "credential consumer_secret" warning '400 days ago'
    stage_credentials
    token_that_ends '20 days ago'
    sees "an SSO token that has ended" 1 "SSO token" FAILED 'has ended 20 day'
    token_that_ends '5 days'
    looks
    check "an SSO token that ends soon" finding "SSO token" warning 'ends in [45] day'
    token_that_ends '100 days'
    looks
    check "an SSO token that is good" finding "SSO token" ok 'ends in (99|100) day'
    stage_credentials
}
token_that_ends() {
    local claims
    claims=$(printf '{"exp":%s}' "$(date -d "$1" +%s)" | base64 -w0 | tr '+/' '-_' | tr -d =)
    printf 'e30.%s.c2ln' "$claims" >"$STAGE_DIR/credentials/sso_token"
}

clocks() {
    sees "clock: a minute ahead" 0 clock warning '(59|6[0-9]) s ahead of https' faketime -f +60s
    check "clock: of the databases too" finding clock warning 's ahead of state database'
    sees "clock: an hour ahead" 1 clock FAILED 's ahead of source database' faketime -f +1h
}

tls() {
    looks
    check "certificate" finding TLS ok 'certificate good for 8[0-9] days'
    # Somebody else's authority.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=another CA" \
        -keyout "$STAGE_DIR/other.key" -out "$STAGE_DIR/other.pem" 2>/dev/null
    stage_config siasn.ca_file="$STAGE_DIR/other.pem"
    sees "certificate of another authority" 1 TLS FAILED '[Cc]ertificate.*ca_file'
    stage_config "siasn.pins=127.0.0.1=sha256//$(head -c 32 /dev/zero | base64)"
    sees "a host with another key than pinned" 1 TLS FAILED 'public key is not one of .siasn. pins'
    stage_config siasn.token_url=https://127.0.0.1:1/oauth2/token
    sees "a host that does not answer" 1 TLS FAILED '127.0.0.1:1: .*firewall'
    check "a host that does not answer: the other does" finding TLS ok "$STAGE_URL"
    stage_config
    looks faketime -f +83d
    check "a certificate that ends soon" finding TLS warning 'ends in [0-9] day'
    sees "a certificate that has ended" 1 TLS FAILED 'expired' faketime -f +100d
}

state_database() {
    sees "code lists: never fetched" 0 "code lists" warning 'reference pull'
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" reference pull >/dev/null
    looks
    check "code lists: fetched" finding "code lists" ok 'the oldest 0 day'
    state "UPDATE siasn.reference_list SET pulled_at = now() - interval '40 days' WHERE list = 'pendidikan'"
    sees "code lists: old" 0 "code lists" warning '40 days old'
    state "UPDATE siasn.reference_list SET pulled_at = now(), problem = 'has shrunk' WHERE list = 'pendidikan'"
    sees "code lists: one that was refused" 0 "code lists" warning 'pendidikan: has shrunk'
    state "INSERT INTO siasn.migration (name, checksum) VALUES ('9999_later', 'x')"
    sees "schema of a newer version" 1 "state schema" FAILED 'upgrade siasn-sync'
    state "DELETE FROM siasn.migration WHERE name = '9999_later'"
    state "CREATE ROLE pembaca LOGIN" "GRANT USAGE ON SCHEMA siasn TO pembaca" "GRANT SELECT ON siasn.migration, siasn.reference_list TO pembaca"
    stage_config state.dsn="host=127.0.0.1 port=$PGPORT user=pembaca dbname=siasn_state"
    sees "state role without rights" 1 "state rights" FAILED 'may not create tables'
    state "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA siasn TO pembaca"
    looks
    check "tables in another's hands" finding "state rights" ok "another role's"
    stage_config state.dsn="host=127.0.0.1 port=$PGPORT user=stage dbname=siasn_state"
    sees "state role above all rights" 0 "state database" warning 'is a superuser'
    stage_config
    looks
    check "disk" finding disk ok 'state database: [0-9]+ MiB are left'
}

# Needs root, for a disk that is small.
small_disk() {
    mkdir "$STAGE_DIR/small"
    mount -t tmpfs -o size=16m,mode=755 tmpfs "$STAGE_DIR/small" || return 1
    stage_config sinau.folder="$STAGE_DIR/small"
    sees "disk without room" 1 disk FAILED 'training folder: 16 MiB are left'
    umount "$STAGE_DIR/small"
    stage_config
}

stage_begin
stage_postgres
stage_sample 20
stage_sandbox
stage_config
"$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null
configuration
documents
trainings
credentials
clocks
tls
state_database
[ "$(id -u)" != 0 ] || check "a small disk" small_disk
stage_verdict
