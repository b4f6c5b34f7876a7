#!/usr/bin/env bash
# Secrets and persons stay where they belong. Secrets are planted in every credential, NIKs, NIPs and addresses in
# SIMPEG; a service that repeats whatever it is sent, and a view whose errors quote its rows, try to get them out.
# Log, journal fields, stderr, metrics, mail, the event log and siasnctl's output are searched for them.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SECRETS='RAHASIA-[a-z]+'
TRACE=JejakPribadi

# Every NIK and NIP of the sample, as fixed strings: also in parts nobody thought of.
plant() {
    simpeg "UPDATE simpeg.pegawai SET alamat = '$TRACE jalan ' || id, hp = '0812' || id || '99', nik = '330501' || lpad(id::text, 10, '7')"
    simpeg "SELECT nik FROM simpeg.pegawai UNION SELECT nik FROM simpeg.suami_istri WHERE nik IS NOT NULL" | grep . >"$STAGE_DIR/niks"
    simpeg "SELECT nik FROM simpeg.pegawai UNION SELECT translate(nip, ' .-', '') FROM simpeg.pegawai
        UNION SELECT nik FROM simpeg.suami_istri WHERE nik IS NOT NULL" | grep -E '^[0-9]{16,}$' | sort -u >"$STAGE_DIR/persons"
    check "there are persons to look for" test "$(wc -l <"$STAGE_DIR/persons")" -gt 50
    (
        umask 077
        cd "$STAGE_DIR/credentials" || exit 1
        for name in consumer_key consumer_secret sso_token sso_password source_password state_password sinau_password mail_password; do
            printf 'RAHASIA-%s' "${name//_/}" >"$name"
        done
    )
}

not_among() { ! grep -nFm3 -f "$1" "$2"; }
no_secret() { ! grep -nEm3 "$SECRETS" "$1"; }
no_person() { ! grep -nFm3 -f "$STAGE_DIR/persons" "$1" && ! grep -nFm3 "$TRACE" "$1"; }
# searched WHAT FILE: neither secrets nor persons, and something was there to be searched
searched() {
    check "$1: something to search" test -s "$2"
    check "$1: no secret" no_secret "$2"
    check "$1: no person" no_person "$2"
}

echo_service() {
    PORT=$(stage_free_port)
    stage_certificates
    python3 "$STAGE_ROOT/tests/integration/privacy_service.py" "$PORT" "$STAGE_DIR/server.pem" "$STAGE_DIR/server.key" RAHASIA-tokenbaru &
    STAGE_DAEMONS="$STAGE_DAEMONS $!"
    STAGE_URL=https://127.0.0.1:$PORT
    stage_await 10 "the service" curl -s -o /dev/null --cacert "$STAGE_DIR/ca.pem" "$STAGE_URL/"
}

ask() { curl -s --unix-socket "$STAGE_DIR/metrics.sock" "http://x$1"; }
answers() { ask /healthz | grep -q .; }

# The service refuses records, then the token, then is ill; SIMPEG's view breaks in the middle of a row.
errors_of_all_kinds() {
    daemon_start
    stage_await 30 "the daemon" answers
    stage_await 60 "refused records" refused_some
    touch "$STAGE_DIR/server.key.ill"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X'"
    stage_await 60 "a service that is ill" said "service is ill"
    ask /metrics >"$STAGE_DIR/metrics"
    ask /healthz >>"$STAGE_DIR/metrics"
    ask /readyz >>"$STAGE_DIR/metrics"
    simpeg "ALTER VIEW siasn_src.v_rw_kursus RENAME TO asli" \
        "CREATE VIEW siasn_src.v_rw_kursus AS SELECT * FROM siasn_src.asli
            WHERE (SELECT p.nik || p.alamat FROM simpeg.pegawai AS p WHERE p.nik IS NOT NULL LIMIT 1)::date IS NOT NULL" \
        "GRANT SELECT ON siasn_src.v_rw_kursus TO siasn_reader"
    daemon_stop
    touch "$STAGE_DIR/server.key.refuse"
    daemon_start
    stage_await 60 "a view that fails" said "collecting failed"
    stage_await 60 "refused credentials" said "credentials refused"
    stage_await 60 "a notice of that" is "$(state "SELECT true")" t
    stage_await 40 "notices" notices_there
    daemon_stop
}
refused_some() { [ "$(state "SELECT count(*) > 5 FROM siasn.event_log WHERE what = 'refused' OR what = 'undone'" 2>/dev/null)" = t ]; }
notices_there() { [ "$(state "SELECT count(*) FROM siasn.notice")" -gt 0 ]; }

