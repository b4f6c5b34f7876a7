#!/usr/bin/env bash
# siasnctl: every verb in every format, before and after the daemon has worked, and what it says when
# something is wrong. It must change nothing but by `migrate`, and tell no secret.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

CONF=
SECRETS='demo-secret-7Kq|demo-password-9Zt|demo-static-token-3Xw|salah-Xy1'

# ctl ARGS...: output in $STAGE_DIR/out, complaints in $STAGE_DIR/err, both kept for the search for secrets.
ctl() {
    local status
    "$STAGE_BIN/siasnctl" --config "$CONF" "$@" >"$STAGE_DIR/out" 2>"$STAGE_DIR/err" </dev/null
    status=$?
    cat "$STAGE_DIR/out" "$STAGE_DIR/err" >>"$STAGE_DIR/all"
    return "$status"
}
# ends CODE ARGS...: for check
ends() {
    local code=$1
    shift
    ctl "$@"
    is "$?" "$code" || {
        cat "$STAGE_DIR/out" "$STAGE_DIR/err"
        return 1
    }
}
out() { grep -E -- "$1" "$STAGE_DIR/out" || { cat "$STAGE_DIR/out" && return 1; }; }
err() { grep -E -- "$1" "$STAGE_DIR/err" || { cat "$STAGE_DIR/err" && return 1; }; }
# json FILTER: of the last output, which must be JSON
json() { jq -r "$1" "$STAGE_DIR/out"; }
# finding CHECK LEVEL PATTERN: the last `check --json` says so
finding() {
    jq -r '.checks[] | "\(.check)|\(.level)|\(.text)"' "$STAGE_DIR/out" | grep -E "^$1\|$2\|.*$3" || {
        jq -r '.checks[] | "\(.check)|\(.level)|\(.text)"' "$STAGE_DIR/out"
        return 1
    }
}
# csv: the last output is CSV: a heading and rows with as many fields each, quoted ones with anything in them
csv() {
    awk 'BEGIN { RS = "\001" }
        {
            n = length($0)
            for (i = 1; i <= n; i++) {
                c = substr($0, i, 1)
                if (c == "\"") quoted = !quoted
                else if (c == "," && !quoted) fields++
                else if (c == "\n" && !quoted) {
                    if (rows++ && fields != width) bad++
                    width = fields
                    fields = 0
                }
            }
        }
        END { exit quoted || bad || rows < 2 || width < 2 }' "$STAGE_DIR/out"
}

set_key() {
    sed -i "/^\[$1\]/,/^\[/{/^$2 *=/d}" "$CONF"
    sed -i "s|^\[$1\]|&\n$2 = $3|" "$CONF"
}
restore() { cp "$CONF.good" "$CONF"; }

command_line() {
    check "no verb" ends 2
    check "unknown verb" ends 2 stauts
    check "unknown verb: said" err 'no verb stauts.*--help'
    check "unknown option" ends 2 status --jason
    check "option of another verb" ends 2 status --follow
    check "option of another verb: said" err 'status does not take --follow'
    check "two formats" ends 2 status --json --csv
    check "show without NIP" ends 2 show
    check "indicator without show" ends 2 indicator
    check "indicator with another word" ends 2 indicator shown
    check "log -n with a word" ends 2 log -n lima
    check "help" ends 0 --help
    local verb
    for verb in check plan status show log migrate endpoints indicator; do
        check "help names $verb" out "^  $verb "
    done
    check "version" ends 0 --version
    set_key push max_rat 5
    check "bad configuration" ends 2 status
    check "bad configuration: said" err 'max_rat'
    check "bad configuration, check" ends 2 check
    check "bad configuration, check: a finding" out 'FAILED +configuration .*max_rat'
    restore
    set_key records enable jabatann
    check "bad switch, endpoints" ends 2 endpoints
    check "bad switch, endpoints: listed all the same" out '^kursus '
    check "bad switch, check" ends 1 check --json
    check "bad switch, check: a finding" finding "record kinds" FAILED jabatann
    restore
}

