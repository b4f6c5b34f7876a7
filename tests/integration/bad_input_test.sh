#!/usr/bin/env bash
# Bad input: each gives one clear line that says what to do, the documented exit code, no secret in
# the line, and leaves no trace in the state database.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

CONF=
SECRETS='demo-secret-7Kq|demo-password-9Zt|demo-static-token-3Xw|salah-Xy1|rahasia-Qw9'

# refused NAME EXIT PATTERN: what the daemon says to the configuration as it is now.
refused() {
    local name=$1 code=$2 pattern=$3 got
    siasnd --once >"$STAGE_DIR/out" 2>&1
    got=$?
    check "$name: exit code" is "$got" "$code"
    check "$name: one line" is "$(wc -l <"$STAGE_DIR/out")" 1
    check "$name: says what is wrong" grep -E -- "$pattern" "$STAGE_DIR/out"
    if grep -qE -- "$pattern" "$STAGE_DIR/out"; then :; else sed 's/^/    said: /' "$STAGE_DIR/out"; fi
    check "$name: tells no secret" is "$(grep -cE "$SECRETS" "$STAGE_DIR/out")" 0
    check "$name: changed nothing" is "$(state "SELECT count(*) FROM pg_namespace WHERE nspname = 'siasn'")" 0
    cp "$CONF.good" "$CONF"
}

# set_key SECTION KEY VALUE, drop_key SECTION KEY: in the configuration, which `refused` restores.
drop_key() { sed -i "/^\[$1\]/,/^\[/{/^$2 *=/d}" "$CONF"; }
set_key() {
    drop_key "$1" "$2"
    sed -i "s|^\[$1\]|&\n$2 = $3|" "$CONF"
}

bad_configuration() {
    set_key push max_rat 5
    refused "unknown key" 2 'max_rat.*max_rate'
    printf '[pusj]\nmax_rate = 5\n' >>"$CONF"
    refused "unknown section" 2 'pusj.*push'
    set_key collect interval 30
    refused "time without unit" 2 'interval.*(unit|30s)'
    set_key siasn api_base "http://127.0.0.1/apisiasn/1.0"
    refused "http instead of https" 2 'api_base.*https'
    set_key push max_inflight banyak
    refused "text for a number" 2 'max_inflight'
    drop_key siasn token_url
    refused "missing key" 2 'token_url'
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg password=rahasia-Qw9"
    refused "password in dsn" 2 'password.*source_password'
    set_key source dsn "postgresql://siasn_reader:rahasia-Qw9@127.0.0.1:$PGPORT/simpeg"
    refused "password in URI" 2 'password.*source_password'
    set_key siasn sso_mode password
    refused "password mode without client id" 2 'sso_client_id|sso_username'
    rm "$CONF"
    refused "missing file" 2 'siasnd.conf.*(No such file|cannot)'
    set_key records disable jabatann
    refused "unknown record kind" 1 'jabatann'
}

bad_databases() {
    set_key source dsn "host=127.0.0.1 port=$(stage_free_port) user=siasn_reader dbname=simpeg"
    refused "unreachable source" 1 'source database.*\[source\] dsn'
    set_key state dsn "host=127.0.0.1 port=$(stage_free_port) user=siasn_sync dbname=siasn_state"
    refused "unreachable state" 1 'state database.*\[state\] dsn'
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=tidak_ada"
    refused "no such database" 1 'tidak_ada'
    # a role whose password is asked for
    simpeg "CREATE ROLE terkunci LOGIN PASSWORD 'benar-Zz2' IN ROLE siasn_reader"
    stage_as_pg sed -i '1i host all terkunci 127.0.0.1/32 scram-sha-256' "$STAGE_DIR/pg/data/pg_hba.conf"
    simpeg "SELECT pg_reload_conf()" >/dev/null
    stage_await 10 "pg_hba.conf to be read" asks_for_password
    (umask 077 && printf 'salah-Xy1' >"$STAGE_DIR/credentials/source_password")
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=terkunci dbname=simpeg"
    refused "wrong password" 1 'password authentication failed.*credential file'
    rm "$STAGE_DIR/credentials/source_password"
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=terkunci dbname=simpeg"
    refused "no password" 1 'password.*credential file'
    set_key state schema siasn_lain
    state "REVOKE CREATE ON DATABASE siasn_state FROM siasn_sync"
    refused "state role may not create its schema" 1 'siasn_lain.*(grant|create)'
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync"
}
asks_for_password() { ! psql -w -U terkunci -d simpeg -c '' 2>/dev/null; }

