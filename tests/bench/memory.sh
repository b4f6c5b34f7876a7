#!/usr/bin/env bash
# How much memory the daemon needs. First: its peak (VmHWM) over a first sync of so many employees (SIZES) with ROWS courses
# each: collecting and mapping all of them, then delivering for at most DELIVER seconds; those who count the performance tree
# for it are processes of their own and are told apart (child). Then: SOAK seconds with the sandbox, faults of every kind and
# edits going on: what is resident in minute 3 beside the last minute. PARTS: "sync soak". Writes build/bench/memory.json.
SIZES=${SIZES:-1000 10000 100000 1000000}
ROWS=${ROWS:-1}
DELIVER=${DELIVER:-60}
SOAK=${SOAK:-600}
PARTS=${PARTS:-sync soak}
GOAL_KIB=32768
# shellcheck source-path=SCRIPTDIR source=peer.sh
. "$(dirname "$0")/peer.sh"
# shellcheck source=../faults/trouble.sh
. "$(dirname "$0")/../faults/trouble.sh"

load_average() { cut -d' ' -f1 /proc/loadavg; }
memory() { awk -v what="$2:" '$1 == what { print $2 }' "/proc/$1/status" 2>/dev/null; }

# The highest VmHWM of the daemon's children, asked now and then while CMD is awaited.
children_peak() {
    local child kib
    for child in $(pgrep -P "$DAEMON"); do
        kib=$(memory "$child" VmHWM)
        [ "${kib:-0}" -le "$child_kib" ] || child_kib=$kib
    done
}
collected() {
    children_peak
    [ $((++asked % 20)) = 0 ] && loaded
}
delivered_or_late() { [ "$SECONDS" -ge "$late" ] || delivered; }

# Nobody is due until all is collected. Not by a lease, as peer.sh does it: each claim would look past a million of them.
hold_all() {
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    state "CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.due_at := NULL; RETURN NEW; END'" \
        "CREATE TRIGGER bench_hold BEFORE INSERT OR UPDATE ON siasn.employee FOR EACH ROW EXECUTE FUNCTION public.hold()"
}
release_all() { state "DROP TRIGGER bench_hold ON siasn.employee" "UPDATE siasn.employee SET due_at = now()"; }

# sync EMPLOYEES: a line of JSON
sync_one() {
    local began seconds collected_kib child_kib=0 asked=0 late done_rows
    PERSONS=$1 ALL=$(($1 * ROWS))
    stage_postgres
    rig_peer "$HERE/delivery_nginx.conf"
    make_source "$1"
    STAGE_URL=$PEER_URL/0
    stage_config collect.mode=scan collect.interval=1d records.disable=nilai_ip_asn push.max_inflight=32
    hold_all
    SINCE=$(state "SELECT now()")
    began=$SECONDS
    daemon_start
    stage_await 5000 "the collecting" collected
    seconds=$((SECONDS - began)) collected_kib=$(memory "$DAEMON" VmHWM)
    release_all
    late=$((SECONDS + DELIVER))
    stage_await $((DELIVER + 60)) "the deliveries" delivered_or_late
    done_rows=$(state "SELECT count(*) FROM siasn.outbox WHERE outcome = 'created'")
    jq -nc --argjson n "$1" --argjson rows "$ALL" --argjson s "$seconds" --argjson collected "$collected_kib" --argjson peak "$(memory "$DAEMON" VmHWM)" \
        --argjson resident "$(memory "$DAEMON" VmRSS)" --argjson child "$child_kib" --argjson created "$done_rows" --arg load "$(load_average)" \
        --argjson mib "$(state "SELECT pg_database_size(current_database()) / 1048576")" '
        {part: "sync", employees: $n, rows: $rows, collect_s: $s, peak_collect_kib: $collected, created: $created, peak_kib: $peak, resident_kib: $resident,
         child_peak_kib: $child, state_mib: $mib, load_average: ($load | tonumber)}' >>"$REPORT/memory.ndjson"
    tail -1 "$REPORT/memory.ndjson" >&2
    daemon_stop
}

# Median of the resident memory between two seconds of the soak.
resident() {
    awk -v a="$1" -v b="$2" '$1 >= a && $1 < b { print $2 }' "$STAGE_DIR/resident" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
soak() {
    local began end tick=0
    stage_postgres
    STAGE_SHARE=40 stage_sample "${SIZE:-300}"
    trouble_ready
    stage_sandbox
    stage_config push.timeout=3s push.doubt_window=4s push.max_inflight=8 collect.interval=2s guard.gone_rows=200
    daemon_start
    stage_await 120 "the first synchronisation" settled
    faults_mixed
    began=$SECONDS end=$((SECONDS + SOAK))
    while [ "$SECONDS" -lt "$end" ]; do
        sleep 0.5
        edit
        [ $((++tick % 4)) != 0 ] || echo "$((SECONDS - began)) $(memory "$DAEMON" VmRSS)" >>"$STAGE_DIR/resident"
        [ $((tick % 40)) != 20 ] || psql -X -q -d postgres -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'siasn-sync%' AND random() < 0.5" >/dev/null 2>&1
    done
    jq -nc --argjson s "$SOAK" --argjson third "$(resident 120 180)" --argjson last "$(resident $((SOAK - 60)) "$SOAK")" --argjson peak "$(memory "$DAEMON" VmHWM)" \
        --argjson requests "$(stat_of requests)" --argjson saves "$(stat_of saves)" --arg load "$(load_average)" '
        {part: "soak", seconds: $s, requests: $requests, saves: $saves, minute_3_kib: $third, last_minute_kib: $last, grown_kib: ($last - $third), peak_kib: $peak,
         load_average: ($load | tonumber)}' >>"$REPORT/memory.ndjson" || stage_die "no figures"
    tail -1 "$REPORT/memory.ndjson" >&2
    cp "$STAGE_DIR/resident" "$REPORT/memory.soak"
    faults_none
    daemon_stop
}

: >"$REPORT/memory.ndjson"
for part in $PARTS; do
    case $part in
    sync)
        for size in $SIZES; do
            (stage_begin && sync_one "$size") || exit 1
        done
        ;;
    soak) (stage_begin && soak) || exit 1 ;;
    esac
done
jq -s . "$REPORT/memory.ndjson" >"$REPORT/memory.json" && rm "$REPORT/memory.ndjson"
jq -r '(.[] | select(.part == "sync") | [.employees, .rows, .collect_s, .peak_collect_kib, .peak_kib, .child_peak_kib, .created, .load_average]) | @tsv' "$REPORT/memory.json" |
    awk -F'\t' 'BEGIN { printf "%10s %10s %10s %14s %10s %10s %10s %8s\n", "employees", "rows", "collect s", "collected KiB", "peak KiB", "child KiB", "created", "load" }
        { printf "%10s %10s %10s %14s %10s %10s %10s %8s\n", $1, $2, $3, $4, $5, $6, $7, $8 }'
jq -r '.[] | select(.part == "soak") | "soak \(.seconds) s, \(.requests) requests: minute 3 \(.minute_3_kib) KiB, last minute \(.last_minute_kib) KiB, load \(.load_average)"' "$REPORT/memory.json"
echo "written: $REPORT/memory.json"
jq -e --argjson goal "$GOAL_KIB" '[.[] | select(.part == "sync") | .peak_kib] | length == 0 or max - min <= $goal' "$REPORT/memory.json" >/dev/null ||
    stage_die "more than $GOAL_KIB KiB between the smallest and the largest"
