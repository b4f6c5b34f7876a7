#!/usr/bin/env bash
# The daemon under a real systemd with the unit as shipped: dynamic user, credentials, sandboxing,
# watchdog, restarts, reload, and what the journal says.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source-path=SCRIPTDIR source=debian.sh
. "$(dirname "$0")/debian.sh"

property() { on_system systemctl show -P "$1" siasnd; }
active() { [ "$(property ActiveState)" = active ]; }
main_pid() { property MainPID; }
restarted() { [ "$(property NRestarts)" -ge "$1" ] && active; }
delivered() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE state NOT IN ('done', 'rejected', 'held')" 2>/dev/null)" = 0 ] && [ "$(state "SELECT count(*) FROM siasn.outbox")" -gt 100 ]; }
journal() { on_system journalctl --no-pager -q -u siasnd "$@"; }
exposure() { systemd-analyze security --offline=true "$1" 2>/dev/null | sed -n 's/.*exposure level[^:]*: \([0-9.]*\) .*/\1/p'; }
low() {
    local is
    is=$(exposure "$1")
    echo "exposure $is"
    awk -v is="$is" 'BEGIN { exit !(is != "" && is <= 1.2) }'
}

configure() {
    sed -e "s|$STAGE_DIR/|/etc/siasn-sync/|" -e '/^\[credentials\]/,/^dir/d' "$STAGE_DIR/siasnd.conf" >"$ROOT/etc/siasn-sync/siasnd.conf"
    cp "$STAGE_DIR/ca.pem" "$ROOT/etc/siasn-sync/ca.pem"
    (umask 077 && cp "$STAGE_DIR"/credentials/{consumer_key,consumer_secret,sso_token} "$ROOT/etc/siasn-sync/credentials/")
    sed -i 's|^\[sinau\]|&\nfolder = /var/lib/siasn-sync/sinau\narchive = /var/lib/siasn-sync/sinau/archive|' "$ROOT/etc/siasn-sync/siasnd.conf"
    mkdir "$ROOT/etc/siasn-sync/files"
    # A watchdog that a test can wait for.
    mkdir -p "$ROOT/etc/systemd/system/siasnd.service.d"
    printf '[Service]\nWatchdogSec=6\nRestartSec=1\n' >"$ROOT/etc/systemd/system/siasnd.service.d/test.conf"
}

stage_begin
make -s -C "$STAGE_ROOT" BUILD="$BUILD" deb >"$STAGE_DIR/deb.log" 2>&1 || stage_die "make deb: $(tail -3 "$STAGE_DIR/deb.log")"
root_begin
stage_postgres
stage_sample 50
stage_sandbox
stage_config
cp "$BUILD"/deb/siasn-sync_*.deb "$ROOT/"
in_root sh -c 'dpkg -i /siasn-sync_*.deb' >"$STAGE_DIR/dpkg.log" 2>&1 || stage_die "dpkg: $(tail -3 "$STAGE_DIR/dpkg.log")"
configure
for unit in siasnd.service siasnd@.service; do check "$unit: exposure at most 1.2" low "$ROOT/lib/systemd/system/$unit"; done
root_boot

started() {
    on_system systemctl start siasnd || {
        journal -n 12
        return 1
    }
}
check "start" started
stage_await 90 "all to be delivered" delivered
check_compare "under systemd"
# Whatever else a unit forbids, its own folders must work: a file of trainings is read and put away.
file_taken() { [ -z "$(find "$ROOT/var/lib/siasn-sync/sinau" -maxdepth 1 -name '*.csv')" ] && [ -n "$(find "$ROOT/var/lib/siasn-sync/sinau/archive" -name '*.csv')" ]; }
put_file() {
    local nip
    nip=$(simpeg "SELECT nip FROM siasn_src.v_pegawai WHERE nip ~ '^[0-9]{18}$' AND nip IN (SELECT nip FROM siasn_src.v_rw_kursus) LIMIT 1")
    printf 'nip,nama,penyelenggara,nomor_sertifikat,tgl_mulai,tgl_selesai,jp,status_lulus\n%s,Uji Unit,BPSDM,UJI/1,2026-01-05,2026-01-06,16,lulus\n' "$nip" >"$ROOT/var/lib/siasn-sync/sinau/.uji"
    chmod 640 "$ROOT/var/lib/siasn-sync/sinau/.uji"
    mv "$ROOT/var/lib/siasn-sync/sinau/.uji" "$ROOT/var/lib/siasn-sync/sinau/uji.csv"
}
check "siasnctl, as root, with the same configuration" on_system siasnctl check
put_file
stage_await 30 "the file of trainings to be put away" file_taken
check "trainings: read under the unit" is "$(state "SELECT count(*) FROM siasn.training WHERE nama = 'Uji Unit'" 2>&1)" 1
check "a user of its own, that systemd made up" test "$(on_system sh -c "ps -o uid= -p $(main_pid)")" -ge 61184
check "no capability" is "$(on_system sh -c "sed -n 's/^CapEff:\t//p' /proc/$(main_pid)/status")" 0000000000000000
check "seccomp filter on" is "$(on_system sh -c "sed -n 's/^Seccomp:\t//p' /proc/$(main_pid)/status")" 2
check "no new privileges" is "$(on_system sh -c "sed -n 's/^NoNewPrivs:\t//p' /proc/$(main_pid)/status")" 1
check "no core dumps" is "$(on_system sh -c "awk '/core file size/ { print \$5 }' /proc/$(main_pid)/limits")" 0
status_told() { property StatusText | grep -qE '^sending; since the start [1-9][0-9]* written, [0-9]+ documents, [1-9]'; }
stage_await 20 "STATUS= to tell what was written" status_told
check "the journal has fields of its own" sh -c "echo '$(journal -o json -n 200 | jq -s 'map(select(.KIND or .MESSAGE_ID)) | length')' | grep -qv '^0$'"
check "credentials are not in the journal" sh -c "! grep -E 'demo-(secret|static|password)'" <<<"$(journal)"

pid=$(main_pid)
on_system kill -KILL "$pid"
stage_await 20 "a restart after SIGKILL" restarted 1
check "killed: started again" test "$(main_pid)" != "$pid"
pid=$(main_pid)
on_system kill -STOP "$pid"
stage_await 30 "the watchdog" restarted 2
check "hung: the watchdog starts it again" test "$(main_pid)" != "$pid"
pid=$(main_pid)
check "reload" on_system systemctl reload siasnd
sleep 1
check "reload: the same process" is "$(main_pid)" "$pid"
simpeg "UPDATE simpeg.pegawai SET alamat = 'Jalan Uji Systemd' WHERE id = (SELECT min(id) FROM simpeg.pegawai)"
stage_await 20 "the edit to be delivered" delivered
check "stop" on_system systemctl stop siasnd
check "stop: clean" is "$(property Result)" success
echo 'nonsense = 1' >>"$ROOT/etc/siasn-sync/siasnd.conf"
on_system systemctl start siasnd 2>/dev/null
check "wrong configuration: no restarts, a person has to look" is "$(property NRestarts):$(property ActiveState)" "0:failed"
check "wrong configuration: the journal names the line" grep -q nonsense <<<"$(journal -n 20)"
stage_verdict
