#!/usr/bin/env bash
# Reading SIASN back: differences by field, rows on one side only, which side is newer; at once for a person or a
# sample, in the background for all; nothing at SIASN is overwritten unless an operator says so.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
faults() { stage_control faults -d "$1" >/dev/null; }
requests() { stage_control log | jq -s 'map(select(.path | contains("/apisiasn/"))) | length'; }
nip_of() { state "SELECT nip FROM siasn.outbox WHERE kind = '$1' AND src_id = '$2'"; }
siasn_id_of() { state "SELECT siasn_id FROM siasn.link WHERE kind = '$1' AND src_id = '$2'"; }
drift_of() { state "SELECT finding, field, newer, reason FROM siasn.drift WHERE kind = '$1' AND (src_id = '$2' OR siasn_id = '$2') ORDER BY 1, 2"; }
findings() { jq -r "[.findings[] | select($1)] | length" "$STAGE_DIR/out"; }
reconcile() {
    ctl reconcile "$@" --json >"$STAGE_DIR/out" 2>"$STAGE_DIR/err"
}

# Edits a row at SIASN by hand: LIST NIP ID JQ-UPDATE.
hand_edit() {
    remote_row "$1" "$3" | jq -c --arg t "$1" --arg nip "$2" "{t: \$t, nip: \$nip, row: ($4)}" >"$STAGE_DIR/edit"
    stage_control seed --data-binary @"$STAGE_DIR/edit" >/dev/null
}
hand_delete() { # PATH
    local token
    token=$(curl -sS --cacert "$STAGE_DIR/ca.pem" -u demo-key:demo-secret-7Kq -d grant_type=client_credentials "$STAGE_URL/oauth2/token" | jq -r .access_token)
    curl -sS --cacert "$STAGE_DIR/ca.pem" -X DELETE -H "Authorization: Bearer $token" -H "Auth: bearer demo-static-token-3Xw" "$STAGE_URL/apisiasn/1.0$1" >"$STAGE_DIR/deleted"
    grep -q '"success":true' "$STAGE_DIR/deleted" || stage_die "the sandbox did not delete: $(cat "$STAGE_DIR/deleted")"
}
# A delivered course of a person about whom nothing is to be said.
pick() {
    state "SELECT o.src_id FROM siasn.outbox AS o JOIN siasn.link USING (kind, src_id) WHERE o.kind = 'kursus' AND o.state = 'done' AND o.outcome IN ('created', 'updated')
        AND NOT EXISTS (SELECT FROM siasn.quarantine AS q WHERE q.nip = o.nip)
        AND NOT EXISTS (SELECT FROM siasn.drift AS d WHERE d.nip = o.nip) ORDER BY md5(o.src_id) OFFSET ${1:-0} LIMIT 1"
}

usage() {
    check "figures before any reading" ctl reconcile
    ctl reconcile --push --by X >/dev/null 2>&1
    check "--push wants a person" is $? 2
    ctl reconcile 199001012015031002 --push >/dev/null 2>&1
    check "--push wants a name" is $? 2
    ctl reconcile 199001012015031002 --sample 3 >/dev/null 2>&1
    check "a NIP and a sample exclude each other" is $? 2
    ctl reconcile --sample viele >/dev/null 2>&1
    check "--sample wants a number" is $? 2
    ctl reconcile 199001012015031002 >"$STAGE_DIR/out" 2>&1
    check "unknown NIP: fails" is $? 1
    check "unknown NIP: says so" grep -q 'no person with that NIP is known' "$STAGE_DIR/out"
}

