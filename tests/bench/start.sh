#!/usr/bin/env bash
# How long siasnd takes from exec to READY=1, with ROWS records in its state (0: only with 1000), beside a connection of psql in the same run; how
# large the programs are, and which libraries they need. The least of RUNS. Writes build/bench/start.json.
# shellcheck source-path=SCRIPTDIR source=rig.sh
. "$(dirname "$0")/rig.sh"
ROWS=${ROWS:-10000000}
RUNS=${RUNS:-7}

fill() {
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    psql -X -q -v ON_ERROR_STOP=1 -d siasn_state -v rows="$1" -f "$HERE/start_rows.sql" || stage_die "rows"
}

# Milliseconds until the daemon says READY=1 to a socket of ours.
ready_ms() {
    python3 - "$STAGE_BIN/siasnd" "$STAGE_DIR/siasnd.conf" "$STAGE_DIR/notify" <<'PY'
import os, socket, subprocess, sys, time
program, config, path = sys.argv[1:]
if os.path.exists(path):
    os.unlink(path)
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(path)
s.settimeout(60)
began = time.monotonic()
p = subprocess.Popen([program, "--config", config], env={**os.environ, "NOTIFY_SOCKET": path}, stderr=subprocess.DEVNULL)
while b"READY=1" not in s.recv(4096):
    pass
took = time.monotonic() - began
p.terminate()
p.wait(60)
print(f"{took * 1000:.1f}")
PY
}
connect_ms() {
    local began=${EPOCHREALTIME/./}
    simpeg "SELECT 1" >/dev/null
    echo $(((${EPOCHREALTIME/./} - began) / 100)) | sed -E 's/(.)$/.\1/'
}
least() { sort -g | head -1; }
libraries() { ldd "$STAGE_BIN/$1" | awk '/=>/ { print $1 }' | sort | jq -R . | jq -sc .; }
needed() { objdump -p "$STAGE_BIN/$1" | awk '/NEEDED/ { print $2 }' | sort | jq -R . | jq -sc .; }
size() {
    strip -o "$STAGE_DIR/stripped" "$STAGE_BIN/$1"
    stat -c %s "$STAGE_DIR/stripped"
}

rig_begin
stage_certificates
rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_kursus
simpeg "INSERT INTO public.v_contract (version, site, instansi_id, satuan_kerja_id) VALUES (1, 'Kabupaten Contoh', 'INST-1', 'SATKER-1')"
stage_config collect.mode=scan collect.interval=1d guard.first_load=hold
for rows in 1000 ${ROWS#0}; do
    if [ "$rows" != 1000 ]; then
        state "SET client_min_messages = warning" "DROP SCHEMA siasn CASCADE"
    fi
    fill "$rows"
    ready=$(for _ in $(seq "$RUNS"); do ready_ms; done | least)
    psql=$(for _ in $(seq "$RUNS"); do connect_ms; done | least)
    jq -nc --argjson rows "$rows" --argjson ready "$ready" --argjson psql "$psql" --argjson siasnd "$(size siasnd)" \
        --argjson siasnctl "$(size siasnctl)" --argjson web "$(size siasn-web)" --argjson needed "$(needed siasnd)" --argjson all "$(libraries siasnd)" '
        {outbox_rows: $rows, ready_ms: $ready, goal_ms: 50, psql_connect_and_ask_ms: $psql, ready_of_psql: ($ready / $psql * 100 | round / 100),
         stripped_bytes: {siasnd: $siasnd, siasnctl: $siasnctl, "siasn-web": $web}, siasnd_needs: $needed, siasnd_loads: ($all | length), siasnd_libraries: $all}' |
        tee -a "$STAGE_DIR/lines" | jq -r '"\(.outbox_rows) rows: READY after \(.ready_ms) ms (goal \(.goal_ms)), psql \(.psql_connect_and_ask_ms) ms; siasnd \(.stripped_bytes.siasnd) bytes stripped, needs \(.siasnd_needs | length), loads \(.siasnd_loads) libraries"'
done
rig_report start "$STAGE_DIR/lines"
