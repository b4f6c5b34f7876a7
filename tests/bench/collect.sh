#!/usr/bin/env bash
# What collecting costs. PARTS="scan hash changelog idle":
#   scan       a scan of ROWS rows in which nothing has changed, by siasnd itself, beside psql that only takes what the same hash
#              query gives (COPY ... TO STDOUT); the least of RUNS; peak memory beside that of a scan of a tenth of the rows
#   hash       the ways to hash a row, same query otherwise
#   changelog  from the commit of CHANGES changed rows to the last of them absorbed, in tables of SIZES rows
#   idle       after all is delivered, IDLE_SECONDS: share of a core, memory, wake-ups (mode changelog, and stamp; metrics off)
# Writes build/bench/collect.json, and collect_changelog.svg.
# shellcheck source-path=SCRIPTDIR source=rig.sh
. "$(dirname "$0")/rig.sh"
PARTS=${PARTS:-scan hash changelog idle}
ROWS=${ROWS:-1000000}
RUNS=${RUNS:-3}
SIZES=${SIZES:-10000 100000 1000000}
CHANGES=${CHANGES:-1000}
IDLE_SECONDS=${IDLE_SECONDS:-30}
LINES_OUT=

line() { # figures of one part, as jq --argjson pairs name value
    local args=() part=$1
    shift
    while [ $# -gt 0 ]; do
        args+=(--argjson "$1" "$2")
        shift 2
    done
    jq -nc --arg part "$part" "${args[@]}" '{part: $part} + ($ARGS.named | del(.part))' | tee -a "$LINES_OUT" | jq -r 'to_entries | map("\(.key)=\(.value)") | join("  ")'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", a / b }'; }
least() { sort -g | head -1; }

# A daemon that knows every row of the source: the state is filled by hand, as if all had been absorbed.
known() {
    rm -f "$STAGE_DIR/daemon.log"
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    psql -X -q -At -d simpeg -c "COPY ($(hash_query)) TO STDOUT" | sed "s/^/kursus\t0\t/" >"$STAGE_DIR/known"
    state "TRUNCATE siasn.source_row" "\\copy siasn.source_row (kind, nip, src_id, hash) FROM '$STAGE_DIR/known'" "VACUUM ANALYZE siasn.source_row"
    rm "$STAGE_DIR/known"
}

# The query of the daemon's own scan, without its COPY, as PostgreSQL has it in its log.
hash_query() { cat "$STAGE_DIR/scan.sql"; }
take_scan_query() {
    local log=$STAGE_DIR/pg/log
    simpeg "ALTER ROLE siasn_reader SET log_statement = 'all'"
    daemon_start
    stage_await 60 "a scan" grep -q 'v_rw_kursus" AS r' "$log"
    sleep 0.5
    daemon_stop
    simpeg "ALTER ROLE siasn_reader RESET log_statement"
    awk '/COPY \($/ { on = 1; text = ""; next } on && /\) TO STDOUT;/ { on = 0; if (text ~ /v_rw_kursus" AS r/) { printf "%s", text; exit } } on { text = text $0 "\n" }' \
        "$log" >"$STAGE_DIR/scan.sql"
    [ -n "$(hash_query)" ] || stage_die "the scan's statement is not in the log"
}

scanned() { [ "$(state "SELECT count(*) FROM siasn.collect_run WHERE kind = 'kursus' AND finished_at > '$SINCE'")" = 1 ]; }

one_scan() {
    SINCE=$(state "SELECT clock_timestamp()")
    daemon_start
    stage_await 300 "the scan" scanned
    PEAK=$(rig_rss "$DAEMON" VmHWM)
    TICKS=$(rig_cpu "$DAEMON")
    daemon_stop
    TOOK=$(state "SELECT took_ms || ' ' || changed FROM siasn.collect_run WHERE kind = 'kursus'")
    [ "${TOOK#* }" = 0 ] || stage_die "the scan found ${TOOK#* } changes"
    TOOK=${TOOK% *}
}
copy_ms() {
    local began=${EPOCHREALTIME/./}
    psql -X -q -d simpeg -U siasn_reader -c "SET search_path = siasn_src" -c "COPY ($1) TO STDOUT" >/dev/null || stage_die "COPY failed"
    echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

scan_rig() {
    rig_begin
    rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_kursus
    psql -X -q -v ON_ERROR_STOP=1 -v rows="$1" -d simpeg -f "$HERE/collect_scan.sql"
    stage_certificates
    stage_config collect.mode=scan collect.interval=1d guard.first_load=hold records.disable=nilai_ip_asn
    take_scan_query
    simpeg "ALTER DATABASE simpeg SET search_path = siasn_src"
    known
}

part_scan() {
    (

        scan_rig $((ROWS / 10))
        one_scan
        echo "$PEAK" >"$SHARE/small"
    ) || exit 1
    (
        local copies='' scans='' ticks=''
        scan_rig "$ROWS"
        copy_ms "$(hash_query)" >/dev/null # warm
        for _ in $(seq "$RUNS"); do
            copies="$copies $(copy_ms "$(hash_query)")"
            one_scan
            scans="$scans $TOOK" ticks=$TICKS
        done
        # shellcheck disable=SC2086 # lists
        copies=$(printf '%s\n' $copies | least) scans=$(printf '%s\n' $scans | least)
        line scan rows "$ROWS" scan_ms "$scans" copy_ms "$copies" scan_of_copy "$(ratio "$scans" "$copies")" goal 1.3 \
            daemon_cpu_ms $((ticks * 10)) peak_kib "$PEAK" peak_kib_tenth "$(cat "$SHARE/small")" rows_tenth $((ROWS / 10))
    ) || exit 1
}

part_hash() {
    (
        local query columns way sql ms least
        scan_rig "$ROWS"
        query=$(hash_query)
        columns=$(grep -o 'ROW(.*)' <<<"$query" | sed 's/), 0)$/)/')
        for way in "hash_record_extended" "md5" "hashtextextended" "sha256" "none"; do
            case $way in
            hash_record_extended) sql="hash_record_extended($columns, 0)" ;;
            md5) sql="md5(($columns)::text)" ;;
            hashtextextended) sql="hashtextextended(($columns)::text, 0)" ;;
            sha256) sql="sha256(convert_to(($columns)::text, 'UTF8'))" ;;
            none) sql="0" ;;
            esac
            ms=$(for _ in $(seq "$RUNS"); do copy_ms "SELECT r.src_id, $sql FROM v_rw_kursus AS r WHERE r.src_id IS NOT NULL ORDER BY r.src_id COLLATE \"C\""; done | least)
            [ -n "${least:-}" ] || least=$ms
            line "hash $way" rows "$ROWS" copy_ms "$ms" of_hash_record_extended "$(ratio "$ms" "$least")"
        done
    ) || exit 1
}

