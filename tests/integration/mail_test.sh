#!/usr/bin/env bash
# Notices by mail through a real server over TLS: what has stopped and goes on again, the daily digest, the employee's
# notice; a server that is away, untrusted, refuses the login or a recipient; a restart loses and repeats nothing.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

MAIL=
PASSWORD=sandi-surel-5Tg

# mail_server MODE [PASSWORD [CERT]]
mail_server() {
    : >"$STAGE_DIR/box/dialogue"
    # Not another python3 of the PATH: the module is Debian's.
    /usr/bin/python3 "$STAGE_ROOT/tests/integration/mail_server.py" "$STAGE_DIR/box" "$PORT" "$STAGE_DIR/${3:-server}.pem" \
        "$STAGE_DIR/${3:-server}.key" "$1" "${2:-$PASSWORD}" 2>"$STAGE_DIR/mail.log" &
    MAIL=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $MAIL"
    stage_await 20 "the mail server" grep -q ready "$STAGE_DIR/box/dialogue"
}
mail_server_stop() {
    kill "$MAIL" && wait "$MAIL" 2>/dev/null
    STAGE_DAEMONS=${STAGE_DAEMONS/ $MAIL/}
}

# A certificate of an authority that nobody trusts.
other_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=127.0.0.1" \
        -addext "subjectAltName=IP:127.0.0.1" -keyout "$STAGE_DIR/other.key" -out "$STAGE_DIR/other.pem" 2>/dev/null
}

mails() { find "$STAGE_DIR/box" -type f -name "$1*" | wc -l; }
has_mails() { [ "$(mails "$1")" = "$2" ]; }
# read_mail PATTERN: the newest such mail, decoded
read_mail() {
    python3 -c 'import email, email.policy, glob, os, sys
newest = max(glob.glob(sys.argv[1] + "*"), key=os.path.getmtime)
mail = email.message_from_binary_file(open(newest, "rb"), policy=email.policy.default)
print("Subject:", mail["Subject"]); print("Auto:", mail["Auto-Submitted"]); print(mail.get_content())' "$STAGE_DIR/box/$1"
}
notices() { state "SELECT count(*) FROM siasn.notice WHERE $1" 2>/dev/null; }
is_notices() { [ "$(notices "$1")" = "$2" ]; }
again() { # try again now, not after the pause
    daemon_stop
    state "UPDATE siasn.notice SET due_at = now(), message = ''"
    daemon_start
}
words() { state "SELECT coalesce(string_agg(DISTINCT message, ' '), '') FROM siasn.notice WHERE sent_at IS NULL"; }
words_say() { [[ $(words) == *$1* ]]; }
times_said() { grep -cF -- "$1" "$STAGE_DIR/daemon.log"; }

mail_line() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" check --json 2>/dev/null | jq -r '.checks[] | select(.check == "mail") | "\(.level) \(.text)"'; }
mail_line_says() { [[ $(mail_line) == $1*$2* ]]; }

credentials_refused_and_servers_that_fail() {
    check "server down: siasnctl check" mail_line_says FAILED "onnect"
    printf wrong-secret >"$STAGE_DIR/credentials/consumer_secret"
    daemon_start
    stage_await 40 "notices of the refused credentials" is_notices "template = 'refused'" 2
    stage_await 20 "server down: the reason" words_say "onnect"
    again
    stage_await 20 "server down: still the reason" words_say "onnect"
    check "server down: said once a life" is "$(times_said 'mail cannot be sent: it waits')" 2
    mail_server smtps "$PASSWORD" other
    again
    check "untrusted certificate: siasnctl check" mail_line_says FAILED certificate
    stage_await 20 "untrusted certificate: the reason" words_say "certificate"
    check "untrusted certificate: nothing was said to that server" is "$(grep -c rcpt "$STAGE_DIR/box/dialogue")" 0
    mail_server_stop
    mail_server smtps another-password
    again
    stage_await 20 "wrong password: the reason" words_say "535"
    check "wrong password: siasnctl check" mail_line_says FAILED 535
    check "wrong password: tried once, and once by siasnctl" is "$(grep -c 'login wrong' "$STAGE_DIR/box/dialogue")" 2
    mail_server_stop
    check "nothing was sent, nothing given up" is "$(notices "sent_at IS NULL AND refused_at IS NULL")" "$(notices true)"
    mail_server smtps
    again
    stage_await 20 "the mail to the administrator" has_mails admin@ 1
    stage_await 20 "the refused recipient is given up" is_notices "refused_at IS NOT NULL" 1
    check "refused recipient: said once" is "$(times_said 'a mail was refused for good')" 1
    read_mail admin@ >"$STAGE_DIR/mail"
    check "refused: subject" grep -q '^Subject: \[siasn-sync\] Berhenti: kredensial ditolak (SIASN)' "$STAGE_DIR/mail"
    check "refused: what to do" grep -q 'Perbaiki berkas kredensial' "$STAGE_DIR/mail"
    check "refused: an automatic mail says so" grep -q '^Auto: auto-generated' "$STAGE_DIR/mail"
    printf demo-secret-7Kq >"$STAGE_DIR/credentials/consumer_secret"
    stage_await 90 "resumed is told" has_mails admin@ 2
    check "resumed: subject" grep -q 'Berjalan lagi: SIASN' <<<"$(read_mail admin@)"
    stage_await 90 "all is delivered" settled
}