# What operators' verbs print without being asked for a person. Values to be corrected are shown on purpose (quarantine).
verbs() {
    local verb
    : >"$STAGE_DIR/verbs"
    while IFS= read -r verb; do
        # shellcheck disable=SC2086 # words of a verb
        "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" $verb >>"$STAGE_DIR/verbs" 2>&1
    done <<'VERBS'
check
check --json
status
status --json
log
guard show
quality
endpoints
quarantine list
plan
reference list
training status
migrate
VERBS
    siasnd --print-config >>"$STAGE_DIR/verbs"
    searched "siasnctl" "$STAGE_DIR/verbs"
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" show "$(simpeg "SELECT nip FROM simpeg.pegawai LIMIT 1" | tr -d ' .-')" >"$STAGE_DIR/show" 2>&1
    check "siasnctl show: no secret" no_secret "$STAGE_DIR/show"
}

in_state() {
    # An event is about a person and has the NIP, its message may have it too; nothing else of the person.
    state "SELECT actor, what, kind, detail FROM siasn.event_log" >"$STAGE_DIR/events"
    check "event log: something to search" test -s "$STAGE_DIR/events"
    check "event log: no secret" no_secret "$STAGE_DIR/events"
    check "event log: no NIK" not_among "$STAGE_DIR/niks" "$STAGE_DIR/events"
    check "event log: no address" not_among <(echo "$TRACE") "$STAGE_DIR/events"
    state "SELECT key, template, data, message FROM siasn.notice" >"$STAGE_DIR/notices"
    check "notices: no secret" no_secret "$STAGE_DIR/notices"
    stage_as_pg "$STAGE_PG_BIN/pg_dump" -h 127.0.0.1 -p "$PGPORT" -U stage siasn_state >"$STAGE_DIR/dump.sql"
    check "the whole state: no secret" no_secret "$STAGE_DIR/dump.sql"
    check "the search finds what is there" grep -qF -f "$STAGE_DIR/persons" "$STAGE_DIR/dump.sql"
}

# The mail itself, from a server that keeps it.
mails() {
    mkdir "$STAGE_DIR/box"
    /usr/bin/python3 "$STAGE_ROOT/tests/integration/mail_server.py" "$STAGE_DIR/box" "$MAIL_PORT" "$STAGE_DIR/server.pem" \
        "$STAGE_DIR/server.key" smtps RAHASIA-mailpassword 2>/dev/null &
    STAGE_DAEMONS="$STAGE_DAEMONS $!"
    stage_await 20 "the mail server" test -s "$STAGE_DIR/box/dialogue"
    state "UPDATE siasn.notice SET due_at = now()" "UPDATE siasn.cursor SET value = (current_date - 1) || ' 0' WHERE name = 'notice_digest'"
    sed -i "s/siasn-sync@kab.id/siasn@kab.id/" "$STAGE_DIR/siasnd.conf"
    daemon_start
    stage_await 60 "mail to HR" has_mail hr@
    stage_await 60 "mail to the administrator" has_mail admin@
    daemon_stop
    cat "$STAGE_DIR/box/"*@* | python3 -c 'import quopri, sys; sys.stdout.buffer.write(quopri.decodestring(sys.stdin.buffer.read()))' >"$STAGE_DIR/mail"
    searched "mail" "$STAGE_DIR/mail"
}
has_mail() { find "$STAGE_DIR/box" -name "$1*" | grep -q .; }

bad_files() {
    {
        stage_config "source.dsn=postgresql://siasn_reader:RAHASIA-dsn@127.0.0.1/simpeg"
        siasnd --once
        stage_config "source.dsn=host=127.0.0.1 port=$PGPORT user=siasn_reader dbname=simpeg password=RAHASIA-dsn"
        siasnd --once
        stage_config "mail.server=smtps://u:RAHASIA-url@127.0.0.1"
        siasnd --once
        stage_config "siasn.api_base=https://u:RAHASIA-url@127.0.0.1/"
        siasnd --once
    } >"$STAGE_DIR/bad" 2>&1
    searched "errors of the configuration" "$STAGE_DIR/bad"
}

stage_begin
stage_postgres
stage_sample 40
echo_service
MAIL_PORT=$(stage_free_port)
stage_config log.level=debug "metrics.listen=$STAGE_DIR/metrics.sock" "mail.server=smtps://127.0.0.1:$MAIL_PORT" mail.digest_at=00:00 \
    "mail.ca_file=$STAGE_DIR/ca.pem" mail.username=siasn mail.from=siasn-sync@kab.id mail.to_admin=admin@kab.id mail.to_hr=hr@kab.id
plant
errors_of_all_kinds
searched "log" "$STAGE_DIR/daemon.log"
searched "metrics and health" "$STAGE_DIR/metrics"
in_state
verbs
mails
searched "log with mail" "$STAGE_DIR/daemon.log"
bad_files
stage_verdict