before_migration() {
    check "check" ends 0 check
    check "check: migrations" out 'warning +state schema +lacks [0-9]+ migration'
    check "check: tokens" out 'ok +service tokens .*TLS verified'
    check "check: service" out 'ok +service .*lets us in'
    check "check --csv" ends 0 check --csv
    check "check --csv: whole" csv
    check "check --json" ends 0 check --json
    check "check --json: ok" is "$(json .ok)" true
    check "check: nobody's data was read" is "$(stage_control log | jq -r 'select(.path | test("data-utama")) | .status' | sort -u)" 404
    check "plan" ends 0 plan
    check "plan: says that there is no state" out 'no tables yet'
    check "plan --csv" ends 0 plan --csv
    check "plan --csv: whole" csv
    check "plan --json" ends 0 plan --json
    cp "$STAGE_DIR/out" "$STAGE_DIR/plan"
    check "plan: no state" is "$(json .state_exists)" false
    check "plan: all rows are new" is "$(json '[.kinds[] | select(.rows != .new or .unchanged != 0)] | length')" 0
    check "plan: rows of the source" is "$(json '.kinds[] | select(.kind == "jabatan").rows')" \
        "$(simpeg "SELECT count(*) FROM siasn_src.v_rw_jabatan")"
    check "plan: nothing unaccounted for" is \
        "$(json '[.kinds[] | select(.send != null and .new != .send + .quarantine + .marked_deleted)] | length')" 0
    check "status before migration" ends 1 status
    check "status before migration: said" err 'siasnctl migrate'
    check "nothing has been changed" is "$(state "SELECT count(*) FROM pg_namespace WHERE nspname = 'siasn'")" 0
    check "nothing has been sent" is "$(stat_of saves)" 0
}

migrating() {
    check "migrate" ends 0 migrate
    check "migrate: how many" out '[1-9][0-9]* migration'
    check "migrate again" ends 0 migrate --json
    check "migrate again: none" is "$(json .applied)" 0
    check "status, empty" ends 0 status
    check "plan, empty state" ends 0 plan --json
    check "plan, empty state: the same numbers" is "$(json .kinds)" "$(jq .kinds "$STAGE_DIR/plan")"
}

# What the daemon has made of the rows, as the plan foretold it.
foretold() {
    jq -r '.kinds[] | select(.mode != "upload" and .mode != "feed") | "\(.kind)|\(.quarantine)"' "$STAGE_DIR/plan" | LC_ALL=C sort -t"|" -k1,1
}
plan_and_daemon() {
    daemon_once
    check "daemon" is "$?" 0
    check "plan foretold the quarantine" is "$(foretold)" \
        "$(state "SELECT kind, count(*) FILTER (WHERE faulty) FROM siasn.outbox GROUP BY kind ORDER BY kind")"
    check "plan, all taken" ends 0 plan --json
    check "plan, all taken: unchanged" is "$(json '[.kinds[] | select(.rows != .unchanged or .gone != 0)] | length')" 0
    simpeg "UPDATE simpeg.riwayat_kursus SET nama = nama || ' lanjutan' WHERE id IN (SELECT src_id FROM siasn_src.v_rw_kursus
        WHERE NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.src_id = v_rw_kursus.src_id) LIMIT 2)"
    simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = (SELECT max(id) FROM simpeg.riwayat_kursus WHERE nama NOT LIKE '% lanjutan')"
    check "plan, changes" ends 0 plan --json
    check "plan, changes: counted" is "$(json '.kinds[] | select(.kind == "kursus") | "\(.new) \(.changed) \(.gone)"')" "0 2 1"
    check "plan, changes: not taken" is "$(state "SELECT count(*) FROM siasn.changed_key")" 0
}

status_and_show() {
    local nip sentence
    check "status" ends 0 status
    check "status: the daemon that ended is not alive" out '0\.[0-9.]+ +no '
    check "status --csv" ends 0 status --csv
    check "status --csv: whole" csv
    check "status --json" ends 0 status --json
    check "status: by state" is "$(json '[.kinds[].done] | add')" "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'done'")"
    check "status: by outcome" is "$(json '[.kinds[].adopted] | add')" \
        "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'done' AND outcome = 'adopted'")"
    check "status: reasons" is "$(json '[.quarantine[].reasons] | add')" "$(state "SELECT count(*) FROM siasn.quarantine")"
    check "status: nothing undelivered" is "$(json .totals.oldest_undelivered_s)" null
    check "status: scans" is "$(json '.scans | length')" "$(($(stage_kinds | wc -l) + 1))"
    nip=$(state "SELECT nip FROM siasn.quarantine WHERE code = 'TMT_MISSING' LIMIT 1")
    sentence='Isi tanggal mulai berlaku'
    check "show" ends 0 show "$nip"
    check "show: the sentence" out "TMT_MISSING .*$sentence"
    check "show with blanks in the NIP" ends 0 show "${nip:0:8} ${nip:8}" --json
    check "show --json: records" is "$(json '.records | length')" "$(state "SELECT count(*) FROM siasn.outbox WHERE nip = '$nip'")"
    check "show --json: reason" is "$(json '[.quarantine[] | select(.code == "TMT_MISSING").sentence][0]' | grep -c "$sentence")" 1
    check "show --json: at most 20 events" is "$(json '.events | length > 0 and length <= 20')" true
    check "show --csv" ends 0 show "$nip" --csv
    check "show --csv: whole" csv
    check "show nobody" ends 1 show 199901012025011001
    check "show nobody: said" err 'no person with NIP 199901012025011001'
}

