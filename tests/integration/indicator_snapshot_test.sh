#!/usr/bin/env bash
# Snapshots on the sample regency: SQL and C agree on every profile; what is altered is found and named, in the
# database and in a bundle; rules do not change under a snapshot; differences are explained; two persons decide;
# an auditor gets from a figure to a record and a working paper.
# shellcheck source-path=SCRIPTDIR source=indicator_rig.sh
. "$(dirname "$0")/indicator_rig.sh"
DAY=2026-06-30

# compute RULE [DAY]: the number of the new snapshot
compute() { ctl indicator compute --as-of "${2-$DAY}" --rules "$1" --by "Auditor Satu" --json | jq .snapshot; }
computes() { ctl indicator compute --as-of "${2-$DAY}" --rules "$1" --by "Auditor Satu"; }
header() { state "SELECT header::jsonb #>> '{$2}' FROM siasn.indicator_snapshot WHERE id = $1"; }
# refused NAME EXPECTED CMD...: it fails and says why
refused() {
    local name=$1 said=$2
    shift 2
    "$@" >"$STAGE_DIR/out" 2>&1
    check "$name: fails" test $? -ne 0
    check "$name: says why" grep -qF -- "$said" "$STAGE_DIR/out"
}
# as another machine has it: no configuration, no environment, no database
offline() { env -i "$STAGE_BIN/siasnctl" indicator verify "$@"; }

profiles() {
    local rule day id
    for rule in penempatan_a1 penempatan_a2 penempatan_a3 penempatan_a4 penempatan_a5 penempatan_a6 diklat_b1 diklat_b2 diklat_b3 diklat_b4; do
        for day in $DAY 2020-01-01; do
            id=$(compute "$rule" "$day")
            check "$rule on $day: SQL and C agree, signed, chained" ctl indicator verify "$id"
        done
        check "$rule: everybody is in one of the counts" is "$(header "$id" personnel,persons)" \
            "$(state "SELECT pass + fail + unknown + excluded FROM siasn.indicator_result WHERE snapshot = $id AND dimension = 'total'")"
    done
    check "persons as the source has them" is "$(header "$id" personnel,persons)" "$(simpeg "SELECT count(DISTINCT nip) FROM siasn_src.v_pegawai")"
    check "the chain is as long as the list" is "$(ctl indicator verify "$id" --json | jq -r '.checks[] | select(.check == "chain").detail')" "19 snapshots before this one"
    check "each snapshot stands in the event log" is "$(state "SELECT count(*) FROM siasn.event_log AS e JOIN siasn.indicator_snapshot AS s
        ON e.src_id = s.id::text AND e.detail::jsonb ->> 'hash' = s.hash WHERE e.what = 'indicator_snapshot'")" 20
}

repeats() {
    local a b part
    a=$(compute penempatan_a6)
    b=$(compute penempatan_a6)
    for part in inputs verdicts evidence results; do
        check "the same inputs give the same $part" is "$(header "$a" $part,sha256)" "$(header "$b" $part,sha256)"
    done
    check "reference hashes are in the header" is "$(header "$a" references,eselon)" "$(sha256sum <"$STAGE_ROOT/schema/reference/eselon.csv" | cut -d' ' -f1)"
    check "the rule's hash too" is "$(header "$a" rule,sha256)" "$(sha256sum <"$STAGE_ROOT/schema/indicators/rules/penempatan_a6.json" | cut -d' ' -f1)"
}

