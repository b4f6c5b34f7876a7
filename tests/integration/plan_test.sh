#!/usr/bin/env bash
# What the plan foretells and what the daemon then does are the same, record by record counted; the
# plan itself writes nothing, neither at SIASN nor in the state.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-120}

ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
# of KIND WHAT: a figure of the plan in $STAGE_DIR/plan
of() { jq -r --arg k "$1" --arg w "$2" '.kinds[] | select(.kind == $k)[$w]' "$STAGE_DIR/plan"; }
planned() { jq -r '.kinds[] | select(.mode != "upload" and .mode != "feed") | "\(.kind) \(.create) \(.update) \(.adopt) \(.same)"' "$STAGE_DIR/plan" | sort; }
refused() { ctl "$@" >"$STAGE_DIR/out" 2>&1; echo $?; }

# A record that SIASN refused was planned to be written: whether BKN likes it only BKN can say. What hangs on its id waits.
REFUSED="(SELECT r.kind, r.src_id, r.code FROM siasn.quarantine AS r WHERE r.code = 'SIASN_REJECTED' OR r.code = 'PARENT_FAULTY'
    AND EXISTS (SELECT FROM siasn.quarantine AS p WHERE p.kind = 'jabatan' AND p.src_id = split_part(r.value, ' ', 3) AND p.code = 'SIASN_REJECTED'))"
