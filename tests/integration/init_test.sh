#!/usr/bin/env bash
# siasnctl init: a new installation, asked for and by keys, in an empty folder; with slips; again; and
# nothing leaves before a person has released the plan.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

CONF=
# site NAME: a fresh empty folder, its configuration's path in CONF
site() {
    mkdir "$STAGE_DIR/$1"
    CONF=$STAGE_DIR/$1/siasnd.conf
}
# init [ARGS...]: siasnctl init; its standard input is the caller's
init() { "$STAGE_BIN/siasnctl" --config "$CONF" init "$@" >"$STAGE_DIR/out" 2>"$STAGE_DIR/err"; }
ctl() { "$STAGE_BIN/siasnctl" --config "$CONF" "$@"; }
said_out() { grep -E -- "$1" "$STAGE_DIR/out" || { cat "$STAGE_DIR/out" "$STAGE_DIR/err" && return 1; }; }
said_err() { grep -E -- "$1" "$STAGE_DIR/err" || { cat "$STAGE_DIR/out" "$STAGE_DIR/err" && return 1; }; }
# keys DATABASE [ROLE]: what a site gives
keys() {
    KEYS=("source.dsn=host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg"
        "state.dsn=host=127.0.0.1 port=$PGPORT user=${2:-$1} dbname=$1"
        "siasn.api_base=$STAGE_URL/apisiasn/1.0" "siasn.token_url=$STAGE_URL/oauth2/token"
        "siasn.ca_file=$STAGE_DIR/ca.pem" "documents.root=$STAGE_DIR/files" "reconcile.days=0"
        "records.allow=pppk_jabatan" "records.dir=$STAGE_DIR/records.d" "push.max_rate=0")
}
ADMIN="host=127.0.0.1 user=stage dbname=postgres"
saves() { stat_of saves; }

slips() {
    site slips
    keys slips
    init "${KEYS[@]}" state.dns=x </dev/null
    check "a slip in a key: exit code" is $? 2
    check "a slip in a key: what was meant" said_err 'no key "state.dns", did you mean "dsn"'
    init "${KEYS[@]}" "collect.interval=30" </dev/null
    check "a value without its unit" said_err 'collect.interval: .*unit'
    init "${KEYS[@]}" collect.mode </dev/null
    check "no value" said_err 'no section.key=value'
    init "${KEYS[@]}" push.max_rate=2 </dev/null
    check "twice" said_err 'push.max_rate was given twice'
    init "${KEYS[@]:1}" </dev/null
    check "a key that must be there" said_err 'source.dsn is missing: give it, for example source.dsn='
    init "${KEYS[@]}" "siasn.sso_mode=password" </dev/null
    check "keys that go together" said_err 'needs sso_url, sso_client_id'
    init "${KEYS[@]:2}" "${KEYS[0]} password=rahasia" "${KEYS[1]}" </dev/null
    check "a password among the keys" said_err 'must not hold a password'
    init </dev/null
    check "nobody answers" said_err 'answers have ended'
    check "slips: nothing was written" is "$(ls -A "$STAGE_DIR/slips")" ""
}

by_keys() {
    site keys
    keys siasn_satu
    init "${KEYS[@]}" </dev/null
    check "no state database: exit code" is $? 1
    check "no state database: what to have run" said_out '^CREATE DATABASE siasn_satu OWNER siasn_satu'
    check "no state database: how to go on" said_err 'give --admin DSN, then run init again.*cannot connect'
    check "no state database: configuration is kept" test -s "$CONF"
    check "credentials: a folder of root alone" is "$(stat -c %a "$STAGE_DIR/keys/credentials")" 700
    init "${KEYS[@]}" </dev/null
    check "configuration there already" said_err 'exists already: edit it'
    init --admin "$ADMIN port=$PGPORT" </dev/null
    check "without credentials: exit code" is $? 1
    check "without credentials: the state is ready" said_out 'schema siasn, [0-9]+ migration'
    check "without credentials: named" said_out 'FAILED +credential consumer_key'
    check "readers may read" is "$(psql -X -At -U siasn_auditor -d siasn_satu -c 'SELECT count(*) FROM siasn.outbox')" 0
    check "readers may not write" is "$(psql -X -At -U siasn_auditor -d siasn_satu -c 'DELETE FROM siasn.outbox' 2>&1 | grep -cE 'read-only|permission')" 1
    cp -a "$STAGE_DIR/credentials/." "$STAGE_DIR/keys/credentials/"
    init </dev/null
    check "again: exit code" is $? 0
    check "again: kept" said_out 'is kept as it is'
    check "again: what the owner of SIMPEG has to run" said_out '^GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader;'
    check "again: plan" said_out '^data_utama '
    check "again: what is next" said_out 'siasnctl plan release --by'
    check "the configuration is whole" "$STAGE_BIN/siasnd" --config "$CONF" --print-config
}

# What stands in front of SIMPEG's owner works: on a role that has nothing yet.
source_sql() {
    site source
    keys siasn_satu
    KEYS[0]="source.dsn=host=127.0.0.1 port=$PGPORT user=pembaca_baru dbname=simpeg"
    cp -a "$STAGE_DIR/credentials" "$STAGE_DIR/source/credentials"
    init "${KEYS[@]}" </dev/null
    check "SIMPEG: not yet" said_out 'FAILED +source database'
    sed -n '/^-- To be run in database simpeg/,/^-- The password/p' "$STAGE_DIR/out" >"$STAGE_DIR/source.sql"
    check "SIMPEG: the SQL runs" stage_psql simpeg -f "$STAGE_DIR/source.sql"
    init </dev/null
    check "SIMPEG: then all is well" is $? 0
}

