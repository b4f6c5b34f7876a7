#!/usr/bin/env bash
# What docs/threats.md says and no other test shows: pinned keys, TLS that must be new enough, a process
# that cannot be looked into, files for the daemon's user alone, secrets in no output.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

requests() { stage_control log | jq -r .path | grep -cv _sandbox; }
pin_of() { openssl pkey -in "$1" -pubout -outform DER 2>/dev/null | openssl dgst -sha256 -binary | base64; }

pins() {
    local right wrong=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= before
    right=$(pin_of "$STAGE_DIR/server.key")
    before=$(requests)
    stage_config "siasn.pins=127.0.0.1=sha256//$wrong"
    daemon_once
    check "a wrong pin: exit code" is $? 1
    check "a wrong pin: is named" grep -q "public key is not one of \[siasn\] pins" "$STAGE_DIR/once.log"
    check "a wrong pin: nothing was sent, not even for a token" is "$(requests)" "$before"
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" reference pull >"$STAGE_DIR/out" 2>&1
    check "a wrong pin: siasnctl too" is "$? $(grep -c 'one of \[siasn\] pins' "$STAGE_DIR/out")" "1 1"
    check "a wrong pin: nothing was sent, by siasnctl either" is "$(requests)" "$before"
    stage_config "siasn.pins=lain.example=sha256//$right"
    daemon_once
    check "a pin of another host: refused at start" is "$? $(grep -c 'its pin would protect nothing' "$STAGE_DIR/once.log")" "2 1"
    stage_config "siasn.pins=127.0.0.1=sha256//$wrong;sha256//$right"
    daemon_once
    check "the next key beside the present one: delivers" is $? 0
    check_compare "pinned"
}

# As another user than root, if we are root: what that user's other processes may see of it.
closed_process() {
    local user=$STAGE_PG_USER pid
    local as=()
    mkdir -p "$STAGE_DIR/closed/credentials"
    sed "s|^dir = $STAGE_DIR/credentials|dir = $STAGE_DIR/closed/credentials|" "$STAGE_DIR/siasnd.conf" >"$STAGE_DIR/closed/siasnd.conf"
    cp -p "$STAGE_DIR"/credentials/* "$STAGE_DIR/closed/credentials/"
    if [ -n "$user" ]; then
        chown -R "$user" "$STAGE_DIR/closed"
        as=(setpriv --reuid="$user" --clear-groups --)
    fi
    (ulimit -c unlimited && exec "${as[@]}" "$STAGE_BIN/siasnd" --config "$STAGE_DIR/closed/siasnd.conf" 2>"$STAGE_DIR/closed.log") &
    pid=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $pid"
    stage_await 20 "the closed daemon" grep -q started "$STAGE_DIR/closed.log"
    check "no core dump, though the shell allows one" is "$(awk '/^Max core file size/ { print $5, $6 }' "/proc/$pid/limits")" "0 0"
    check "umask" is "$(awk '/^Umask/ { print $2 }' "/proc/$pid/status")" 0077
    check "its memory belongs to root: nobody of the same user may read or trace it" is "$(stat -c %u "/proc/$pid/mem" "/proc/$pid/environ" | sort -u)" 0
    if [ -n "$user" ]; then
        check "... and really cannot" is "$("${as[@]}" cat "/proc/$pid/environ" 2>&1 | grep -c 'Permission denied')" 1
    fi
    check "nothing secret in its arguments and environment" is "$(tr '\0' '\n' <"/proc/$pid/cmdline" | cat - "/proc/$pid/environ" | grep -caE 'demo-(key|secret|static|password)')" 0
    kill -TERM "$pid"
    stage_await 20 "its end" eval "! kill -0 $pid 2>/dev/null"
}

readable_secrets() {
    local name
    for name in consumer_key consumer_secret sso_token; do
        chmod 0640 "$STAGE_DIR/credentials/$name"
        daemon_once
        check "$name that others can read: refused" is "$? $(grep -c "$name can be read by others.*chmod 0600" "$STAGE_DIR/once.log")" "1 1"
        chmod 0600 "$STAGE_DIR/credentials/$name"
    done
}

secrets_in_no_output() {
    local file
    daemon_once
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" check >"$STAGE_DIR/check.out" 2>&1
    siasnd --print-config >"$STAGE_DIR/print.out" 2>&1
    pg_dump siasn_state >"$STAGE_DIR/state.sql"
    for file in once.log closed.log check.out print.out state.sql; do
        check "no secret in $file" is "$(grep -cE 'demo-(key|secret-7Kq|static-token-3Xw|password-9Zt)' "$STAGE_DIR/$file")" 0
    done
    check "no whole NIP in the log" is "$(grep -cE '(^|[^0-9])(19|20)[0-9]{16}([^0-9]|$)' "$STAGE_DIR/once.log" "$STAGE_DIR/closed.log" | awk -F: '{ n += $2 } END { print n }')" 0
}

# Rules about the code are worth something only if they fail when broken.
rules_can_fail() {
    local copy=$STAGE_DIR/tree rule text file
    mkdir -p "$copy"
    (cd "$STAGE_ROOT" && git ls-files -z | xargs -0 cp --parents -t "$copy") 2>/dev/null
    (cd "$copy" && git init -q && git add -A) >/dev/null 2>&1
    check "lint of the tree as it is" "$copy/tests/lint/banned.sh"
    while IFS='|' read -r rule file text; do
        cp "$copy/$file" "$STAGE_DIR/kept"
        printf '%s\n' "$text" >>"$copy/$file"
        "$copy/tests/lint/banned.sh" >"$STAGE_DIR/out" 2>&1
        check "lint sees $rule" is "$? $(grep -c "^$file:" "$STAGE_DIR/out")" "1 1"
        cp "$STAGE_DIR/kept" "$copy/$file"
    done <<'RULES'
SQL in C|daemon/engine/claim.c|static const char x[] = "SELECT 1";
SQL made of pieces|daemon/engine/claim.c|static const char y[] = "DELETE FROM outbox WHERE nip = '";
TLS that is not verified|daemon/edge/http_call.c|static int z = CURLOPT_SSL_VERIFYPEER, 0;
a secret in other hands|daemon/engine/claim.c|static void f(void) { secret_expose(0); }
a shell|daemon/engine/claim.c|static void g(void) { system("x"); }
RULES
}

stage_begin
stage_postgres
stage_sample 40
stage_sandbox
pins
closed_process
readable_secrets
secrets_in_no_output
rules_can_fail
stage_verdict
