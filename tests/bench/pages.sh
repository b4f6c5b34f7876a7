#!/usr/bin/env bash
# How long the pages take over many records: ROWS=10000000 of them and as many events. The least of three, in
# milliseconds; prints a table and writes the same figures to build/bench/pages.json.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source=../integration/web.sh
. "$(dirname "$0")/../integration/web.sh"
ROWS=${ROWS:-10000000}
REPORT=${REPORT:-$BUILD/bench}

# measure USER NAME PATH
measure() {
    local least=999999 ms
    for _ in 1 2 3; do
        ms=$(curl -sS --max-time 300 -o "$STAGE_DIR/body" -b "$(jar "$1")" -w '%{http_code} %{time_total}' "$WEB$3" | awk '$1 == 200 {printf "%d", $2 * 1000}')
        [ -n "$ms" ] || stage_die "$3: no page"
        [ "$ms" -ge "$least" ] || least=$ms
    done
    printf '%-12s %-46s %8d\n' "$1" "$2" "$least"
    jq -nc --arg user "$1" --arg page "$2" --argjson ms "$least" --argjson rows "$ROWS" '{user: $user, page: $page, rows: $rows, ms: $ms}' >>"$REPORT/pages.ndjson"
}

# The cursor of a row in the middle of the list.
middle_of() {
    state "SELECT length(k) || ':' || k || length(kind) || ':' || kind || length(src_id) || ':' || src_id FROM (SELECT
        to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS k, kind, src_id FROM siasn.outbox
        WHERE src_id = 'besar-' || $((ROWS / 70)) || '-3') AS x" | sed 's/ /%20/g; s/:/%3A/g'
}

mkdir -p "$REPORT"
: >"$REPORT/pages.ndjson"
stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
daemon_once
psql -X -q -v ON_ERROR_STOP=1 -v persons=$((ROWS / 35)) -d siasn_state -f "$STAGE_ROOT/tests/bench/pages_rows.sql" >/dev/null
web_setup
web_start
{ login siti && login tari; } || stage_die "login"
NIP=$(state "SELECT nip FROM siasn.employee WHERE nip LIKE '19%' ORDER BY nip OFFSET $((ROWS / 70)) LIMIT 1")
printf '%-12s %-46s %8s\n' user page ms
for user in siti tari; do
    measure $user Beranda /
    measure $user "Antrean, waiting and refused" /antrean
    measure $user "Antrean, all" '/antrean?status=semua'
    measure $user "Antrean, all, from the middle" "/antrean?status=semua&sesudah=$(middle_of)"
    measure $user "Antrean, all, one kind" '/antrean?status=semua&jenis=skp22'
    measure $user "Antrean, all, one OPD" '/antrean?status=semua&opd=O33'
    measure $user "Antrean, all, a name" '/antrean?status=semua&cari=Rahayu'
    measure $user "Antrean, all, one NIP" "/antrean?status=semua&cari=$NIP"
    measure $user "Riwayat" /riwayat
    measure $user "Riwayat, one OPD" '/riwayat?kejadian=write&opd=O33'
    measure $user "Riwayat, one NIP" "/riwayat?cari=$NIP"
    measure $user "Pegawai" /pegawai
    measure $user "Pegawai, a name" '/pegawai?cari=Wibowo'
    measure $user "Perbaikan" /perbaikan
    measure $user "Mutu data" /mutu
done
jq -s . "$REPORT/pages.ndjson" >"$REPORT/pages.json"
printf 'memory of siasn-web, peak: %s kB\n' "$(awk '/VmHWM/ {print $2}' "/proc/$WEB_PID/status")"