everybody_after_the_first_load() {
    local persons saves absent lists
    saves=$(stat_of saves)
    persons=$(state "SELECT count(*) FROM siasn.employee WHERE blocked IS NULL")
    reconcile --sample 1000 --seed 7
    check "all as a sample: every difference is explained, exit code" is $? 0
    absent=$(findings '.reason == "NIP_UNKNOWN"')
    lists=$(($("$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" endpoints --json | jq "[.kinds[] | select(.enabled and .mode != \"update\")] | length") + 1)) # with the person itself
    check "all as a sample: everybody, a request a list" is "$(jq -r '"\(.persons) \(.not_read) \(.requests)"' "$STAGE_DIR/out")" "$persons 0 $((persons * lists - absent * (lists - 1)))"
    check "all as a sample: some rows are equal" test "$(jq .equal "$STAGE_DIR/out")" -gt 300
    check "all as a sample: nothing written" is "$(stat_of saves) $(stat_of deletes)" "$saves 0"
    check "delivered rows are equal" is "$(findings '.finding == "field" and .reason == ""')" 0
    check "nothing delivered is missing" is "$(findings '.reason == "missing"')" 0
    check "every finding about a row of ours has a reason" is "$(findings '.src_id != "" and .reason == ""')" 0
    # Both ways: rows the sandbox has of these persons, without a link of ours, and findings only_siasn.
    stage_control dump | jq -c 'select(.t == "rw-jabatan" or .t == "rw-diklat" or .t == "rw-kursus") | {id: .row.id, nip}' >"$STAGE_DIR/rows"
    jq -r '.findings[] | select(.finding == "only_siasn") | .siasn_id' "$STAGE_DIR/out" | sort >"$STAGE_DIR/found"
    state "SELECT siasn_id FROM siasn.link" | sort >"$STAGE_DIR/links"
    state "SELECT nip FROM siasn.employee WHERE blocked IS NULL AND pns_id IS NOT NULL" | sort >"$STAGE_DIR/nips"
    state "SELECT DISTINCT nip FROM siasn.drift WHERE reason IN ('NIP_UNKNOWN', 'PERSON_MISMATCH')" | sort | comm -13 - "$STAGE_DIR/nips" >"$STAGE_DIR/known"
    jq -r '"\(.nip) \(.id)"' "$STAGE_DIR/rows" | sort | join - "$STAGE_DIR/known" | cut -d' ' -f2 | sort | comm -23 - "$STAGE_DIR/links" >"$STAGE_DIR/unlinked"
    check "rows only at SIASN: all of them" is "$(comm -23 "$STAGE_DIR/unlinked" "$STAGE_DIR/found" | wc -l)" 0
    check "rows only at SIASN: none invented" is "$(jq -r '.findings[] | select(.finding == "only_siasn" and (.kind == "jabatan" or .kind == "diklat" or .kind == "kursus")) | .siasn_id' "$STAGE_DIR/out" | sort | comm -23 - "$STAGE_DIR/unlinked" | wc -l)" 0
    check "kept: as many rows in table drift" is "$(state "SELECT count(*) FROM siasn.drift")" "$(jq '.findings | length' "$STAGE_DIR/out")"
    check "logged: one event a person" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what = 'reconcile'")" "$persons"
    check "figures add up" is "$(ctl reconcile --json | jq '[.kinds[] | select(.kind == "kursus") | .persons_read][0]')" "$persons"
    check "status has them" is "$(ctl status --json | jq '[.drift[].only_siasn] | add')" "$(findings '.finding == "only_siasn"')"
}

sample_is_repeatable() {
    local first
    ctl reconcile --sample 5 --seed abc --csv >"$STAGE_DIR/out" 2>&1
    first=$(state "SELECT string_agg(nip, ',') FROM (SELECT nip FROM siasn.employee ORDER BY reconciled_at DESC LIMIT 5) AS x")
    ctl reconcile --sample 5 --seed abc >"$STAGE_DIR/out" 2>&1
    check "the same seed reads the same persons" is "$(state "SELECT count(*) FROM (SELECT nip FROM siasn.employee ORDER BY reconciled_at DESC LIMIT 5) AS x WHERE '$first' LIKE '%' || nip || '%'")" 5
    check "the seed is told" grep -q -- '--seed abc' "$STAGE_DIR/out"
}

