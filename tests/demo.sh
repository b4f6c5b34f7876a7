#!/usr/bin/env bash
# The demonstration: a sample regency's SIMPEG, a sandbox that plays SIASN, the daemon between them.
# Everything lives in a temporary directory and on free loopback ports, and is gone at the end.
#   SIZE=1000 employees, SEED=1, KEEP=1 leaves it running until Ctrl-C
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
SIZE=${SIZE:-1000}
SEED=${SEED:-1}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }

say() { printf '%s\n' "$*" >&2; }

state() { psql -X -q -At -F ' ' -v ON_ERROR_STOP=1 -d siasn_state "$@"; }

# One line, rewritten on a terminal, a line every few seconds elsewhere.
progress() {
    local line
    line=$(state -f "$STAGE_ROOT/tests/progress.sql" | {
        read -r rows settled delivered quarantined
        printf '%s rows read, %s settled: %s delivered, %s in quarantine' \
            "${rows:-0}" "${settled:-0}" "${delivered:-0}" "${quarantined:-0}"
    })
    if [ -t 2 ]; then
        printf '\r\033[K%s' "$line" >&2
    elif [ "$((SECONDS - ${said_at:-0}))" -ge 5 ]; then
        said_at=$SECONDS
        say "$line"
    fi
}

settled() {
    kill -0 "$daemon" 2>/dev/null || {
        say ""
        tail -5 "$STAGE_DIR/siasnd.log" >&2
        stage_die "demo: siasnd has stopped"
    }
    progress
    [ "$(state -c "SELECT count(*) FROM siasn.collect_run")" = "$KIND_COUNT" ] &&
        [ "$(state -c "SELECT (SELECT count(*) FROM siasn.changed_key)
            + (SELECT count(*) FROM siasn.outbox WHERE state IN ('ready', 'retry', 'inflight', 'doubt'))
            + (SELECT count(*) FROM siasn.followup)
            + (SELECT count(*) FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id)
               WHERE d.state NOT IN ('done', 'rejected') AND NOT d.shadowed AND o.state = 'done')")" = 0 ]
}

table() {
    local kind t lost duplicate
    printf '\n%-16s %8s %8s %8s %8s %8s %11s %6s %10s\n' \
        kind rows created updated adopted same quarantined lost duplicate
    stage_kinds | while read -r kind t; do
        IFS='|' read -r _ _ _ _ _ lost _ duplicate \
            < <(grep "^$t|" "$STAGE_DIR/compare" || echo '|||||-||-')
        state -v kind="$kind" -f "$STAGE_ROOT/tests/demo_kind.sql" | {
            read -r rows created updated adopted same rejected
            printf '%-16s %8s %8s %8s %8s %8s %11s %6s %10s\n' "$kind" "$rows" "$created" \
                "$updated" "$adopted" "$same" "$rejected" "$lost" "$duplicate"
        }
    done
    documents
    echo
}

# Documents by the kind of their record: sent, without a record at SIASN yet, in quarantine; and how
# many the sandbox really holds.
documents() {
    local held
    held=$(jq -s '[.[] | .row.path? | objects | length] | add // 0' "$STAGE_DIR/dump.ndjson")
    printf '\n%-12s %8s %8s %8s %11s\n' documents rows sent waiting quarantined
    state -f "$STAGE_ROOT/tests/demo_documents.sql" | while read -r line; do
        # shellcheck disable=SC2086 # columns
        printf '%-12s %8s %8s %8s %11s\n' $line
    done
    printf '%-12s %8s %8s\n' 'at SIASN' '' "$held"
}

# A key to sign snapshots with, and the list that tells the jenjang of a jabatan fungsional.
prepare_percentages() {
    (umask 077 && openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null)
    { ctl migrate && ctl reference pull jabatan-fungsional; } >/dev/null || stage_die "demo: the state could not be prepared"
}

percentages() {
    ctl indicator show --json >"$STAGE_DIR/indicator.json" || stage_die "demo: the indicators could not be computed"
    ctl indicator show | sed '/^$/,$d'
    echo
}