held_until_released() {
    local before
    CONF=$STAGE_DIR/keys/siasnd.conf
    before=$(saves)
    "$STAGE_BIN/siasnd" --config "$CONF" --once 2>"$STAGE_DIR/once.log"
    check "held: exit code" is $? 0
    check "held: nothing was sent" is "$(saves)" "$before"
    check "held: the log says how" grep -q 'siasnctl plan release' "$STAGE_DIR/once.log"
    check "held: check says so" grep -q 'nothing is sent of' <(ctl check)
    check "release needs a name" is "$(ctl plan release 2>&1 | grep -c -- --by)" 2
    check "release" ctl plan release --by "Operator Satu"
    check "release: once" is "$(ctl plan release --by "Operator Dua" 2>&1 | grep -c 'released before')" 1
    check "release: in the log, with the name" is "$(psql -X -At -d siasn_satu -c "SELECT count(DISTINCT detail::jsonb->>'by') FROM siasn.event_log WHERE what = 'guard_release'")" 1
    "$STAGE_BIN/siasnd" --config "$CONF" --once 2>"$STAGE_DIR/once.log"
    check "released: exit code" is $? 0
    check "released: it is sent" test "$(saves)" -gt "$before"
    check "released: check says so" grep -q 'the plan has been released' <(ctl check)
}

# A person on a terminal, who makes a slip and is asked again; the password is not shown.
asked() {
    site asked
    cat >"$STAGE_DIR/answers" <<ANSWERS
host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg
host=127.0.0.1 port=$PGPORT user=siasn_dua dbname=siasn_dua
http://127.0.0.1/apisiasn/1.0
$STAGE_URL/apisiasn/1.0
$STAGE_URL/referensi_siasn/1
$STAGE_URL/oauth2/token
statis
static
demo-key
demo-secret-7Kq
demo-static-token-3Xw

kata-sandi-Zq8
ANSWERS
    : >"$STAGE_DIR/typescript"
    typed "$STAGE_DIR/answers" | script -qec "'$STAGE_BIN/siasnctl' --config '$CONF' init --admin '$ADMIN port=$PGPORT'" "$STAGE_DIR/typescript" >"$STAGE_DIR/out" 2>&1
    check "asked: a slip is told" said_out 'https://'
    check "asked: another" said_out 'statis.*(static, password|password, static|static or password)'
    check "asked: the configuration" grep -q "^api_base = $STAGE_URL/apisiasn/1.0" "$CONF"
    check "asked: default kept" grep -q '^sso_mode = static' "$CONF"
    check "asked: secrets are files" is "$(cat "$STAGE_DIR/asked/credentials/consumer_secret")" demo-secret-7Kq
    check "asked: of mode 0600" is "$(stat -c %a "$STAGE_DIR/asked/credentials/"* | sort -u)" 600
    check "asked: no answer, no file" test ! -e "$STAGE_DIR/asked/credentials/source_password"
    check "asked: no secret on the terminal" is "$(grep -cE 'demo-secret|demo-static|kata-sandi' "$STAGE_DIR/out")" 0
    check "asked: the role is made" said_out 'role siasn_dua is made'
    check "asked: no complaint left over" is "$(grep -c '^siasnctl: ' "$STAGE_DIR/out")" 0
    check "asked: to the end" said_out '^FAILED +TLS'
    wrong_password
}
# typed FILE: its lines, each when something was asked: what is typed before the echo is off would be shown
typed() {
    local line asked=0 size
    while IFS= read -r line; do
        for _ in $(seq 100); do
            size=$(stat -c %s "$STAGE_DIR/typescript" 2>/dev/null || echo 0)
            [ "$size" -le "$asked" ] || break
            sleep 0.05
        done
        sleep 0.3
        asked=$(stat -c %s "$STAGE_DIR/typescript" 2>/dev/null || echo 0)
        printf '%s\n' "$line"
    done <"$1"
    sleep 3
}

wrong_password() {
    stage_as_pg sed -i '1i host all siasn_dua 127.0.0.1/32 scram-sha-256' "$STAGE_DIR/pg/data/pg_hba.conf"
    psql -X -q -c "SELECT pg_reload_conf()" >/dev/null
    stage_await 10 "pg_hba.conf to be read" asks_for_password
    init --admin "$ADMIN port=$PGPORT" </dev/null
    check "the password that was set is the one in the file" said_out 'schema siasn, 0 migration'
    (umask 077 && printf salah-Xy1 >"$STAGE_DIR/asked/credentials/state_password")
    init --admin "$ADMIN port=$PGPORT" </dev/null
    check "a wrong password: exit code" is $? 1
    check "a wrong password: said" said_err 'password authentication failed.*credential file'
    check "a wrong password: not repeated" is "$(grep -c salah-Xy1 "$STAGE_DIR/err" "$STAGE_DIR/out" | paste -sd' ')" "$STAGE_DIR/err:0 $STAGE_DIR/out:0"
    init --admin "host=127.0.0.1 port=$PGPORT user=nobody_there dbname=postgres" </dev/null
    check "an administrator who is none" said_err 'as administrator'
}
asks_for_password() { ! psql -X -w -U siasn_dua -d siasn_dua -c '' 2>/dev/null; }

stage_begin
stage_postgres
stage_sample 20
stage_sandbox
stage_credentials
slips
by_keys
source_sql
held_until_released
asked
stage_verdict