changed_at_siasn() {
    local id nip remote was saves
    id=$(pick)
    nip=$(nip_of kursus "$id")
    remote=$(siasn_id_of kursus "$id")
    was=$(remote_row rw-kursus "$remote" | jq -r .institusiPenyelenggara)
    saves=$(stat_of saves)
    hand_edit rw-kursus "$nip" "$remote" '.institusiPenyelenggara = "Diubah Tangan"'
    reconcile "$nip"
    check "changed at SIASN: exit code" is $? 1
    check "changed at SIASN: one field, SIASN is newer" is "$(drift_of kursus "$id")" "field|institusiPenyelenggara|siasn|"
    check "changed at SIASN: both values" is "$(jq -r '.findings[0] | "\(.simpeg)|\(.siasn)"' "$STAGE_DIR/out")" "$was|Diubah Tangan"
    check "changed at SIASN: show has it" is "$(ctl show "$nip" --json | jq -r '.drift[0].field')" institusiPenyelenggara
    daemon_once
    check "changed at SIASN: not overwritten by itself" is "$(stat_of saves) $(remote_row rw-kursus "$remote" | jq -r .institusiPenyelenggara)" "$saves Diubah Tangan"
    hand_edit rw-kursus "$nip" "$remote" ".institusiPenyelenggara = \"$was\""
    reconcile "$nip"
    check "set right at SIASN: exit code" is $? 0
    check "set right at SIASN: no finding is left" is "$(drift_of kursus "$id")" ""

    hand_edit rw-kursus "$nip" "$remote" '.institusiPenyelenggara = "Diubah Lagi"'
    reconcile "$nip" --push --by "Operator Satu"
    check "push: exit code" is $? 0
    check "push: one record" is "$(jq .pushed "$STAGE_DIR/out")" 1
    check "push: logged with its operator" is "$(state "SELECT src_id, detail::json->>'by' FROM siasn.event_log WHERE what = 'reconcile_push'")" "$id|Operator Satu"
    daemon_once
    check "push: delivered again, once" is "$(stat_of saves) $(remote_row rw-kursus "$remote" | jq -r .institusiPenyelenggara)" "$((saves + 1)) $was"
    check "push: the log tells which fields were overwritten" is "$(state "SELECT detail FROM siasn.event_log WHERE what = 'overwrite' AND src_id = '$id'")" '{"fields":["institusiPenyelenggara"]}'
    check "push: the finding went with the delivery" is "$(drift_of kursus "$id")" ""
}

deleted_at_siasn() {
    local id nip remote saves
    id=$(pick)
    nip=$(nip_of kursus "$id")
    remote=$(siasn_id_of kursus "$id")
    state "UPDATE siasn.link SET linked_at = now() - interval '1 hour' WHERE kind = 'kursus' AND src_id = '$id'"
    saves=$(stat_of saves)
    hand_delete "/kursus/delete/$remote"
    reconcile "$nip"
    check "deleted at SIASN: exit code" is $? 1
    check "deleted at SIASN: found" is "$(drift_of kursus "$id")" "only_simpeg||siasn|missing"
    check "deleted at SIASN: recognisable" grep -q namaKursus "$STAGE_DIR/out"
    daemon_once
    check "deleted at SIASN: not created by itself" is "$(stat_of saves)" "$saves"
    reconcile "$nip" --push --by "Operator Satu"
    daemon_once
    check "deleted at SIASN: created anew by push, once" is "$(stat_of saves) $(drift_of kursus "$id")" "$((saves + 1)) "
    reconcile "$nip"
    check "deleted at SIASN: equal again" is $? 0
}

added_at_siasn() {
    local id nip remote
    id=$(pick)
    nip=$(nip_of kursus "$id")
    remote=$(siasn_id_of kursus "$id")
    hand_edit rw-kursus "$nip" "$remote" '.id = "aaaaaaaa-0000-11ee-8000-0a580a830001" | .namaKursus = "Hanya di SIASN" | .noSertipikat = "X/1"'
    reconcile "$nip"
    check "added at SIASN: exit code" is $? 1
    check "added at SIASN: found" is "$(drift_of kursus aaaaaaaa-0000-11ee-8000-0a580a830001)" "only_siasn||siasn|"
}

