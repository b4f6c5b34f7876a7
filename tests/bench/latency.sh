#!/usr/bin/env bash
# How long a change takes: from the COMMIT in SIMPEG to the save's arrival at the peer, mode changelog, RATE changes a second for
# SECONDS, one course of another person each; the peer is nginx over TLS 1.3 and notes when each save began to arrive. The moment
# of a change is clock_timestamp() in its transaction, just before it commits: the commit's own time counts as ours.
# Beside it the same for RATE_LOW changes a second. Writes build/bench/latency.json.
# shellcheck source-path=SCRIPTDIR source=rig.sh
. "$(dirname "$0")/rig.sh"
RATE=${RATE:-200}
RATE_LOW=${RATE_LOW:-20}
LOAD_SECONDS=${LOAD_SECONDS:-20}
PERSONS=$((RATE * LOAD_SECONDS))

all_done() { [ "$(state "SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done'" 2>/dev/null)" = "$1" ]; }

# change RATE JP: one process, one connection: changes evenly spaced, each a transaction of its own; the hours tell the runs apart.
change() {
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -c "CALL public.change($1, $((${1} * LOAD_SECONDS)), $2)" || stage_die "changes failed"
}
arrived() { [ "$(grep -c "\"jumlahJam\":$2[,}]" "$STAGE_DIR/saves.log")" -ge "$1" ]; }

measure() { # RATE JP
    local n=$(($1 * LOAD_SECONDS)) began ticks
    began=$EPOCHREALTIME ticks=$(rig_cpu "$DAEMON")
    change "$1" "$2"
    took=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
    stage_await 60 "all saves" arrived "$n" "$2"
    ticks=$(($(rig_cpu "$DAEMON") - ticks))
    # the number of the certificate is the person's: i/1/S/2024
    grep "\"jumlahJam\":$2[,}]" "$STAGE_DIR/saves.log" | sed -E 's/^([0-9.]+) ([0-9.]+) .*"nomorSertipikat":"([0-9]+)\/.*/\3 \1 \2/' |
        awk '{ printf "%s\t%.3f\n", $1, $2 - $3 }' >"$STAGE_DIR/came"
    simpeg "TRUNCATE public.came" "\\copy public.came FROM '$STAGE_DIR/came'"
    simpeg "SELECT json_build_object('rate', $1, 'seconds', $LOAD_SECONDS, 'changes', count(*), 'done_at_rate', round(count(*) / $took),
            'p50_ms', round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::numeric, 1), 'goal_p50_ms', 20,
            'p90_ms', round(percentile_cont(0.9) WITHIN GROUP (ORDER BY ms)::numeric, 1),
            'p99_ms', round(percentile_cont(0.99) WITHIN GROUP (ORDER BY ms)::numeric, 1), 'goal_p99_ms', 100,
            'max_ms', round(max(ms)::numeric, 1), 'daemon_cpu_percent', round($ticks / ($took)::numeric, 1))
        FROM (SELECT (extract(epoch FROM to_timestamp(min(came.at)) - w.at) * 1000)::float AS ms
              FROM public.wrote AS w JOIN public.came ON came.i = w.i WHERE w.jp = $2 GROUP BY w.i, w.at) AS x" | tee -a "$STAGE_DIR/lines"
}

rig_begin
INNER=$(stage_free_port)
sed "s|@INNER@|$INNER|" "$HERE/latency_nginx.conf" >"$STAGE_DIR/peer.conf"
rig_peer "$STAGE_DIR/peer.conf"
rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_kursus
psql -X -q -v ON_ERROR_STOP=1 -v persons="$PERSONS" -v rows=1 -d simpeg -f "$HERE/delivery_rows.sql"
rig_changelog
simpeg "SET client_min_messages = warning" "SELECT siasn_src.watch('public.v_rw_kursus', 'v_rw_kursus', 'src_id')" >/dev/null
simpeg "CREATE INDEX ON public.v_rw_kursus (src_id)"
simpeg "CREATE UNLOGGED TABLE public.wrote (i int, jp int, at timestamptz)" "CREATE UNLOGGED TABLE public.came (i int, at float)" "
    CREATE PROCEDURE public.change(rate int, n int, hours int) LANGUAGE plpgsql AS \$\$
    DECLARE began timestamptz := clock_timestamp();
    BEGIN
        FOR k IN 1..n LOOP
            PERFORM pg_sleep(GREATEST(0, extract(epoch FROM began + k * interval '1 second' / rate - clock_timestamp())));
            UPDATE public.v_rw_kursus SET jp = hours WHERE src_id = k || '.1';
            INSERT INTO public.wrote VALUES (k, hours, clock_timestamp());
            COMMIT;
        END LOOP;
    END \$\$"
STAGE_URL=$PEER_URL/0
# The peer never shows a row that was saved: a change of one that was saved just now would be put off until the doubt window is over.
stage_config push.doubt_window=1s collect.mode=changelog collect.interval=30s push.max_inflight=32 records.disable=nilai_ip_asn
daemon_start
stage_await 30 "the tables" said started
stage_await 300 "the first deliveries" all_done "$PERSONS"
stage_await 120 "the performance tree" said "performance tree computed"
state "VACUUM ANALYZE"
sleep 3
measure "$RATE" 41
if [ "$RATE_LOW" != 0 ]; then
    sleep 3
    measure "$RATE_LOW" 42
fi
daemon_stop
rig_report latency "$STAGE_DIR/lines"