# hide VIEW, show VIEW; replace VIEW SELECT-LIST: the view with other columns.
hide() { simpeg "ALTER VIEW siasn_src.$1 RENAME TO asli"; }
show() { simpeg "DROP VIEW IF EXISTS siasn_src.$1" "ALTER VIEW siasn_src.asli RENAME TO $1"; }
replace() {
    hide "$1"
    simpeg "CREATE VIEW siasn_src.$1 AS SELECT $2 FROM siasn_src.asli" "GRANT SELECT ON siasn_src.$1 TO siasn_reader"
}

bad_contract() {
    hide v_unor
    refused "missing view" 1 'v_unor is missing'
    show v_unor
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN tgl_lahir TO lahir"
    refused "missing column" 1 'v_pegawai.*tgl_lahir.*missing'
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN lahir TO tgl_lahir"
    replace v_unor "src_id, parent_src_id, kode, nama, eselon_id, nama_jabatan, unor_id, aktif::text AS aktif"
    refused "column of another type" 1 'v_unor.*aktif.*text.*bool'
    show v_unor
    replace v_contract "2 AS version, site, instansi_id, instansi_induk_id, satuan_kerja_id, tz"
    refused "contract of another version" 1 'v_contract.*version.*1'
    show v_contract
    replace v_contract "* FROM siasn_src.asli WHERE false UNION ALL SELECT *"
    simpeg "CREATE OR REPLACE VIEW siasn_src.v_contract AS SELECT * FROM siasn_src.asli WHERE false"
    refused "contract without its row" 1 'v_contract.*one row'
    show v_contract
    simpeg "REVOKE SELECT ON siasn_src.v_contract FROM siasn_reader"
    refused "view that may not be read" 1 'permission denied.*v_contract'
    simpeg "GRANT SELECT ON siasn_src.v_contract TO siasn_reader"
    simpeg "ALTER TABLE siasn_src.change_log RENAME TO catatan"
    refused "changelog mode without change log" 1 'change_log.*changelog.sql'
    simpeg "ALTER TABLE siasn_src.catatan RENAME TO change_log"
}

bad_secrets() {
    local dir=$STAGE_DIR/credentials name
    for name in consumer_key consumer_secret sso_token; do
        mv "$dir/$name" "$dir/aside"
        refused "missing secret $name" 1 "credential .*$name.*0600"
        mv "$dir/aside" "$dir/$name"
    done
    chmod 644 "$dir/consumer_secret"
    refused "secret that others can read" 1 'consumer_secret.*0644.*chmod 0600'
    chmod 600 "$dir/consumer_secret"
    cp "$dir/sso_token" "$dir/aside"
    : >"$dir/sso_token"
    refused "empty secret" 1 'sso_token.*empty'
    mv "$dir/aside" "$dir/sso_token"
    set_key siasn ca_file "$STAGE_DIR/tidak-ada.pem"
    refused "missing CA file" 1 'tidak-ada.pem'
}

bad_descriptors() {
    local dir=$STAGE_DIR/records.d shipped=$STAGE_ROOT/schema/records/kursus.json
    mkdir "$dir"
    head -c 300 "$shipped" >"$dir/kursus.json"
    refused "descriptor that is no JSON" 1 'records.d/kursus.json:[0-9]+'
    sed '0,/"mode"/s/"mode"/"modus"/' "$shipped" >"$dir/kursus.json"
    refused "descriptor with an unknown key" 1 'records.d/kursus.json.*modus.*mode'
    sed 's/"column": "penyelenggara"/"column": "penyelengara"/' "$shipped" >"$dir/kursus.json"
    refused "descriptor with an unknown column" 1 'records.d/kursus.json.*penyelengara.*penyelenggara'
    sed 's/"view": "v_rw_kursus"/"view": "v_rw_kursusan"/' "$shipped" >"$dir/kursus.json"
    refused "descriptor with an unknown view" 1 'records.d/kursus.json.*v_rw_kursusan'
    rm -r "$dir"
}

