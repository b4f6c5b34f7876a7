#!/usr/bin/env bash
# siasn-web under a real systemd with its units as shipped: socket activation, TLS with a key that only
# it gets, a user of its own, the sandbox, watchdog and reload; and that SIASN's secrets are out of reach.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source-path=SCRIPTDIR source=debian.sh
. "$(dirname "$0")/debian.sh"

property() { on_system systemctl show -P "$1" siasn-web; }
main_pid() { property MainPID; }
active() { [ "$(property ActiveState)" = active ]; }
restarted() { [ "$(property NRestarts)" -ge "$1" ] && active; }
journal() { on_system journalctl --no-pager -q -u siasn-web "$@"; }
page() { curl -sS -o /dev/null -w '%{http_code}' --cacert "$STAGE_DIR/ca.pem" "https://127.0.0.1:$PORT/masuk"; }
# in_namespace COMMAND...: among the files that the program sees
in_namespace() { on_system nsenter --target "$(main_pid)" --mount "$@"; }

configure() {
    PORT=$(stage_free_port)
    {
        sed -e "s|$STAGE_DIR/|/etc/siasn-sync/|" -e '/^\[credentials\]/,/^dir/d' "$STAGE_DIR/siasnd.conf"
        printf '\n[web]\ndsn = host=127.0.0.1 port=%s user=siasn_web dbname=siasn_state\ncertificate = /etc/siasn-sync/web.pem\n' "$PGPORT"
    } >"$ROOT/etc/siasn-sync/siasnd.conf"
    cp "$STAGE_DIR/ca.pem" "$STAGE_DIR/server.pem" "$ROOT/etc/siasn-sync/"
    mv "$ROOT/etc/siasn-sync/server.pem" "$ROOT/etc/siasn-sync/web.pem"
    (umask 077 && cp "$STAGE_DIR"/credentials/{consumer_key,consumer_secret,sso_token} "$ROOT/etc/siasn-sync/credentials/" &&
        cp "$STAGE_DIR/server.key" "$ROOT/etc/siasn-sync/credentials/web_tls_key")
    mkdir -p "$ROOT/etc/systemd/system/siasn-web.socket.d" "$ROOT/etc/systemd/system/siasn-web.service.d"
    printf '[Socket]\nListenStream=\nListenStream=%s\n' "$PORT" >"$ROOT/etc/systemd/system/siasn-web.socket.d/test.conf"
    printf '[Service]\nWatchdogSec=6\nRestartSec=1\n' >"$ROOT/etc/systemd/system/siasn-web.service.d/test.conf"
    in_root siasnctl migrate >/dev/null || stage_die "migrate"
    state "CREATE ROLE siasn_web LOGIN" "SET ROLE siasn_sync" "SET search_path = siasn" "GRANT USAGE ON SCHEMA siasn TO siasn_web" \
        "SELECT web_grant('siasn_web')" >/dev/null || stage_die "rights of siasn_web"
}

if [ ! -e "$STAGE_ROOT/daemon/web/main.c" ]; then
    echo "not run: this source has no daemon/web/main.c"
    stage_verdict
    exit
fi
stage_begin
make -s -C "$STAGE_ROOT" BUILD="$BUILD" deb >"$STAGE_DIR/deb.log" 2>&1 || stage_die "make deb: $(tail -3 "$STAGE_DIR/deb.log")"
root_begin
stage_postgres
stage_sample 10
stage_certificates
stage_config
cp "$BUILD"/deb/siasn-sync_*.deb "$BUILD"/deb/siasn-sync-web_*.deb "$ROOT/"
in_root sh -c 'dpkg -i /siasn-sync_*.deb /siasn-sync-web_*.deb' >"$STAGE_DIR/dpkg.log" 2>&1 || stage_die "dpkg: $(tail -3 "$STAGE_DIR/dpkg.log")"
configure
root_boot

check "socket" on_system systemctl start siasn-web.socket
check "not started before somebody asks" is "$(property ActiveState)" inactive
check "the first who asks is answered, over TLS" is "$(page)" 200
active || journal -n 12
check "a user of its own, that systemd made up" test "$(on_system sh -c "ps -o uid= -p $(main_pid)")" -ge 61184
check "no capability" is "$(on_system sh -c "sed -n 's/^CapEff:\t//p' /proc/$(main_pid)/status")" 0000000000000000
check "seccomp filter on" is "$(on_system sh -c "sed -n 's/^Seccomp:\t//p' /proc/$(main_pid)/status")" 2
check "only the credentials of the pages" is "$(in_namespace ls /run/credentials/siasn-web.service | paste -sd' ')" "web_password web_tls_key"
pid=$(main_pid)
on_system kill -STOP "$pid"
stage_await 30 "the watchdog" restarted 1
check "hung: the watchdog starts it again" is "$(page)" 200
pid=$(main_pid)
check "reload" on_system systemctl reload siasn-web
check "reload: the same process answers" is "$(page) $(main_pid)" "200 $pid"
check "stop" on_system systemctl stop siasn-web.service
check "stop: clean" is "$(property Result)" success
check "stop: who asks starts it again" is "$(page)" 200
sed -i 's/^certificate = .*/sertifikat = x/' "$ROOT/etc/siasn-sync/siasnd.conf"
on_system systemctl stop siasn-web.service
on_system systemctl start siasn-web.service 2>/dev/null
check "wrong configuration: no restarts, a person has to look" is "$(property NRestarts):$(property ActiveState)" "0:failed"
check "wrong configuration: the journal names the key" grep -q sertifikat <<<"$(journal -n 20)"
stage_verdict