first_load() {
    local before
    ctl plan --json >"$STAGE_DIR/plan"
    check "nothing read: all that is valid is unread" is "$(of kursus unread)" "$(of kursus send)"
    check "nothing read: documents whose rows are good are unread" is "$(of dokumen new) $(of dokumen create)" \
        "$(($(of dokumen unread) + $(of dokumen quarantined))) 0"
    check "nothing read: every document stands there" is "$(of dokumen new)" "$(simpeg "SELECT count(*) FROM siasn_src.v_dokumen")"
    check "nothing read: says so" is "$(jq -r .siasn_from "$STAGE_DIR/plan")" "nothing: SIASN has not been read yet"
    ctl plan --sample 500 --json >"$STAGE_DIR/plan"
    check "whole sample: all persons" is "$(jq .persons "$STAGE_DIR/plan")" "$SIZE"
    check "whole sample: nothing unread" is "$(jq '[.kinds[] | select(.mode != "upload").unread] | add' "$STAGE_DIR/plan")" 0
    check "whole sample: nothing written at SIASN" is "$(stat_of saves)" 0
    check "whole sample: nothing written to the state" is "$(state "SELECT count(*) FROM pg_namespace WHERE nspname = 'siasn'")" 0
    daemon_once
    daemon_once
    before=$(state "SELECT o.kind || ' ' || count(*) FILTER (WHERE o.outcome = 'created' OR q.code IS NOT NULL)
        || ' ' || count(*) FILTER (WHERE o.outcome = 'updated') || ' ' || count(*) FILTER (WHERE o.outcome = 'adopted')
        || ' ' || count(*) FILTER (WHERE o.outcome IN ('same', 'read'))
        FROM siasn.outbox AS o LEFT JOIN $REFUSED AS q ON q.kind = o.kind AND q.src_id = o.src_id GROUP BY o.kind ORDER BY 1")
    check "first load: the daemon did what was planned" is "$before" "$(planned)"
    check "first load: quarantined as planned" is \
        "$(state "SELECT count(*) FROM siasn.outbox AS o WHERE state = 'rejected' AND NOT EXISTS
            (SELECT FROM $REFUSED AS q WHERE q.kind = o.kind AND q.src_id = o.src_id)")" \
        "$(jq '[.kinds[] | select(.mode != "upload").quarantined] | add' "$STAGE_DIR/plan")"
}

changes() {
    local saves ids nip
    ids=$(state "SELECT string_agg(quote_literal(src_id), ',') FROM (SELECT src_id FROM siasn.outbox
        WHERE kind = 'kursus' AND state = 'done' ORDER BY src_id LIMIT 2) AS x")
    simpeg "CREATE TABLE contoh.baru AS SELECT * FROM simpeg.riwayat_kursus WHERE id IN ($ids)" \
        "UPDATE contoh.baru SET id = 'B' || substr(id, 2), no_sertifikat = 'BARU/' || id, nama = 'Kursus baru', tgl_mulai = '02-03-2026', tgl_selesai = '2026-03-04', tahun = 2026, id_siasn = NULL" \
        "INSERT INTO simpeg.riwayat_kursus SELECT * FROM contoh.baru" \
        "DELETE FROM simpeg.riwayat_kursus WHERE id IN ($ids)" \
        "UPDATE simpeg.riwayat_kursus SET penyelenggara = penyelenggara || ' Y' WHERE id IN
            (SELECT r.id FROM simpeg.riwayat_kursus AS r WHERE r.nip NOT IN (SELECT nip FROM simpeg.contoh_cacat WHERE nip IS NOT NULL) AND r.id NOT LIKE 'B%' ORDER BY r.id LIMIT 3)"
    saves=$(stat_of saves)
    ctl plan --json >"$STAGE_DIR/plan"
    check "changes, from the mirror: create, update, delete-held" is \
        "$(of kursus create) $(of kursus update) $(of kursus delete_held) $(of kursus unread)" "2 3 2 0"
    ctl plan --sample 500 --json >"$STAGE_DIR/live"
    check "changes: SIASN itself says the same" is "$(jq -c '[.kinds[] | [.create, .update, .adopt, .same, .delete_held, .quarantined]]' "$STAGE_DIR/live")" \
        "$(jq -c '[.kinds[] | [.create, .update, .adopt, .same, .delete_held, .quarantined]]' "$STAGE_DIR/plan")"
    check "changes: says where from" is "$(jq -r .siasn_from "$STAGE_DIR/plan" | cut -c1-10) $(jq -r .siasn_from "$STAGE_DIR/live" | cut -c1-12)" \
        "the mirror SIASN itself"
    nip=$(simpeg "SELECT nip FROM contoh.baru ORDER BY id LIMIT 1")
    ctl plan --nip "$nip" --live --json >"$STAGE_DIR/plan"
    check "one person, live: held deletes" is "$(of kursus delete_held)" "$(simpeg "SELECT count(*) FROM contoh.baru WHERE nip = '$nip'")"
    check "plans wrote nothing" is "$(stat_of saves) $(state "SELECT count(*) FROM siasn.changed_key")" "$saves 0"
    daemon_once
    check "changes: the daemon did what was planned" is "$(stat_of saves)" "$((saves + 5))"
}

# Field by field, from the mirror and from SIASN, and after an edit by hand at SIASN only the latter knows.
differences() {
    local id nip
    id=$(simpeg "SELECT r.id FROM simpeg.riwayat_kursus AS r WHERE r.nip NOT IN (SELECT nip FROM simpeg.contoh_cacat WHERE nip IS NOT NULL) AND r.id LIKE 'K%' ORDER BY r.id LIMIT 1")
    nip=$(simpeg "SELECT nip FROM simpeg.riwayat_kursus WHERE id = '$id'")
    simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Lembaga Lain', jam = '33' WHERE id = '$id'"
    for how in "" --live; do
        # shellcheck disable=SC2086 # an option or nothing
        ctl plan show --nip "$nip" --kind kursus $how --json >"$STAGE_DIR/plan"
        check "show $how: the fields that differ" is \
            "$(jq -r --arg id "$id" '[.fields[] | select(.src_id == $id) | .action + ":" + .field + "=" + .simpeg] | sort | join(" ")' "$STAGE_DIR/plan")" \
            "update:institusiPenyelenggara=Lembaga Lain update:jumlahJam=33"
        check "show $how: the rest is the same" is \
            "$(jq -r --arg id "$id" '[.fields[] | select(.src_id != $id) | .action] | unique | join(" ")' "$STAGE_DIR/plan")" same
    done
    daemon_once
    check "show: after the delivery no field differs" is \
        "$(ctl plan show --nip "$nip" --kind kursus --live --json | jq -r '[.fields[] | select(.field != null)] | length')" 0
    nip=$(simpeg "SELECT nip FROM simpeg.contoh_cacat WHERE view_name = 'v_rw_kursus' AND code = 'JP_RANGE' ORDER BY 1 LIMIT 1")
    check "show: why a record is quarantined" is \
        "$(ctl plan show --nip "$nip" --kind kursus --json | jq -r '[.fields[] | select(.code == "JP_RANGE") | .action] | first')" quarantined
}

# A plan reads at the pace of the daemons: it waits for a pause of theirs, and tells them of its own.
# Documents, and completions that a guard holds, are foretold too.
documents_and_completions() {
    local nip saves before
    stage_config "documents.root=$STAGE_DIR/files"
    state "SET search_path = siasn" "WITH d AS (UPDATE document SET state = 'waiting', due_at = now() WHERE origin = 'path' AND state = 'rejected' AND NOT faulty RETURNING nip)
        UPDATE employee AS e SET due_at = now() FROM d WHERE e.nip = d.nip"
    ctl plan --json >"$STAGE_DIR/plan"
    check "documents: on their way" test "$(of dokumen create)" -gt 0
    check "documents: on their way, as the state has them" is "$(of dokumen create) $(of dokumen update) $(of dokumen waiting) $(of dokumen unread)" \
        "$(state "SELECT count(*) FILTER (WHERE sent_at IS NULL) || ' ' || count(*) FILTER (WHERE sent_at IS NOT NULL) || ' ' || (SELECT count(*) FROM siasn.document WHERE state IN ('waiting', 'retry') AND NOT shadowed AND nip IS NOT NULL)
            FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id) WHERE d.state IN ('waiting', 'retry') AND o.state IN ('done', 'ready', 'retry') AND NOT d.shadowed") 0"
    nip=$(state "SELECT e.nip FROM siasn.employee AS e JOIN siasn.outbox AS o USING (nip) WHERE o.kind = 'data_utama' AND o.state = 'done' AND e.blocked IS NULL ORDER BY 1 LIMIT 1")
    mkdir "$STAGE_DIR/sinau"
    printf '%s\n' 'nip;nama;penyelenggara;nomor_sertifikat;tgl_mulai;tgl_selesai;jp;sumber_ref' \
        "$nip;Kursus Luar;BKPSDM Kabupaten Contoh;LUAR-1;2025-03-01;2025-03-05;8;L1" \
        "$nip;Kursus Luar Lagi;BKPSDM Kabupaten Contoh;;2025-03-01;2025-03-05;8;L2" >"$STAGE_DIR/sinau/luar.csv"
    stage_config "documents.root=$STAGE_DIR/files" "sinau.folder=$STAGE_DIR/sinau" sinau.jenis_diklat_id=16 guard.first_load=hold
    saves=$(stat_of saves)
    daemon_once
    ctl plan --json >"$STAGE_DIR/plan"
    check "completions: held ones are counted" is "$(of sinau rows) $(of sinau new) $(of sinau available)" "2 2 true"
    check "completions: as the courses they become" is "$(of kursus create) $(of kursus quarantined)" "1 1"
    check "completions: field by field" is "$(ctl plan show --nip "$nip" --kind kursus --json |
        jq -r '.fields[] | select(.src_id == "sinau:sinau|L1" and .field == "namaKursus") | .action + " " + .simpeg')" "create Kursus Luar"
    check "completions: the plan took none of them" is "$(stat_of saves) $(state "SELECT count(*) FROM siasn.changed_key WHERE kind = 'sinau'")" "$saves 2"
    ctl guard release --kind sinau --by Uji >/dev/null
    before=$(of kursus create)
    daemon_once
    check "completions: the daemon did what was planned" is "$(($(stat_of saves) - saves))" "$before"
    check "documents: the daemon sent them" is "$(ctl plan --json | jq -r '.kinds[] | select(.kind == "dokumen") | "\(.create) \(.update)"')" "0 0"
    stage_config
}