# Our own change is on its way; and one that meets a change by hand. A lease of somebody else keeps the
# daemon from delivering meanwhile.
pending_and_both() {
    local one two persons
    one=$(pick 0)
    two=$(pick 3)
    persons="'$(nip_of kursus "$one")', '$(nip_of kursus "$two")'"
    hand_edit rw-kursus "$(nip_of kursus "$two")" "$(siasn_id_of kursus "$two")" '.jumlahJam = 77'
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Baru Di Sini' WHERE id IN ('$one', '$two')"
    state "UPDATE siasn.employee SET lease_owner = 'lain', lease_until = now() + interval '1 hour' WHERE nip IN ($persons)"
    daemon_once
    reconcile "$(nip_of kursus "$one")"
    check "delivery under way: not read" is "$? $(jq .not_read "$STAGE_DIR/out")" "1 1"
    state "UPDATE siasn.employee SET lease_owner = NULL, lease_until = NULL WHERE nip IN ($persons)"
    reconcile "$(nip_of kursus "$one")"
    check "on its way: nobody has to do anything" is "$? $(drift_of kursus "$one")" "0 field|institusiPenyelenggara|simpeg|pending"
    reconcile "$(nip_of kursus "$two")"
    check "changed on both sides" is "$(drift_of kursus "$two" | tr '\n' ' ')" "field|institusiPenyelenggara|both|pending field|jumlahJam|both|pending "
    daemon_once
    check "delivered: no finding is left" is "$(drift_of kursus "$one")$(drift_of kursus "$two")" ""
}

ill_service() {
    local nip
    nip=$(nip_of kursus "$(pick)")
    faults '[{"fault":"suspended"}]'
    reconcile "$nip"
    check "service suspended: fails and says so" test "$?" = 1 -a -n "$(grep -i suspended "$STAGE_DIR/err")"
    faults '[{"fault":"throttle","path":"/pns/","seconds":120,"count":1}]'
    reconcile "$nip"
    check "asked for a pause: fails" is $? 1
    faults '[]'
    reconcile "$nip"
    check "asked for a pause: keeps it, and says so" grep -q 'pause of 1[0-9]* s' "$STAGE_DIR/err"
    check "asked for a pause: no request came inside it" is "$(stat_of requests_inside_retry_after)" 0
    state "UPDATE siasn.pace SET pause_until = 'epoch'"
    reconcile "$nip"
    check "pause over: reads again" is $? 0
}

all_asked() { [ "$(state "SELECT count(*) FROM siasn.employee WHERE reconcile_asked")" = 0 ]; }
some_read() { [ "$(state "SELECT count(*) FROM siasn.employee WHERE reconciled_at > now() - interval '1 minute'")" -ge "$1" ]; }
arrived() { [ "$(remote_row rw-kursus "$2" | jq -r .institusiPenyelenggara)" = "$1" ]; }

delivered_since() { [ "$(state "SELECT delivered_at > '$1' FROM siasn.outbox WHERE kind = 'kursus' AND src_id = '$2'")" = t ]; }