pct() {
    LC_ALL=C printf '%.2f' "$(jq -r --arg name "$1" '.indicators[] | select(.indicator == $name) | .pct' \
        "$STAGE_DIR/indicator.json")"
}

summary() {
    local lost duplicate
    lost=$(awk -F'|' '{n += $6} END {print n + 0}' "$STAGE_DIR/compare")
    duplicate=$(awk -F'|' '{n += $8} END {print n + 0}' "$STAGE_DIR/compare")
    state -v kind='' -f "$STAGE_ROOT/tests/demo_kind.sql" | {
        read -r _ created updated adopted _ rejected
        printf 'demo: %s delivered, %s adopted, %s quarantined, %s lost, %s duplicate; penempatan %s %%, diklat struktural %s %%\n' \
            "$((created + updated))" "$adopted" "$rejected" "$lost" "$duplicate" \
            "$(pct penempatan)" "$(pct diklat_struktural)"
    }
    [ "$lost" = 0 ] && [ "$duplicate" = 0 ]
}

# Pages over what was synchronised, with one login a role.
pages() {
    local conf="$STAGE_DIR/siasnd.conf" port name
    port=$(stage_free_port)
    printf '[web]\ndsn = host=127.0.0.1 port=%s user=siasn_web dbname=siasn_state\nlisten = 127.0.0.1:%s\n' "$PGPORT" "$port" >>"$conf"
    state -c "CREATE ROLE siasn_web LOGIN"
    "$STAGE_BIN/siasnctl" --config "$conf" user rights siasn_web --by demo >/dev/null || return
    for name in hr auditor admin; do
        "$STAGE_BIN/siasnctl" --config "$conf" user add "$name" --role "$name" --by demo >/dev/null <<<'kuda baterai staples' || return
    done
    state -c "UPDATE siasn.web_user SET must_change = false"
    "$STAGE_BIN/siasn-web" --config "$conf" 2>"$STAGE_DIR/siasn-web.log" &
    STAGE_DAEMONS="$STAGE_DAEMONS $!"
    stage_await 10 "the pages" curl -s -o /dev/null "http://127.0.0.1:$port/masuk"
    printf '\nPages: http://127.0.0.1:%s  name hr, auditor or admin, password: kuda baterai staples\n' "$port"
}

keep() {
    local nip ctl="$STAGE_BIN/siasnctl --config $STAGE_DIR/siasnd.conf"
    nip=$(state -c "SELECT nip FROM siasn.outbox WHERE kind = 'kursus' AND state = 'done' ORDER BY nip LIMIT 1")
    cat <<TEXT

Running until Ctrl-C. In another terminal:
  $ctl status
  $ctl show $nip
  $ctl log --follow
  $ctl indicator result diklat_struktural
  $ctl pohon show
Change a row in SIMPEG and see it arrive (within 2 seconds):
  psql -h 127.0.0.1 -p $PGPORT -U stage simpeg -c "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'BPSDM Jawa Tengah' WHERE id = (SELECT src_id FROM siasn_src.v_rw_kursus WHERE nip = '$nip' LIMIT 1)"
The daemon's log: $STAGE_DIR/siasnd.log
TEXT
    while kill -0 "$daemon" 2>/dev/null; do sleep 1; done
}

stage_begin
say "starting a private PostgreSQL cluster and loading a regency of $SIZE employees"
stage_postgres
stage_sample "$SIZE" "$SEED"
stage_sandbox
stage_config collect.interval=2s
prepare_percentages
KIND_COUNT=$(($(stage_kinds | wc -l) + 1)) # and the documents
say "SIASN (sandbox) at $STAGE_URL, starting siasnd"
"$STAGE_BIN/siasnd" --config "$STAGE_DIR/siasnd.conf" 2>"$STAGE_DIR/siasnd.log" &
daemon=$!
STAGE_DAEMONS=$daemon
stage_await 170 "the first synchronisation" settled
[ ! -t 2 ] || printf '\r\033[K' >&2
stage_compare || stage_die "demo: SIMPEG and sandbox could not be compared"
table
percentages
summary
status=$?
[ "${KEEP:-}" != 1 ] || { pages && keep; }
exit "$status"