stops() {
    kill -TERM "$STAGE_SANDBOX_PID" && wait "$STAGE_SANDBOX_PID" 2>/dev/null
    STAGE_SANDBOX_PID=
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X' WHERE id = (SELECT min(id) FROM simpeg.riwayat_kursus)"
    stage_await 60 "the service is ill" is "$(state "SELECT 1 WHERE true")" 1
    stage_await 60 "the state says so" test_ill
    sleep 16
    check "a short outage is not told" is "$(notices "template = 'outage'")" 0
    state "UPDATE siasn.target SET since = now() - interval '1 hour' WHERE name = 'siasn'"
    stage_await 40 "a long one is" has_mails admin@ 3
    check "outage: subject" grep -q 'Gangguan: SIASN' <<<"$(read_mail admin@)"
    daemon_stop
    daemon_start
    stage_await 30 "ill again" test_ill
    sleep 16
    check "a restart does not tell it again" is "$(mails admin@)" 3
    STAGE_LISTEN=${STAGE_URL#https://} stage_sandbox
    stage_await 90 "its end is told" has_mails admin@ 4
    stage_await 60 "all is delivered" settled
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Y'"
    stage_await 60 "a held mass change is told" has_mails admin@ 5
    check "guard: subject" grep -q 'Ditahan: perubahan massal pada kursus' <<<"$(read_mail admin@)"
    sleep 16
    check "nothing is told twice" is "$(mails admin@)" 5
}
test_ill() { [ "$(state "SELECT state FROM siasn.target WHERE name = 'siasn'")" = ill ]; }

digest() {
    local delivered errors
    daemon_stop
    check "no digest before its mark" is "$(mails hr@)" 0
    state "UPDATE siasn.cursor SET value = (current_date - 1) || ' 0' WHERE name = 'notice_digest'"
    daemon_start
    stage_await 30 "the digest" has_mails hr@ 1
    read_mail hr@ >"$STAGE_DIR/digest"
    delivered=$(state "SELECT count(*) FROM siasn.event_log WHERE what LIKE 'delivered%' AND (detail::json ->> 'outcome' IN ('created', 'updated', 'deleted') OR kind = 'dokumen')")
    errors=$(state "SELECT count(*) FROM siasn.quarantine WHERE severity = 'error'")
    check "digest: counts" grep -q "^Subject: .* $delivered terkirim, $errors perlu diperbaiki" "$STAGE_DIR/digest"
    check "digest: kinds in Indonesian" grep -q '^- Riwayat kursus dan pelatihan: [0-9]* ditulis' "$STAGE_DIR/digest"
    check "digest: OPDs" grep -qE '^- .*: [0-9]+ kesalahan pada [0-9]+ pegawai' "$STAGE_DIR/digest"
    check "digest: reasons as sentences" grep -qE '^    [0-9]+ x .*(Perbaiki|Isi|Periksa)' "$STAGE_DIR/digest"
    check "digest: no person" not_found '[0-9]{16}' "$STAGE_DIR/digest"
    daemon_stop
    daemon_start
    sleep 5
    check "digest: once a day, whatever restarts" is "$(mails hr@)" 1
    check "digest: one notice" is "$(notices "template = 'digest'")" 1
}
not_found() { ! grep -nE -- "$1" "$2"; }

# Employees: each once, whoever is killed in between; the one on its way may come twice.
employees() {
    local wanted persons
    daemon_stop
    persons="SELECT DISTINCT e.nip, coalesce(nullif(o.payload::json ->> 'email_gov', ''), o.payload::json ->> 'email') AS mail
        FROM siasn.event_log AS e JOIN siasn.outbox AS o ON o.nip = e.nip AND o.kind = 'data_utama'
        WHERE e.what LIKE 'delivered%' AND e.detail::json ->> 'outcome' IN ('created', 'updated')"
    wanted=$(state "SELECT count(*) FROM ($persons) AS p WHERE mail ~ '@'")
    check "employees: there are some" test "$wanted" -gt 10
    state "UPDATE siasn.cursor SET value = (current_date - 1) || ' 0' WHERE name = 'notice_digest'" "DELETE FROM siasn.notice WHERE audience = 'hr'"
    stage_config "${CONF[@]}" mail.employee=on mail.to_hr=lambat@kab.id mail.max_per_hour=1000
    daemon_start
    stage_await 30 "the slow server has the digest" grep -q 'rcpt lambat' "$STAGE_DIR/box/dialogue"
    kill -KILL "$DAEMON" && wait "$DAEMON" 2>/dev/null
    STAGE_DAEMONS=${STAGE_DAEMONS/ $DAEMON/}
    check "killed: nothing of it is lost" is "$(notices "audience = 'employee'") $(notices "audience = 'hr'")" "$wanted 1"
    state "UPDATE siasn.notice SET due_at = now(), message = ''"
    daemon_start
    stage_await 60 "all of them were sent" is_notices "sent_at IS NULL AND refused_at IS NULL" 0
    check "employees: each has a mail" is "$(employee_mails)" "$wanted"
    check "digest: at least once, at most once more" test "$(mails lambat@)" -ge 1 -a "$(mails lambat@)" -le 2
    cat "$STAGE_DIR/box/"*@* >"$STAGE_DIR/all"
    check "no NIP, NIK or secret in any mail" not_found '[0-9]{16}|demo-(key|secret|static|password)|sandi-surel' "$STAGE_DIR/all"
}
employee_mails() { state "SELECT count(*) FROM siasn.notice WHERE audience = 'employee' AND sent_at IS NOT NULL"; }

rate() {
    daemon_stop
    state "UPDATE siasn.notice SET sent_at = now() - interval '2 hours' WHERE sent_at IS NOT NULL" \
        "INSERT INTO siasn.notice (key, template, audience, recipient, data) SELECT 'uji' || n, 'employee', 'employee', 'uji@kab.id', '{}' FROM generate_series(1, 9) AS n" \
        "INSERT INTO siasn.notice (key, template, audience, recipient, data) SELECT 'nanti' || n, 'resumed', 'admin', 'nanti@kab.id', '{}' FROM generate_series(1, 2) AS n"
    stage_config "${CONF[@]}" mail.max_per_hour=4
    daemon_start
    stage_await 30 "four in an hour" has_mails uji@ 4
    sleep 3
    check "rate: no more than that" is "$(mails uji@)" 4
    check "rate: the others wait" is "$(notices "key LIKE 'uji%' AND sent_at IS NULL")" 5
    check "a recipient for later holds up nobody" is "$(notices "key LIKE 'nanti%' AND sent_at IS NULL AND refused_at IS NULL AND message LIKE '%450%'")" 2
}

starttls() {
    daemon_stop
    state "DELETE FROM siasn.notice"
    mail_server_stop
    mail_server plain
    stage_config "${CONF[@]}" "mail.server=smtp://127.0.0.1:$PORT"
    state "INSERT INTO siasn.notice (key, template, audience, recipient, data) VALUES ('uji', 'resumed', 'admin', 'terang@kab.id', '{}')"
    daemon_start
    stage_await 30 "without STARTTLS nothing is sent" words_say "STARTTLS"
    check "... not even the login" is "$(grep -c login "$STAGE_DIR/box/dialogue")" 0
    check "no STARTTLS: siasnctl check" mail_line_says FAILED TLS
    mail_server_stop
    mail_server starttls
    check "STARTTLS: siasnctl check, without a mail" mail_line_says ok "login accepted"
    again
    stage_await 30 "with it, it is" has_mails terang@ 1
}

own_texts() {
    daemon_stop
    mkdir -p "$STAGE_DIR/mail.d"
    printf 'Subject: Teks kami {service}\n\nIsi kami.\n' >"$STAGE_DIR/mail.d/resumed.txt"
    state "INSERT INTO siasn.notice (key, template, audience, recipient, data) VALUES ('uji2', 'resumed', 'admin', 'kami@kab.id', '{\"service\": \"SIASN\"}')"
    daemon_start
    stage_await 30 "a text of the site" has_mails kami@ 1
    check "own text" grep -q '^Subject: Teks kami SIASN' <<<"$(read_mail kami@)"
    daemon_stop
    printf 'Subject: {nip}\n\n' >"$STAGE_DIR/mail.d/digest.txt"
    siasnd 2>"$STAGE_DIR/bad.log"
    check "a bad text: exit code" is $? 1
    check "a bad text: says which and why" grep -q 'mail.d/digest.txt: this notice has no {nip}' "$STAGE_DIR/bad.log"
    rm "$STAGE_DIR/mail.d/digest.txt" "$STAGE_DIR/credentials/mail_password"
    siasnd 2>"$STAGE_DIR/bad.log"
    check "no password: siasnctl check" mail_line_says FAILED mail_password
    check "no password: says what" grep -q 'mail_password' "$STAGE_DIR/bad.log"
}

stage_begin
stage_postgres
stage_sample 40
stage_sandbox
other_certificate
mkdir "$STAGE_DIR/box"
PORT=$(stage_free_port)
CONF=("mail.server=smtps://127.0.0.1:$PORT" "mail.ca_file=$STAGE_DIR/ca.pem" mail.username=siasn mail.from=siasn-sync@kab.id
    "mail.to_admin=admin@kab.id, tolak@kab.id" mail.to_hr=hr@kab.id mail.digest_at=00:00 mail.max_per_hour=1000
    "mail.templates=$STAGE_DIR/mail.d" guard.changed_rows=20 push.max_rate=200)
stage_config "${CONF[@]}"
(umask 077 && printf %s "$PASSWORD" >"$STAGE_DIR/credentials/mail_password")
credentials_refused_and_servers_that_fail
stops
digest
employees
rate
starttls
own_texts
check "no secret in the log" not_found 'sandi-surel|another-password|demo-(secret|static|password)' "$STAGE_DIR/daemon.log"
stage_verdict