absorbed() {
    [ "$(state "SELECT count(*) FROM siasn.outbox AS o WHERE kind = 'kursus' AND changed_at > '$SINCE' AND payload LIKE '%\"jumlahJam\":$JP%'")" = "$CHANGES" ]
}
# Milliseconds from the commit to the last change absorbed, by the clock of the database.
absorb_ms() {
    SINCE=$(simpeg "SELECT clock_timestamp()")
    JP=$1
    simpeg "UPDATE public.v_rw_kursus SET jp = $JP WHERE src_id IN (SELECT ((1 + i * ($ROWS_NOW / $CHANGES) + $JP) % $ROWS_NOW + 1)::text FROM generate_series(0, $CHANGES - 1) AS i)"
    local committed
    committed=$(simpeg "SELECT clock_timestamp()")
    stage_await 120 "the changes" absorbed
    state "SELECT round(extract(epoch FROM max(changed_at) - '$committed'::timestamptz) * 1000) FROM siasn.outbox WHERE kind = 'kursus' AND changed_at > '$SINCE'"
}
part_changelog() {
    local size
    for size in $SIZES; do
        (
            local ms='' i cpu
            ROWS_NOW=$size
            scan_rig "$size"
            rig_changelog
            simpeg "SET client_min_messages = warning" "SELECT siasn_src.watch('public.v_rw_kursus', 'v_rw_kursus', 'src_id')"
            stage_config collect.mode=changelog collect.interval=1d records.disable=nilai_ip_asn
            simpeg "CREATE INDEX ON public.v_rw_kursus (src_id)"
            SINCE=$(state "SELECT clock_timestamp()")
            daemon_start
            stage_await 600 "the first scan" scanned
            absorb_ms 10 >/dev/null
            cpu=$(rig_cpu "$DAEMON")
            for i in $(seq "$RUNS"); do
                ms="$ms $(absorb_ms $((10 + i)))"
            done
            cpu=$((($(rig_cpu "$DAEMON") - cpu) * 10 / RUNS))
            daemon_stop
            # shellcheck disable=SC2086 # a list
            line changelog rows "$size" changes "$CHANGES" absorbed_ms "$(printf '%s\n' $ms | least)" daemon_cpu_ms "$cpu"
        ) || exit 1
    done
    plot
}