logs() {
    local nip full='[0-9]{18}'
    nip=$(state "SELECT nip FROM siasn.event_log WHERE nip ~ '^$full$' ORDER BY id DESC LIMIT 1")
    check "log" ends 0 log
    check "log: 20 lines" is "$(wc -l <"$STAGE_DIR/out")" 20
    check "log: masked" is "$(grep -cE "(^|[^0-9])$full([^0-9]|$)" "$STAGE_DIR/out")" 0
    check "log: but there" out '[0-9]{4}\*+[0-9]{4}'
    check "log -n --csv" ends 0 log -n 7 --csv
    check "log -n --csv: whole" csv
    check "log --json" ends 0 log -n 100 --json
    check "log --json: an object a line" is "$(json .id | wc -l)" 100
    check "log --json: in order" is "$(json .id)" "$(json .id | sort -n)"
    check "log --json: masked" is "$(json .nip | grep -cE "$full")" 0
    check "log --full" ends 0 log --full -n 100 --json
    check "log --full: whole" is "$(json .nip | grep -c "^$nip$" | sed 's/[1-9][0-9]*/some/')" some
    check "log --nip" ends 0 log --nip "$nip" -n 1000 --json
    check "log --nip: that person only" is "$(json .nip | sort -u)" "$nip"
    check "log --nip: all" is "$(json .id | wc -l)" "$(state "SELECT count(*) FROM siasn.event_log WHERE nip = '$nip'")"
    following
}
following() {
    local follower
    "$STAGE_BIN/siasnctl" --config "$CONF" log --follow -n 0 >"$STAGE_DIR/followed" 2>&1 &
    follower=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $follower"
    stage_await 10 "the follower to connect" follower_connected
    daemon_once
    stage_await 10 "new events in the followed log" grep -q ' delivered ' "$STAGE_DIR/followed"
    check "log --follow -n 0: only what is new" is "$(grep -c ' delivered ' "$STAGE_DIR/followed")" 2
    kill "$follower"
    wait "$follower" 2>/dev/null
    STAGE_DAEMONS=${STAGE_DAEMONS/ $follower/}
}
follower_connected() {
    [ "$(state "SELECT count(*) FROM pg_stat_activity WHERE usename = 'siasn_sync' AND query LIKE '%event_log%' AND query LIKE '%LIMIT 1000%'")" = 1 ]
}

lists() {
    check "endpoints" ends 0 endpoints
    check "endpoints: a kind" out '^jabatan +write +/jabatan/unorjabatan/save'
    check "endpoints --csv" ends 0 endpoints --csv
    check "endpoints --csv: whole" csv
    check "endpoints --json" ends 0 endpoints --json
    check "endpoints --json: all kinds" is "$(json '.kinds | length')" "$(find "$STAGE_ROOT/schema/records" -name '*.json' | wc -l)"
    check "endpoints --json: match keys" is "$(json '.kinds[] | select(.kind == "diklat").match[0] | join("+")')" \
        "latihanStrukturalId+nomor+tanggal"
    check "indicator show" ends 0 indicator show
    check "indicator show: label" out '^penempatan +belum resmi +[0-9]+ +[0-9]+ '
    check "indicator show --csv" ends 0 indicator show --csv
    check "indicator show --csv: whole" csv
    check "indicator show --json" ends 0 indicator show --json
    check "indicator show: all persons" is "$(json '.indicators | map(.denominator + .excluded) | unique | join(" ")')" \
        "$(simpeg "SELECT count(DISTINCT nip) FROM siasn_src.v_pegawai")"
}

broken_databases() {
    set_key state dsn "host=127.0.0.1 port=$(stage_free_port) user=siasn_sync dbname=siasn_state"
    check "unreachable state, check" ends 1 check --json
    check "unreachable state, check: a finding" finding "state database" FAILED '\[state\] dsn'
    check "unreachable state, check: the source is looked at" finding "source contract" ok met
    check "unreachable state, status" ends 1 status
    check "unreachable state, status: one line" is "$(cat "$STAGE_DIR/out" "$STAGE_DIR/err" | wc -l)" 1
    check "unreachable state, plan" ends 1 plan
    restore
    set_key source dsn "host=127.0.0.1 port=$(stage_free_port) user=siasn_reader dbname=simpeg"
    check "unreachable source, check" ends 1 check --json
    check "unreachable source, check: a finding" finding "source database" FAILED '\[source\] dsn'
    check "unreachable source, plan" ends 1 plan
    check "unreachable source, indicator" ends 1 indicator show
    check "unreachable source, status" ends 0 status
    restore
    simpeg "CREATE ROLE terkunci LOGIN PASSWORD 'benar-Zz2' IN ROLE siasn_reader"
    stage_as_pg sed -i '1i host all terkunci 127.0.0.1/32 scram-sha-256' "$STAGE_DIR/pg/data/pg_hba.conf"
    simpeg "SELECT pg_reload_conf()" >/dev/null
    stage_await 10 "pg_hba.conf to be read" asks_for_password
    (umask 077 && printf 'salah-Xy1' >"$STAGE_DIR/credentials/source_password")
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=terkunci dbname=simpeg"
    check "wrong password" ends 1 check --json
    check "wrong password: a finding" finding "source database" FAILED 'password authentication failed.*credential file'
    rm "$STAGE_DIR/credentials/source_password"
    restore
    set_key source dsn "host=127.0.0.1 port=$PGPORT user=stage dbname=simpeg"
    check "source role that can write" ends 0 check --json
    check "source role that can write: a warning" finding "source rights" warning 'could change [0-9]+ table'
    restore
}
asks_for_password() { ! psql -w -U terkunci -d simpeg -c '' 2>/dev/null; }

