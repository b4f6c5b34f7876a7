# shellcheck shell=bash
# What the benchmarks of delivery share: made-up persons with courses whom nobody works on until release(), the requests that
# the peer has had, the CPU of the cluster, h2load. Sources rig.sh. PERSONS and ROWS (persons of a run, courses of each) and
# LOAD_SECONDS stand when it is used.
# shellcheck source-path=SCRIPTDIR source=rig.sh
. "$(dirname "${BASH_SOURCE[0]}")/rig.sh"
ROWS=${ROWS:-10}

# How many requests the peer has had, this one included.
peer_requests() {
    curl -sS --cacert "$STAGE_DIR/ca.pem" "$PEER_URL/requests" 2>/dev/null | awk 'NR == 3 { print $3; n++ } END { exit !n }'
}

# make_source PERSONS: SIMPEG with so many, and an empty state database.
make_source() {
    rig_source v_contract v_pegawai v_unor v_jabatan_ref v_rw_jabatan v_rw_kursus
    state "CREATE EXTENSION pg_stat_statements"
    psql -X -q -v ON_ERROR_STOP=1 -v persons="$1" -v rows="$ROWS" -d simpeg -f "$HERE/delivery_rows.sql"
}

# Everybody is under somebody else's lease until release(): what is measured is delivering, not collecting.
hold_everybody() {
    "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" migrate >/dev/null || stage_die "migrate"
    state "CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.lease_owner := ''bench''; NEW.lease_until := now() + interval ''1 day''; RETURN NEW; END'" \
        "CREATE TRIGGER bench_hold BEFORE INSERT ON siasn.employee FOR EACH ROW EXECUTE FUNCTION public.hold()"
}

release() {
    state "UPDATE siasn.employee SET lease_owner = NULL, lease_until = NULL
        WHERE nip IN (SELECT nip FROM siasn.employee WHERE lease_owner = 'bench' ORDER BY nip LIMIT $PERSONS)"
}

# As autovacuum leaves them in the long run. A table that is still empty it leaves alone, and so do we: analysed while
# empty, it would be taken for one that stays so.
prepare_tables() {
    local table
    for table in $(state "SELECT format('siasn.%I', relname) FROM pg_stat_user_tables WHERE schemaname = 'siasn' AND n_live_tup > 0"); do
        state "VACUUM ANALYZE $table"
    done
    simpeg "CHECKPOINT"
}

# ticks of CPU of the whole cluster, with what its backends had used when they ended
cpu_postgres() {
    local postmaster
    postmaster=$(head -1 "$STAGE_DIR/pg/data/postmaster.pid")
    cat "/proc/$postmaster/stat" /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
        awk -v p="$postmaster" 'NR == 1 { n = $12 + $13 + $14 + $15 } $2 == p { n += $12 + $13 } END { print n }'
}

# The three kinds have been scanned since SINCE, and what follows a first load is through.
loaded() {
    said "performance tree computed" && [ "$(state "SELECT (SELECT count(*) FROM siasn.collect_run WHERE finished_at > '$SINCE') = 3
        AND NOT EXISTS (SELECT FROM siasn.changed_key)
        AND (SELECT count(*) FROM siasn.outbox WHERE kind = 'kursus') = $ALL")" = t ]
}

# Asked once a second: each time costs PostgreSQL a connection, which is counted with the rest.
delivered() {
    sleep 1
    [ "$(state "SELECT NOT EXISTS (SELECT FROM siasn.employee WHERE due_at IS NOT NULL AND lease_owner IS DISTINCT FROM 'bench')")" = t ]
}

# h2load as the daemon went: so many connections, so many requests at a time.
h2load_run() {
    local out connections=$1 each=$(($2 / $1))
    h2load -D "$LOAD_SECONDS" --warm-up-time 1 -t 1 -c "$connections" -m "$each" -d "$STAGE_DIR/body.json" -H 'content-type: application/json' \
        -H 'accept: application/json' -H 'authorization: Bearer bench-token' -H 'auth: bearer demo-static-token-3Xw' \
        "$STAGE_URL/apisiasn/1.0/kursus/save" >"$STAGE_DIR/h2load" 2>&1
    grep -q '^TLS Protocol: TLSv1.3' "$STAGE_DIR/h2load" || stage_die "h2load: $(tail -3 "$STAGE_DIR/h2load")"
    grep -q ' 0 failed, 0 errored' "$STAGE_DIR/h2load" || stage_die "h2load: $(grep '^requests' "$STAGE_DIR/h2load")"
    out=$(sed -nE 's/^finished in .*, ([0-9.]+) req\/s,.*/\1/p' "$STAGE_DIR/h2load")
    jq -nc --argjson rate "${out:-0}" '{h2load_requests_per_s: $rate}'
}