# altered NAME SNAPSHOT EXPECTED SQL UNDO: verify finds it, and is content again afterwards
altered() {
    state "SET session_replication_role = replica" "$4" || return 1
    refused "altered $1" "$3" ctl indicator verify "$2"
    state "SET session_replication_role = replica" "$5"
    check "altered $1: undone" ctl indicator verify "$2"
}
database_altered() {
    local id nip key row
    id=$(compute penempatan_a1)
    IFS='|' read -r nip key row < <(state "SELECT i.nip, i.src_id, i.row FROM siasn.indicator_input AS i JOIN siasn.indicator_evidence AS e
        ON e.snapshot = i.snapshot AND e.nip = i.nip AND e.src_id = i.src_id AND e.record = i.kind
        WHERE i.snapshot = $id AND i.kind = 'education' AND e.result = 'pass' ORDER BY i.nip LIMIT 1")
    altered "input" "$id" "changed: education $key of NIP $nip" \
        "UPDATE siasn.indicator_input SET row = row || '{\"code\": \"05\"}' WHERE snapshot = $id AND kind = 'education' AND nip = '$nip' AND src_id = '$key'" \
        "UPDATE siasn.indicator_input SET row = '$row' WHERE snapshot = $id AND kind = 'education' AND nip = '$nip' AND src_id = '$key'"
    altered "verdict" "$id" "differs from what follows from the inputs at: $nip" \
        "UPDATE siasn.indicator_verdict SET verdict = 'fail' WHERE snapshot = $id AND nip = '$nip'" \
        "UPDATE siasn.indicator_verdict SET verdict = 'pass' WHERE snapshot = $id AND nip = '$nip'"
    altered "evidence" "$id" "$nip ACC_8_JENJANG" \
        "UPDATE siasn.indicator_evidence SET found = found || '0' WHERE snapshot = $id AND nip = '$nip'" \
        "UPDATE siasn.indicator_evidence SET found = left(found, -1) WHERE snapshot = $id AND nip = '$nip'"
    altered "result" "$id" "total" \
        "UPDATE siasn.indicator_result SET pass = pass + 1 WHERE snapshot = $id AND dimension = 'total'" \
        "UPDATE siasn.indicator_result SET pass = pass - 1 WHERE snapshot = $id AND dimension = 'total'"
    altered "header" "$id" "signature" \
        "UPDATE siasn.indicator_snapshot SET header = replace(header, 'Auditor Satu', 'Auditor Dua') WHERE id = $id" \
        "UPDATE siasn.indicator_snapshot SET header = replace(header, 'Auditor Dua', 'Auditor Satu') WHERE id = $id"
    altered "chain" "$id" "broken at snapshot" \
        "UPDATE siasn.indicator_snapshot SET header = replace(header, 'Auditor', 'Peninjau') WHERE id = (SELECT min(id) FROM siasn.indicator_snapshot)" \
        "UPDATE siasn.indicator_snapshot SET header = replace(header, 'Peninjau', 'Auditor') WHERE id = (SELECT min(id) FROM siasn.indicator_snapshot)"
    refused "a snapshot is not changed by a statement" "written once" state "UPDATE siasn.indicator_snapshot SET hash = 'x'"
    refused "nor removed" "written once" state "DELETE FROM siasn.indicator_snapshot"
}

bundles() {
    local id key d=$STAGE_DIR/bundel line nip
    id=$(compute penempatan_a3)
    key=$(state "SELECT public_key FROM siasn.indicator_snapshot WHERE id = $id")
    check "export" ctl indicator export "$id" --to "$d"
    check "a bundle verifies without the database" offline "$d" --key "$key"
    refused "another key" "not the one given" offline "$d" --key "${key/[0-9]/f}0"
    check "export into a folder that exists is refused" test "$(ctl indicator export "$id" --to "$d" 2>&1 | grep -c 'does not exist')" = 1
    for line in inputs.ndjson verdicts.tsv evidence.tsv results.tsv rule.json header.json chain.ndjson; do cp "$d/$line" "$STAGE_DIR/asli.$line"; done
    # One value of one row.
    line=$(grep -n '"kind": "education".*"code": "40"' "$d/inputs.ndjson" | sed -n 5p)
    nip=$(jq -r .nip <<<"${line#*:}")
    sed -i "${line%%:*}s/\"code\": \"40\"/\"code\": \"05\"/" "$d/inputs.ndjson"
    refused "one input row changed" "education $(jq -r .src_id <<<"${line#*:}") of NIP $nip" offline "$d"
    check "... and only it" is "$(offline "$d" --json | jq -r '.checks[] | select(.check == "inputs").detail' | grep -o 'changed:' | wc -l)" 1
    restore "$d" inputs.ndjson
    sed -i "${line%%:*}d" "$d/inputs.ndjson"
    refused "one input row removed" "NOT verified" offline "$d"
    restore "$d" inputs.ndjson
    sed -i '7s/pass/fail/' "$d/verdicts.tsv"
    refused "one verdict changed" "at: $(sed -n 7p "$d/verdicts.tsv" | cut -f1)" offline "$d"
    restore "$d" verdicts.tsv
    sed -i '9s/\teducation\t/\trank\t/; 9s/\ttraining\t/\trank\t/' "$d/evidence.tsv"
    refused "one piece of evidence changed" "at: $(sed -n 9p "$d/evidence.tsv" | cut -f1)" offline "$d"
    restore "$d" evidence.tsv
    sed -i 's/"minimum": "35"/"minimum": "40"/' "$d/rule.json"
    refused "the rule changed" "NOT verified" offline "$d"
    restore "$d" rule.json
    sed -i 's/"pass":[0-9]*/"pass":999/' "$d/header.json"
    refused "the header changed" "NOT verified" offline "$d"
    restore "$d" header.json
    sed -i 1d "$d/chain.ndjson"
    refused "the chain cut" "broken at snapshot" offline "$d"
    restore "$d" chain.ndjson
    check "the bundle as it was" offline "$d" --key "$key"
    rm "$d/evidence.tsv"
    refused "a file is missing" "evidence.tsv" offline "$d"
    check "export for the public" ctl indicator export "$id" --to "$STAGE_DIR/umum" --public
    check "... names nobody" none_of "$STAGE_DIR/umum"
    check "... has the aggregates" is "$(grep -c "^total" "$STAGE_DIR/umum/results.tsv")" 1
    check "... no value of fewer than five persons" is "$(awk -F'\t' '$1 != "total" && ($3 + $4 + $5 ? $3 + $4 + $5 : $6) < 5' "$STAGE_DIR/umum/results.tsv" | wc -l)" 0
    check "... which the whole bundle has" test "$(awk -F'\t' '$1 == "opd" && $3 + $4 + $5 && $3 + $4 + $5 < 5' "$d/results.tsv" | wc -l)" -gt 0
    check "... and adds up all the same" is "$(sums "$STAGE_DIR/umum/results.tsv")" "$(sums "$d/results.tsv")"
    refused "the public's bundle cannot be recomputed" "for the public" offline "$STAGE_DIR/umum"
    check "... and no file of persons" is "$(cd "$STAGE_DIR/umum" && printf '%s ' *)" "BACA.txt chain.ndjson header.json results.tsv rule.json signature.json "
}
none_of() { ! grep -rE '[^0-9a-f][0-9]{18}[^0-9a-f]' "$1"; }
sums() { awk -F'\t' '{n[$1] += $3; m[$1] += $4; u[$1] += $5; x[$1] += $6} END {for (d in n) print d, n[d], m[d], u[d], x[d]}' "$1" | sort; }
restore() { cp "$STAGE_DIR/asli.$2" "$1/$2"; }

rules_hold() {
    local rule
    rule=$(variant penempatan_a1 '.title = "lain"')
    refused "another text under a used version" "a version never changes" computes "$rule"
    rule=$(variant penempatan_a1 '.version = "resmi" | .status = "approved"')
    refused "approved without a decree" "approved needs decree" computes "$rule"
    rule=$(variant penempatan_a1 '.version = "SK-1" | .status = "approved" | .period_lock = "year" | .decree = {number: "188/1/2025", date: "2025-01-15"} | .indicator = "penempatan_resmi"')
    check "approved with a decree" computes "$rule" 2025-06-30
    check "it is official" is "$(ctl indicator list --json | jq -r '.snapshots[0].standing')" resmi
    check "the same version again in the year" computes "$rule" 2025-12-31
    rule=$(variant penempatan_a1 '.version = "SK-2" | .indicator = "penempatan_resmi"')
    refused "another version in a locked year" "is locked by version SK-1" computes "$rule" 2025-12-31
    check "another version in the next year" computes "$rule" 2026-01-01
    rule=$(variant penempatan_a1 '.version = "terbatas" | .effective = {from: "2020-01-01", to: "2020-12-31"}')
    refused "outside its term" "is in force from 2020-01-01 to 2020-12-31" computes "$rule"
    refused "a day to come" "has not come yet" computes penempatan_a1 2999-01-01
    refused "no rule" "cannot open rule tidak_ada" computes tidak_ada
    rm "$STAGE_DIR/credentials/indicator_key"
    refused "no key" "openssl genpkey -algorithm ED25519" computes penempatan_a1
    echo bukan-kunci >"$STAGE_DIR/credentials/indicator_key" && chmod 600 "$STAGE_DIR/credentials/indicator_key"
    refused "a bad key" "is no Ed25519 key" computes penempatan_a1
    make_key
    simpeg "ALTER VIEW siasn_src.v_pegawai RENAME TO v_asli" \
        "CREATE VIEW siasn_src.v_pegawai AS SELECT * FROM siasn_src.v_asli
            WHERE current_query() NOT LIKE '%how many rows and how many persons%' OR src_id <> (SELECT min(src_id) FROM siasn_src.v_asli)" \
        "GRANT SELECT ON siasn_src.v_pegawai TO siasn_reader"
    refused "totals that do not reconcile with the personnel" "nothing was kept" computes penempatan_a1
    simpeg "DROP VIEW siasn_src.v_pegawai" "ALTER VIEW siasn_src.v_asli RENAME TO v_pegawai"
}

# The person of whom the newest snapshot of an indicator has the verdict: one_of INDICATOR CONDITION
one_of() {
    state "SELECT v.nip FROM siasn.indicator_verdict AS v WHERE v.snapshot = (SELECT max(id) FROM siasn.indicator_snapshot WHERE indicator = '$1') AND $2 ORDER BY nip LIMIT 1"
}
why() { ctl indicator diff "$1" "$2" --json | jq -r --arg n "$3" '.persons[] | select(.nip == $n) | [.before, .after, .why] | join(" ")'; }

differences() {
    local a b c data moved gone
    a=$(compute penempatan_a1)
    data=$(one_of penempatan "verdict = 'pass' AND class LIKE 'JF%'")
    moved=$(one_of penempatan "verdict = 'pass' AND class = '41'")
    gone=$(one_of penempatan "verdict = 'pass' AND class = 'PELAKSANA'")
    simpeg "UPDATE simpeg.riwayat_pendidikan SET tingkat_id = 1 WHERE pegawai_id = (SELECT id FROM simpeg.pegawai WHERE translate(nip, ' .-', '') = '$data')" \
        "UPDATE simpeg.riwayat_jabatan SET eselon = (SELECT eselon_raw FROM siasn_src.v_rw_jabatan WHERE eselon_id = '31' LIMIT 1) WHERE terakhir AND pegawai_id = (SELECT id FROM simpeg.pegawai WHERE translate(nip, ' .-', '') = '$moved')" \
        "UPDATE simpeg.riwayat_pendidikan SET tingkat_id = 6 WHERE pegawai_id = (SELECT id FROM simpeg.pegawai WHERE translate(nip, ' .-', '') = '$moved')" \
        "UPDATE simpeg.pegawai SET kedudukan = 'CLTN' WHERE translate(nip, ' .-', '') = '$gone'"
    b=$(compute penempatan_a1)
    check "diff: exactly these" is "$(ctl indicator diff "$a" "$b" --json | jq -r '[.persons[].nip] | sort | join(" ")')" "$(printf '%s\n' "$data" "$moved" "$gone" | sort | tr '\n' ' ' | sed 's/ $//')"
    check "diff: data" is "$(why "$a" "$b" "$data")" "pass fail data"
    check "diff: mutation" is "$(why "$a" "$b" "$moved")" "pass fail mutation"
    check "diff: the record that changed is named" grep -q "education .* (changed)" <(ctl indicator diff "$a" "$b" --json)
    check "diff: left the population" is "$(why "$a" "$b" "$gone")" "pass excluded data"
    c=$(compute penempatan_a3)
    check "diff: rule" is "$(ctl indicator diff "$b" "$c" --json | jq -r '[.persons[].why] | unique | join(" ")')" rule
    refused "diff: of two indicators" "is of" ctl indicator diff "$c" "$(compute diklat_b2)"
}

decisions() {
    local nip record id
    nip=$(one_of diklat_struktural "reason = 'DIKLAT_STRUKTURAL:perlu_ditelaah'")
    record=$(ctl indicator review --json | jq -r --arg n "$nip" '.review[] | select(.nip == $n).record')
    check "review lists the doubtful training" grep -q '^diklat:' <<<"$record"
    refused "proposal without a document" "usage" ctl indicator review propose "$record" --level 2 --by "Operator Satu"
    refused "proposal about nothing" "no snapshot holds training diklat:0" ctl indicator review propose diklat:0 --level 2 --document SK --by "Operator Satu"
    id=$(ctl indicator review propose "$record" --level 2 --document "Sertifikat 12/PIM4" --by "Operator Satu" --json | jq -r .id)
    check "a proposal changes nothing" is "$(ctl indicator evidence "$nip" --snapshot "$(compute diklat_b2)" --json | jq -r '.snapshots[0].verdict.verdict')" unknown
    refused "maker is not checker" "another person must decide" ctl indicator review approve "$id" --by "operator satu"
    check "another approves" ctl indicator review approve "$id" --by "Operator Dua"
    refused "decided once" "is decided already" ctl indicator review reject "$id" --by "Operator Tiga"
    refused "a decision is not changed by a statement" "written once" state "UPDATE siasn.indicator_review SET level = '3'"
    compute diklat_b2 >"$STAGE_DIR/out"
    check "the decision counts" is "$(ctl indicator evidence "$nip" --snapshot "$(cat "$STAGE_DIR/out")" --json | jq -r '.snapshots[0].clauses[0].result')" \
        "$(state "SELECT CASE class WHEN '41' THEN 'pass' WHEN '42' THEN 'pass' ELSE 'fail' END FROM siasn.indicator_verdict WHERE nip = '$nip' AND snapshot = $(cat "$STAGE_DIR/out")")"
    check "... is frozen with its document and both names" is "$(state "SELECT concat_ws(', ', row ->> 'document', row ->> 'by', row ->> 'checked_by') FROM siasn.indicator_input
        WHERE snapshot = $(cat "$STAGE_DIR/out") AND kind = 'review'")" "Sertifikat 12/PIM4, Operator Satu, Operator Dua"
    check "... verifies" ctl indicator verify "$(cat "$STAGE_DIR/out")"
    check "... and is in the event log" is "$(state "SELECT string_agg(what, ' ' ORDER BY id) FROM siasn.event_log WHERE what LIKE 'review%'")" "review_proposed review_approved"
}

both_sides() {
    local nip id score
    nip=$(state "SELECT r.nip FROM siasn.remote_row AS r JOIN siasn.indicator_evidence AS e ON e.nip = r.nip AND e.siasn_id = r.siasn_id AND e.record = 'training'
        WHERE r.kind = 'diklat' AND e.snapshot = (SELECT max(id) FROM siasn.indicator_snapshot WHERE indicator = 'diklat_struktural') ORDER BY 1 LIMIT 1")
    state "UPDATE siasn.remote_row SET row = row || '{\"latihanStrukturalId\": \"5\"}' WHERE kind = 'diklat' AND nip = '$nip'"
    score=$(stage_control dump | jq -r --arg n "$nip" 'select(.t == "nilaiipasn" and .nip == $n) | .row.kompetensi')
    id=$(compute diklat_b2)
    check "disagreement of a field a clause used" is "$(ctl indicator disagree "$id" --json | jq -r --arg n "$nip" '.disagreements[] | select(.nip == $n and .field == "code") | [.kind, .siasn, .clauses] | join(" ")' | sort -u)" "training 5 DIKLAT_STRUKTURAL"
    check "BKN's own score beside ours" is "$(ctl indicator disagree "$id" --json | jq -r --arg n "$nip" '.bkn[] | select(.nip == $n) | [.nip, .competence] | join(" ")')" "$nip $score"
    check "... in the person's evidence too" is "$(ctl indicator evidence "$nip" --snapshot "$id" --json | jq -r '.snapshots[0].bkn[0].competence')" "$score"
    check "evidence names the record on both sides" grep -qE '"siasn_id": "[0-9a-f-]{36}"' <(ctl indicator evidence "$nip" --snapshot "$id" --json)
    check "... and when SIMPEG last changed it" grep -qE '"updated\\?": \\?"20[0-9-]{8}T[0-9:]{8}Z' <(ctl indicator evidence "$nip" --snapshot "$id" --json)
    check "evidence for people" ctl indicator evidence "$nip"
    refused "evidence of nobody" "has no person with NIP" ctl indicator evidence 199912312024011001
    check "verified with both sides" ctl indicator verify "$id"
}

# The rows of an old snapshot leave the state; what was signed stays, and the folder verifies.
rows_dropped() {
    local id other figures
    id=$(compute penempatan_a1)
    other=$(compute penempatan_a1)
    figures=$(ctl indicator result "$id" --json | jq -S .results | sha256sum)
    ctl indicator export "$id" --to "$STAGE_DIR/lama" >/dev/null
    ctl indicator export "$other" --to "$STAGE_DIR/lain" >/dev/null
    refused "drop: too young" "are kept until" ctl indicator drop "$id" "$STAGE_DIR/lama" --by "Operator Satu" --document "BA 1"
    state "SET session_replication_role = replica" "UPDATE siasn.indicator_snapshot SET frozen_at = frozen_at - interval '11 years' WHERE id = $id"
    refused "drop: another folder" "is not the folder of snapshot" ctl indicator drop "$id" "$STAGE_DIR/lain" --by "Operator Satu" --document "BA 1"
    cp -r "$STAGE_DIR/lama" "$STAGE_DIR/rusak"
    sed -i 2d "$STAGE_DIR/rusak/inputs.ndjson"
    refused "drop: a damaged folder" "is not whole" ctl indicator drop "$id" "$STAGE_DIR/rusak" --by "Operator Satu" --document "BA 1"
    refused "drop: no folder" "cannot open" ctl indicator drop "$id" "$STAGE_DIR/tidak-ada" --by "Operator Satu" --document "BA 1"
    refused "drop: wants a document" "needs --document" ctl indicator drop "$id" "$STAGE_DIR/lama" --by "Operator Satu"
    check "drop: so far nothing went" ctl indicator verify "$id"
    check "drop" ctl indicator drop "$id" "$STAGE_DIR/lama" --by "Operator Satu" --document "BA 1"
    check "drop: the rows are gone, of this one only" is "$(state "SELECT (SELECT count(*) FROM siasn.indicator_input WHERE snapshot = $id AND nip <> '') + (SELECT count(*) FROM siasn.indicator_verdict WHERE snapshot = $id) + (SELECT count(*) FROM siasn.indicator_evidence WHERE snapshot = $id)")" 0
    check "drop: the figures stay" is "$(ctl indicator result "$id" --json | jq -S .results | sha256sum)" "$figures"
    check "drop: the folder verifies" ctl indicator verify "$STAGE_DIR/lama"
    refused "drop: verify says who has the rows" "by Operator Satu (BA 1)" ctl indicator verify "$id"
    refused "drop: no export of what is not there" "by Operator Satu (BA 1)" ctl indicator export "$id" --to "$STAGE_DIR/lagi"
    refused "drop: twice" "dropped already" ctl indicator drop "$id" "$STAGE_DIR/lama" --by "Operator Satu" --document "BA 1"
    check "drop: logged" is "$(state "SELECT src_id, detail::json ->> 'by', detail::json ->> 'document' FROM siasn.event_log WHERE what = 'snapshot_drop'")" "$id|Operator Satu|BA 1"
    check "drop: the snapshots after it verify" ctl indicator verify "$other"
}

papers() {
    local id
    id=$(compute penempatan_a3)
    ctl indicator sample "$id" --seed 7 -n 12 --csv >"$STAGE_DIR/kka1"
    ctl indicator sample "$id" --seed 7 -n 12 --csv >"$STAGE_DIR/kka2"
    ctl indicator sample "$id" --seed 8 -n 12 --csv >"$STAGE_DIR/kka3"
    check "sample: its columns" is "$(head -1 "$STAGE_DIR/kka1" | tr -d '\r')" "no,nip,opd,unit,kelas,tmt,putusan,kondisi,kriteria,sebab,akibat,rekomendasi,hasil_uji_auditor"
    check "sample: as many as asked" is "$(wc -l <"$STAGE_DIR/kka1")" 13
    check "sample: anybody can repeat it" cmp "$STAGE_DIR/kka1" "$STAGE_DIR/kka2"
    check "sample: another seed, others" test "$(comm -12 <(cut -d, -f2 "$STAGE_DIR/kka1" | sort) <(cut -d, -f2 "$STAGE_DIR/kka3" | sort) | wc -l)" -lt 8
    check "sample: nobody outside the population" is "$(cut -d, -f2 "$STAGE_DIR/kka1" | sed 1d | while read -r n; do state "SELECT 1 FROM siasn.indicator_verdict WHERE snapshot = $id AND nip = '$n' AND verdict = 'excluded'"; done)" ""
    refused "sample: without a seed" "--seed" ctl indicator sample "$id"
    check "result: by dimension, adding up" is "$(ctl indicator result "$id" --json | jq -c '[.results | group_by(.dimension)[] | map(.pass + .fail + .unknown + .excluded) | add] | unique | length')" 1
    check "result to persons: as many as the figure says" is "$(ctl indicator persons "$id" class 41 --json | jq -c '[.persons[].verdict] | [map(select(. == "pass")), map(select(. == "fail")), map(select(. == "unknown"))] | map(length)')" \
        "$(ctl indicator result "$id" --json | jq -c '.results[] | select(.dimension == "class" and .value == "41") | [.pass, .fail, .unknown]')"
    check "... and a person to the evidence" ctl indicator evidence "$(ctl indicator persons "$id" verdict fail --json | jq -r '.persons[0].nip')" --snapshot "$id"
    refused "a dimension it does not know" "near_bup, reason" ctl indicator persons "$id" kelas 41
    check "a value nobody has" grep -q "Nobody is counted there" <(ctl indicator persons "$id" class 99)
    refused "no such snapshot" "there is no snapshot 99999" ctl indicator result 99999
    refused "a word it does not know" "usage:" ctl indicator hitung
}

stage_begin
stage_postgres
stage_sample 300
stage_sandbox
stage_config collect.mode=scan
# Only the snapshots that this test asks for.
printf '\n[indicator]\nsnapshot_every = 0d\n' >>"$STAGE_DIR/siasnd.conf"
make_key
daemon_once
profiles
repeats
database_altered
bundles
rules_hold
differences
decisions
both_sides
rows_dropped
papers
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