shares_the_pace() {
    local began nip
    nip=$(simpeg "SELECT nip FROM simpeg.riwayat_kursus AS r WHERE r.nip NOT IN (SELECT nip FROM simpeg.contoh_cacat WHERE nip IS NOT NULL) ORDER BY r.id LIMIT 1")
    state "UPDATE siasn.pace SET pause_until = clock_timestamp() + interval '3 s'"
    began=$(date +%s%3N)
    check "a pause: the plan is made" is "$(refused plan show --nip "$nip" --kind kursus --live)" 0
    check "a pause: the plan waited for its end" test $(($(date +%s%3N) - began)) -ge 2900
    stage_control faults -d '[{"fault":"throttle","path":"/apisiasn","method":"GET","seconds":7}]' >/dev/null
    check "429: the plan ends" is "$(refused plan show --nip "$nip" --kind kursus --live)" 1
    check "429: the daemons are told" is "$(state "SELECT pause_until > clock_timestamp() + interval '4 s' FROM siasn.pace WHERE name = 'siasn'")" t
    stage_control faults -d '[]' >/dev/null
    state "UPDATE siasn.pace SET pause_until = 'epoch'"
}

bad_calls() {
    check "show without a person" is "$(refused plan show)" 2
    check "another word" is "$(refused plan shown --nip 1)" 2
    check "--nip with --sample" is "$(refused plan --nip 1 --sample 3)" 2
    check "--live without a person" is "$(refused plan --live)" 2
    check "--sample of nobody" is "$(refused plan --sample 0)" 2
    check "unknown person" is "$(refused plan show --nip 199001012020011001)" 1
    check "unknown person: said" grep -q 'neither SIMPEG.s views nor the state' "$STAGE_DIR/out"
    kill "$STAGE_SANDBOX_PID"
    wait "$STAGE_SANDBOX_PID" 2>/dev/null
    STAGE_SANDBOX_PID=
    check "SIASN away: the live plan fails" is "$(refused plan --sample 3)" 1
    check "SIASN away: the mirror still answers" is "$(refused plan)" 0
}

stage_begin
stage_postgres
stage_sample "$SIZE"
stage_sandbox
stage_config
first_load
changes
differences
documents_and_completions
shares_the_pace
bad_calls
stage_verdict