# The service itself: these come after the state exists.
wrong_ca() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=another CA" \
        -keyout "$STAGE_DIR/other.key" -out "$STAGE_DIR/other.pem" 2>/dev/null
    set_key siasn ca_file "$STAGE_DIR/other.pem"
    timeout 60 "$STAGE_BIN/siasnd" --config "$CONF" --once 2>"$STAGE_DIR/out"
    check "wrong CA: exit code" is $? 1
    check "wrong CA: says so" grep -iE 'certificate' "$STAGE_DIR/out"
    check "wrong CA: nothing reached the service" is "$(stat_of requests)" 0
    check "wrong CA: nothing is lost" is "$(state "SELECT count(*) FROM siasn.outbox WHERE state NOT IN ('ready', 'rejected')")" 0
    cp "$CONF.good" "$CONF"
}

wrong_consumer_secret() {
    printf 'salah-Xy1' >"$STAGE_DIR/credentials/consumer_secret"
    daemon_once
    check "wrong consumer secret: exit code" is $? 3
    check "wrong consumer secret: says so" grep -E 'refused.*(consumer|gateway|APIM)' "$STAGE_DIR/once.log"
    check "wrong consumer secret: at most two token requests" test "$(stat_of apim_token_requests)" -le 2
    check "wrong consumer secret: nothing sent" is "$(stat_of requests)" "$(stat_of apim_token_requests)"
    check "wrong consumer secret: not told" is "$(grep -cE "$SECRETS" "$STAGE_DIR/once.log")" 0
    check "wrong consumer secret: kept for status" is "$(state "SELECT state FROM siasn.target WHERE name = 'siasn'")" refused
    stage_credentials
}

wrong_sso_token() {
    local before
    before=$(stat_of saves)
    printf 'salah-Xy1' >"$STAGE_DIR/credentials/sso_token"
    daemon_once
    check "rejected SSO token: exit code" is $? 3
    check "rejected SSO token: says so" grep -E 'refused.*sso' "$STAGE_DIR/once.log"
    check "rejected SSO token: few requests" test "$(stat_of auth_refused)" -le 6
    check "rejected SSO token: nothing written" is "$(stat_of saves)" "$before"
    check "rejected SSO token: not told" is "$(grep -cE "$SECRETS" "$STAGE_DIR/once.log")" 0
    stage_credentials
    daemon_once
    check "after the credentials were corrected: exit code" is $? 0
    check_compare "after the credentials were corrected"
}

newer_state() {
    state "INSERT INTO siasn.migration VALUES ('9999_masa_depan', repeat('0', 64))"
    daemon_once
    check "state of a newer program: exit code" is $? 1
    check "state of a newer program: one line" is "$(wc -l <"$STAGE_DIR/once.log")" 1
    check "state of a newer program: says so" grep -E '9999_masa_depan.*newer.*upgrade' "$STAGE_DIR/once.log"
    check "state of a newer program: no daemon signed in" is \
        "$(state "SELECT count(*) FROM siasn.daemon WHERE seen_at > (SELECT applied_at FROM siasn.migration WHERE name LIKE '9999%')")" 0
}

stage_begin
stage_postgres
stage_sample 30
stage_sandbox
stage_config
CONF=$STAGE_DIR/siasnd.conf
cp "$CONF" "$CONF.good"
bad_configuration
bad_databases
bad_contract
bad_secrets
bad_descriptors
wrong_ca
wrong_consumer_secret
wrong_sso_token
newer_state
stage_verdict
