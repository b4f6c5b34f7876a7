#!/usr/bin/env bash
# The daemon's own counting of the performance tree, on the sample regency: once a day, again after a bulk
# change, right against SIMPEG's own tables, and never in the way of a change that is to be sent.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
# latest CODE: value of the running quarter
latest() { ctl pohon show --json | jq -r --arg c "$1" '(.period[-1:] | tonumber) as $q | .nodes[] | select(.code == $c) | .quarters[$q - 1].value'; }
year_of() { ctl pohon show --json | jq -r --arg c "$1" '.nodes[] | select(.code == $c) | .result.value'; }
counts() { grep -c 'performance tree computed' "$STAGE_DIR/once.log"; }
computed() { state "SELECT count(*) FROM siasn.pohon_computed"; }

first_run() {
    daemon_once
    check "first run: exit code" is $? 0
    check "first run: counted once" is "$(counts)" 1
    check "deliveries, as the sandbox counted them" is "$(latest K22)" "$(stat_of saves)"
    check "both percentages, as indicator show has them" is "$(latest A) $(latest B)" \
        "$(ctl indicator show --json | jq -r '[.indicators[].pct] | join(" ")')"
    check "both percentages: a signed snapshot each, and a row of the trend" is \
        "$(state "SELECT string_agg(indicator, ' ' ORDER BY indicator) FROM siasn.indicator_snapshot") $(state "SELECT count(*) FROM siasn.indicator_trend")" \
        "diklat_struktural penempatan 2"
    check "the snapshot verifies" ctl indicator verify penempatan
    check "courses of the year, as SIMPEG's table has them" is "$(year_of K29)" "$(simpeg "
        SELECT count(DISTINCT (translate(nip, ' .-', ''), tgl_selesai, coalesce(nullif(rtrim(no_sertifikat), ''), lower(rtrim(nama)))))
        FROM simpeg.riwayat_kursus WHERE status = 2 AND extract(year FROM tgl_selesai) = extract(year FROM now())")"
    check "functional decrees of the year, as SIMPEG's table has them" is "$(year_of K26)" "$(simpeg "
        SELECT count(DISTINCT (j.pegawai_id, j.no_sk)) FROM simpeg.riwayat_jabatan j
        JOIN siasn_map.kode k ON k.jenis = 'jenis_jabatan' AND k.lokal = j.jenis::text AND k.siasn = '2'
        WHERE j.verifikasi = 'S' AND coalesce(j.status, '') <> '1' AND j.penugasan = 'DEF'
          AND extract(year FROM j.tgl_sk) = extract(year FROM now())")"
    check "the running year's quarters and the one before it" is "$(state "SELECT count(DISTINCT (year, quarter)) FROM siasn.pohon_computed")" \
        "$(state "SELECT extract(quarter FROM now())::int + 1")"
}

same_day() {
    local before
    before=$(computed)
    daemon_once
    check "same day: not counted again" is "$(counts) $(computed)" "0 $before"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' X' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus LIMIT 5)"
    daemon_once
    check "few changes: not counted again" is "$(counts)" 0
    printf '\n[indicator]\nbulk_rows = 20\n' >>"$STAGE_DIR/siasnd.conf"
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Y' WHERE id IN (SELECT id FROM simpeg.riwayat_kursus WHERE status = 2 LIMIT 60)"
    daemon_once
    check "bulk change: counted again" is "$(counts)" 1
    check "bulk change: what was delivered is in" is "$(latest K22)" "$(stat_of saves)"
    state "UPDATE siasn.cursor SET value = '2020-01-01' WHERE name = 'pohon'"
    daemon_once
    check "another day: counted again" is "$(counts)" 1
    check "another day: no new snapshot within the month" is "$(state "SELECT count(*) FROM siasn.indicator_snapshot")" 2
}

# What keeps the percentages from being counted is said, and tried again; the day is not over for it.
troubles() {
    local key=$STAGE_DIR/credentials/indicator_key
    chmod 644 "$key"
    state "UPDATE siasn.cursor SET value = '2020-01-01' WHERE name = 'pohon'" "DELETE FROM siasn.indicator_trend"
    daemon_once
    check "a key that others can read: exit code" is $? 0
    check "a key that others can read: said" grep -q 'indicators not counted.*indicator_key.*can be read by others' "$STAGE_DIR/once.log"
    check "a key that others can read: the day is not done" is "$(counts) $(state "SELECT value FROM siasn.cursor WHERE name = 'pohon'")" "0 2020-01-01"
    chmod 600 "$key"
    daemon_once
    check "the key in order: counted" is "$(counts) $(state "SELECT count(*) FROM siasn.indicator_trend")" "1 2"
    sed -i 's/^bulk_rows = 20/&\nrules = penempatan_a1, penempatan_a99/' "$STAGE_DIR/siasnd.conf"
    daemon_once
    check "a rule that is none: refused at start" is $? 1
    check "a rule that is none: named" grep -q 'indicator.* rules.*penempatan_a99' "$STAGE_DIR/once.log"
    sed -i '/penempatan_a99/d' "$STAGE_DIR/siasnd.conf"
}

# A view that takes its time when it is counted (collecting reads it too): the daemon counts, and a change goes out meanwhile.
slow_view() {
    simpeg "ALTER VIEW siasn_src.v_rw_skp RENAME TO asli" \
        "CREATE VIEW siasn_src.v_rw_skp AS SELECT a.* FROM siasn_src.asli AS a
            WHERE current_query() NOT LIKE '%Computed node%' OR (SELECT pg_sleep(20)) IS NOT NULL" \
        "GRANT SELECT ON siasn_src.v_rw_skp TO siasn_reader"
    state "UPDATE siasn.cursor SET value = '2020-01-01' WHERE name = 'pohon'"
    daemon_start
    stage_await 30 "the slow count" counting
    local saves began
    saves=$(stat_of saves)
    began=$(date +%s%N)
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Z' WHERE id = (SELECT min(id) FROM simpeg.riwayat_kursus WHERE id IN (SELECT src_id FROM siasn_src.v_rw_kursus WHERE siasn_id IS NOT NULL OR status_verif = 1))"
    simpeg "UPDATE simpeg.diklat_struktural SET penyelenggara = penyelenggara || ' Z'"
    stage_await 15 "a change sent while a view is slow" sent "$saves"
    TOOK=$((($(date +%s%N) - began) / 1000000))
    check "slow view: a change goes out meanwhile" counting
    daemon_stop
    check "slow view: the daemon ends at once" is $? 0
    check "slow view: ... and drops the count" stage_await 10 "the end of the count" not counting
}
counting() { [ "$(simpeg "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%Computed node: appraisals%' AND state = 'active' AND pid <> pg_backend_pid()")" -gt 0 ]; }
sent() { [ "$(stat_of saves)" -gt "$1" ]; }
not() { ! "$@"; }

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
(umask 077 && openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null)
first_run
same_day
troubles
slow_view
echo "a change left after $TOOK ms while a view of the tree slept"
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
