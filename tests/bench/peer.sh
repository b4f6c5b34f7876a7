# shellcheck shell=bash
# What the benchmarks of delivery share: the peer that answers like SIASN, a cluster that keeps what it was told, made-up
# persons with courses whom nobody works on until release(), the CPU that was used. Sourced after common.sh; before that,
# PERSONS and ROWS (persons of a run, courses of each) and LOAD_SECONDS stand.
# shellcheck disable=SC2034 # variables for those who source this
HERE=$STAGE_ROOT/tests/bench
PATH=$PATH:/usr/sbin

peer_start() {
    local port
    stage_certificates
    port=$(stage_free_port)
    sed "s|@DIR@|$STAGE_DIR|; s|@PORT@|$port|" "$HERE/delivery_nginx.conf" >"$STAGE_DIR/nginx.conf"
    nginx -e "$STAGE_DIR/nginx.log" -c "$STAGE_DIR/nginx.conf" &
    PEER=$!
    STAGE_DAEMONS="$STAGE_DAEMONS $PEER"
    PEER_PORT=$port PEER_URL=https://127.0.0.1:$port
    stage_await 10 nginx peer_answers
}

peer_answers() { peer_requests >/dev/null; }

# How many requests the peer has had, this one included.
peer_requests() {
    curl -sS --cacert "$STAGE_DIR/ca.pem" "$PEER_URL/requests" 2>/dev/null | awk 'NR == 3 { print $3; n++ } END { exit !n }'
}

# Unlike the tests' cluster this one is durable, and counts statements.
durable_postgres() {
    stage_pg_ctl -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$STAGE_DIR/pg -c fsync=on -c max_connections=60 \
        -c shared_buffers=128MB -c max_wal_size=2GB -c log_min_messages=warning -c timezone=Asia/Jakarta \
        -c shared_preload_libraries=pg_stat_statements" -m fast restart >/dev/null 2>&1 || stage_die "PostgreSQL did not start again"
}

# make_source PERSONS: SIMPEG with so many, and an empty state database.
make_source() {
    local view
    { createdb simpeg && createdb siasn_state; } || stage_die "cannot create the databases"
    simpeg "CREATE ROLE siasn_reader LOGIN" "CREATE ROLE siasn_sync LOGIN"
    state "GRANT CREATE ON DATABASE siasn_state TO siasn_sync" "CREATE EXTENSION pg_stat_statements"
    psql -X -q -v ON_ERROR_STOP=1 -d simpeg -f "$STAGE_ROOT/schema/source/contract.sql"
    for view in $(simpeg "SELECT viewname FROM pg_views WHERE schemaname = 'siasn_src'"); do
        case $view in
        v_contract | v_pegawai | v_unor | v_jabatan_ref | v_rw_jabatan | v_rw_kursus)
            simpeg "CREATE TABLE public.$view AS SELECT * FROM siasn_src.$view" "DROP VIEW siasn_src.$view" \
                "CREATE VIEW siasn_src.$view AS SELECT * FROM public.$view"
            ;;
        *) simpeg "DROP VIEW siasn_src.$view" ;;
        esac
    done
    simpeg "GRANT USAGE ON SCHEMA siasn_src TO siasn_reader" "GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader"
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

# ticks of CPU: of a process; of the whole cluster, with what its backends had used when they ended
cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
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