background() {
    local id remote i began took longest=0 before persons
    stage_config push.max_rate=5 # as shipped
    daemon_once
    state "UPDATE siasn.employee SET reconciled_at = '-infinity'"
    check "--all" ctl reconcile --all
    persons=$(state "SELECT count(*) FROM siasn.employee WHERE reconcile_asked")
    before=$(requests)
    daemon_start
    stage_await 30 "background readings" some_read 3
    for i in 1 2 3 4 5; do
        id=$(pick "$i")
        remote=$(siasn_id_of kursus "$id")
        # From the commit to the recorded reply, by the clock of the one server that has both databases.
        began=$(simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Kilat $i' WHERE id = '$id'" "SELECT clock_timestamp()")
        stage_await 20 "the delivery of edit $i" arrived "Kilat $i" "$remote"
        stage_await 20 "the record of delivery $i" delivered_since "$began" "$id"
        took=$(state "SELECT (extract(epoch FROM delivered_at - '$began'::timestamptz) * 1000)::int FROM siasn.outbox WHERE kind = 'kursus' AND src_id = '$id'")
        [ "$took" -le "$longest" ] || longest=$took
    done
    check "background: still reading while five edits were delivered" test "$(state "SELECT count(*) FROM siasn.employee WHERE reconcile_asked")" -gt 0
    check "background: the slowest of five deliveries took $longest ms, at most 2000" test "$longest" -le 2000
    daemon_stop
    check "background: never faster than the configured rate" test "$(stage_control log | jq -s "map(select(.path | contains(\"/apisiasn/\"))) | .[$before:] | (.[-1].start_ms - .[0].start_ms) / ((length - 1) * 200)  >= 0.97")" = true
    stage_config push.max_rate=60
    before=$(requests)
    began=$SECONDS
    state "UPDATE siasn.employee SET reconcile_taken = '-infinity'"
    daemon_start
    stage_await 100 "everybody to be read" all_asked
    took=$((SECONDS - began))
    daemon_stop
    echo "background: of $persons persons the rest with $(($(requests) - before)) requests in $took s at half of 60/s; slowest delivery at 5/s beside readings $longest ms"
    check "background: everybody was read" is "$(state "SELECT count(*) FROM siasn.employee WHERE blocked IS NULL AND reconciled_at = '-infinity'")" 0
}

paced() { [ "$(state "SELECT next_slot_at > now() FROM siasn.pace WHERE name = 'reconcile'")" = t ]; }

spread_over_days() {
    local persons
    stage_config reconcile.days=1
    state "UPDATE siasn.employee SET reconciled_at = now() - interval '2 days'"
    persons=$(state "SELECT count(*) FROM siasn.employee WHERE blocked IS NULL")
    daemon_start
    stage_await 20 "the first of the day" some_read 1
    stage_await 20 "quiet" settled
    sleep 6 # a look for the next person is due every 5 s
    check "days: one person, and the next when its turn comes" is "$(state "SELECT count(*) FROM siasn.employee WHERE reconciled_at > now() - interval '1 minute'")" 1
    check "days: the turn is a day through the number of persons" test "$(state "SELECT abs(extract(epoch FROM next_slot_at - now()) - 86400.0 / $persons) < 60 FROM siasn.pace WHERE name = 'reconcile'")" = t
    state "UPDATE siasn.pace SET next_slot_at = now() WHERE name = 'reconcile'"
    stage_await 20 "the second of the day" some_read 2
    daemon_stop
    # The pace for a regency of 10,000: a person each 259 s, which are 2,000 requests a day for six kinds.
    state "INSERT INTO siasn.employee (nip, blocked, reconciled_at)
        SELECT 'X' || n, NULL, now() FROM generate_series(1, 10000 - (SELECT count(*) FROM siasn.employee WHERE blocked IS NULL)) AS n" \
        "UPDATE siasn.pace SET next_slot_at = now() WHERE name = 'reconcile'"
    stage_config reconcile.days=30
    daemon_start
    stage_await 20 "the pace of 10,000 persons" paced
    daemon_stop
    check "days: 10,000 persons in 30 days are one in 259 s" test "$(state "SELECT extract(epoch FROM next_slot_at - now()) BETWEEN 230 AND 260 FROM siasn.pace WHERE name = 'reconcile'")" = t
    state "DELETE FROM siasn.employee WHERE nip LIKE 'X%'"
    stage_config reconcile.days=0
    state "UPDATE siasn.pace SET next_slot_at = now() WHERE name = 'reconcile'"
    daemon_start
    sleep 6
    daemon_stop
    check "days = 0: nobody is read" is "$(state "SELECT count(*) FROM siasn.employee WHERE reconciled_at > now() - interval '1 minute'")" 2
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
daemon_once
check "first load" is $? 0
usage
everybody_after_the_first_load
sample_is_repeatable
changed_at_siasn
deleted_at_siasn
added_at_siasn
pending_and_both
ill_service
background
spread_over_days
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