broken_contract() {
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN tgl_lahir TO lahir" \
        "ALTER VIEW siasn_src.v_rw_jabatan RENAME COLUMN no_sk TO nomor" "ALTER VIEW siasn_src.v_unor RENAME TO unor" \
        "ALTER VIEW siasn_src.v_rw_kursus RENAME TO kursus" "ALTER TABLE siasn_src.change_log RENAME TO catatan"
    check "broken contract" ends 1 check --json
    check "broken contract: a column" finding "source contract" FAILED 'v_pegawai: column tgl_lahir'
    check "broken contract: another column" finding "source contract" FAILED 'v_rw_jabatan: column no_sk'
    check "broken contract: a view" finding "source contract" FAILED 'v_unor is missing'
    check "broken contract, plan" ends 1 plan
    check "broken contract, plan: said" err 'tgl_lahir.*no_sk|no_sk.*tgl_lahir'
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME COLUMN lahir TO tgl_lahir" \
        "ALTER VIEW siasn_src.v_rw_jabatan RENAME COLUMN nomor TO no_sk" "ALTER VIEW siasn_src.unor RENAME TO v_unor"
    check "no change log" ends 1 check --json
    check "no change log: a finding" finding "source change log" FAILED 'changelog.sql'
    check "absent view: a warning" finding "source kinds" warning 'kursus is on, but view siasn_src.v_rw_kursus'
    simpeg "ALTER VIEW siasn_src.kursus RENAME TO v_rw_kursus" "ALTER TABLE siasn_src.catatan RENAME TO change_log"
}

broken_service() {
    local dir=$STAGE_DIR/credentials
    mv "$dir/consumer_key" "$dir/aside"
    check "missing credential" ends 1 check --json
    check "missing credential: a finding" finding "credential consumer_key" FAILED 'mode 0600'
    check "missing credential: service not tried" finding "service" warning 'not tried'
    mv "$dir/aside" "$dir/consumer_key"
    printf 'salah-Xy1' >"$dir/consumer_secret"
    check "wrong consumer secret" ends 1 check --json
    check "wrong consumer secret: which" finding "service tokens" FAILED 'consumer_key and consumer_secret'
    stage_credentials
    printf 'salah-Xy1' >"$dir/sso_token"
    check "wrong SSO token" ends 1 check --json
    check "wrong SSO token: which" finding "service" FAILED 'sso_token'
    stage_credentials
    chmod 644 "$dir/sso_token"
    check "secret that others can read" ends 1 check --json
    check "secret that others can read: a finding" finding "credential sso_token" FAILED 'chmod 0600'
    chmod 600 "$dir/sso_token"
    sed -i 's/^sso_mode.*/sso_mode = password\nsso_client_id = kebumenclient\nsso_username = operator/' "$CONF"
    check "password mode" ends 0 check --json
    check "password mode: accepted" finding "service tokens" ok 'login accepted'
    printf 'salah-Xy1' >"$dir/sso_password"
    check "wrong SSO password" ends 1 check --json
    check "wrong SSO password: which" finding "service tokens" FAILED 'sso_password'
    stage_credentials
    restore
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=another CA" \
        -keyout "$STAGE_DIR/other.key" -out "$STAGE_DIR/other.pem" 2>/dev/null
    set_key siasn ca_file "$STAGE_DIR/other.pem"
    check "wrong CA" ends 1 check --json
    check "wrong CA: a finding" finding "service tokens" FAILED '[Cc]ertificate'
    restore
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
CONF=$STAGE_DIR/siasnd.conf
cp "$CONF" "$CONF.good"
command_line
before_migration
migrating
plan_and_daemon
status_and_show
logs
lists
broken_databases
broken_contract
broken_service
check "no secret in any output" is "$(grep -cE "$SECRETS" "$STAGE_DIR/all")" 0
stage_verdict