# Time over size, both drawn on one page without a library: x is the power of ten, y milliseconds from 0.
plot() {
    jq -rs '[.[] | select(.part == "changelog")] | ([.[].absorbed_ms] | max * 1.25) as $top
        | def x: (.rows | log10 - 3.5) * 110 + 40; def y: 260 - .absorbed_ms / $top * 220;
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"560\" height=\"310\" font-family=\"sans-serif\" font-size=\"12\">",
        "<rect width=\"560\" height=\"310\" fill=\"white\"/><path d=\"M60 40V260H540\" fill=\"none\" stroke=\"black\"/>",
        "<text x=\"60\" y=\"25\">ms to absorb \(.[0].changes) changes, by rows in the table</text>",
        "<polyline fill=\"none\" stroke=\"#1f6f8b\" stroke-width=\"2\" points=\"\(map("\(x),\(y)") | join(" "))\"/>",
        (.[] | "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"#1f6f8b\"/><text x=\"\(x)\" y=\"\(y - 10)\" text-anchor=\"middle\">\(.absorbed_ms)</text><text x=\"\(x)\" y=\"280\" text-anchor=\"middle\">\(.rows)</text>"),
        "</svg>"' "$LINES_OUT" >"$REPORT/collect_changelog.svg"
}

all_done() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done'")" = 2000 ]; }
part_idle() {
    local mode
    for mode in changelog stamp; do
        (
            local awake cpu
            rig_begin
            rig_peer "$HERE/delivery_nginx.conf"
            rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_kursus
            psql -X -q -v ON_ERROR_STOP=1 -v persons=1000 -v rows=2 -d simpeg -f "$HERE/delivery_rows.sql"
            rig_changelog
            STAGE_URL=$PEER_URL/0
            stage_config "collect.mode=$mode" collect.interval=30s sinau.interval=30s reconcile.days=30
            daemon_start
            stage_await 120 "the performance tree" said "performance tree computed"
            stage_await 120 "the deliveries" all_done
            sleep 35
            awake=$(rig_awake "$DAEMON") cpu=$(rig_cpu "$DAEMON")
            sleep "$IDLE_SECONDS"
            awake=$(($(rig_awake "$DAEMON") - awake)) cpu=$(($(rig_cpu "$DAEMON") - cpu))
            line "idle $mode" seconds "$IDLE_SECONDS" cpu_percent "$(ratio "$cpu" "$IDLE_SECONDS")" goal_cpu_percent 0.2 \
                rss_mib "$(ratio "$(rig_rss "$DAEMON")" 1024)" goal_rss_mib 12 wakeups_per_s "$(ratio "$awake" "$IDLE_SECONDS")" goal_wakeups_per_s 1 \
                anon_mib "$(ratio "$(rig_rss "$DAEMON" RssAnon)" 1024)" peak_mib "$(ratio "$(rig_rss "$DAEMON" VmHWM)" 1024)"
            daemon_stop
        ) || exit 1
    done
}

SHARE=$(mktemp -d)
trap 'rm -rf "$SHARE"' EXIT
LINES_OUT=$SHARE/lines
: >"$LINES_OUT"
for part in $PARTS; do
    "part_$part" || exit 1
done
mkdir -p "$REPORT"
rig_report collect "$LINES_OUT"
