#!/usr/bin/env bash
# Documents: each PDF follows its record, from a folder, bytea or base64; bad ones stand in quarantine
# while their record is delivered; changed ones go again, once; unclear uploads are read back; and
# signatures are read, recorded and, where a site asks for it, required.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-100}
ctl() { "$STAGE_BIN/siasnctl" --config "$STAGE_DIR/siasnd.conf" "$@"; }
uploads() { stat_of uploads; }
state_of() { state "SELECT state FROM siasn.document WHERE doc_id = '$1'"; }
codes_of() { state "SELECT string_agg(code, ',' ORDER BY code) FROM siasn.quarantine WHERE kind = 'dokumen' AND src_id = '$1'"; }
record_of() { state "SELECT o.state FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id) WHERE d.doc_id = '$1'"; }
release_leases() { state "UPDATE siasn.employee SET lease_until = now() WHERE lease_until IS NOT NULL"; }
faults() { stage_control faults -d "$1" >/dev/null; }

# pick ORIGIN N: the Nth document of that origin that has been sent, its record delivered.
pick() {
    state "SELECT d.doc_id FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id)
        WHERE d.origin = '$1' AND d.state = 'done' AND o.state = 'done' ORDER BY d.doc_id LIMIT 1 OFFSET $2"
}
file_of() { echo "$STAGE_DIR/files/$(simpeg "SELECT path FROM simpeg.dokumen WHERE id = $1")"; }
pdf() { printf '%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' "$1"; }
hex_of() { od -An -v -tx1 | tr -d ' \n'; }

token() {
    curl -sS --cacert "$STAGE_DIR/ca.pem" -u demo-key:demo-secret-7Kq -d grant_type=client_credentials "$STAGE_URL/oauth2/token" | jq -r .access_token
}
# held DOC_ID: the bytes SIASN holds for a document.
held() {
    local type to uri
    IFS='|' read -r type to < <(state "SELECT doc_type, sent_to FROM siasn.document WHERE doc_id = '$1'")
    uri=$(stage_control dump | jq -r --arg id "$to" --arg type "$type" 'select(.row.id == $id) | .row.path[$type].dok_uri')
    curl -sS --fail --cacert "$STAGE_DIR/ca.pem" -H "Authorization: Bearer $TOKEN" -H "Auth: bearer demo-static-token-3Xw" \
        "$STAGE_URL/apisiasn/1.0/download-dok?filePath=${uri//\//%2F}"
}

first_run() {
    daemon_once
    check "first run: exit code" is $? 0
    check_compare "first run"
    state_join
    check "each document is sent or has a reason, where its record is delivered" none "SELECT d.doc_id, d.state FROM state.document AS d JOIN state.outbox AS o USING (kind, src_id)
        WHERE o.state = 'done' AND NOT d.shadowed AND CASE d.state WHEN 'done' THEN false WHEN 'rejected'
        THEN NOT EXISTS (SELECT FROM state.quarantine AS q WHERE q.kind = 'dokumen' AND q.src_id = d.doc_id) ELSE true END"
    check "no document without its record" none "SELECT d.doc_id FROM state.document AS d LEFT JOIN state.outbox AS o USING (kind, src_id)
        WHERE d.sent_to IS NOT NULL AND o.state IS DISTINCT FROM 'done'"
    check "planted defects: each has its code" none "SELECT c.src_id, c.code FROM simpeg.contoh_cacat AS c JOIN state.document AS d ON d.doc_id = c.src_id
        JOIN state.outbox AS o ON o.kind = d.kind AND o.src_id = d.src_id WHERE c.view_name = 'v_dokumen' AND c.sifat = 'baris' AND o.state = 'done'
        AND NOT EXISTS (SELECT FROM state.quarantine AS q WHERE q.kind = 'dokumen' AND q.src_id = c.src_id AND q.code = c.code)"
    check "what was sent is what SIMPEG has, byte for byte" none "SELECT d.doc_id FROM state.document AS d JOIN simpeg.dokumen AS s ON s.id::text = d.doc_id
        LEFT JOIN contoh.berkas AS b USING (id) WHERE d.state = 'done'
        AND d.sent_sha256 IS DISTINCT FROM encode(sha256(coalesce(s.isi, decode(s.isi_b64, 'base64'), b.isi)), 'hex')"
    check "all three origins" is "$(state "SELECT string_agg(DISTINCT origin, ',' ORDER BY origin) FROM siasn.document WHERE state = 'done'")" "base64,bytea,path"
    check "one upload each" is "$(uploads)" "$(state "SELECT count(*) FROM siasn.document WHERE state = 'done'")"
    stage_control log >"$STAGE_DIR/log.ndjson"
    check "no upload was refused" is "$(jq -c 'select((.path | endswith("/upload-dok-rw")) and .status != 200)' "$STAGE_DIR/log.ndjson" | wc -l)" 0
    local id
    for id in "$(pick path 0)" "$(pick bytea 0)" "$(pick base64 0)"; do
        check "SIASN holds the bytes of $id" is "$(held "$id" | sha256sum | cut -d' ' -f1)" "$(state "SELECT sent_sha256 FROM siasn.document WHERE doc_id = '$id'")"
    done
    check "one write a person at a time" is "$(stat_of overlapping_writes)" 0
}

nothing_twice() {
    local before
    before=$(uploads)
    daemon_once
    check "second run: exit code" is $? 0
    check "second run: nothing uploaded" is "$(uploads)" "$before"
}

changes_go_once() {
    local before path bytes base64 same file
    before=$(uploads)
    path=$(pick path 0) bytes=$(pick bytea 0) base64=$(pick base64 0) same=$(pick path 1)
    pdf "changed in the folder" >"$(file_of "$path")"
    touch "$(file_of "$same")"
    simpeg "UPDATE simpeg.dokumen SET isi = isi || 'x' WHERE id = $bytes" \
        "UPDATE simpeg.dokumen SET isi_b64 = encode(decode(isi_b64, 'base64') || 'y', 'base64') WHERE id = $base64"
    daemon_once
    check "changed: exit code" is $? 0
    check "changed: each once, the file that was only touched not at all" is "$(uploads)" "$((before + 3))"
    check "changed: the file's bytes are at SIASN" is "$(held "$path" | sha256sum | cut -d' ' -f1)" "$(sha256sum <"$(file_of "$path")" | cut -d' ' -f1)"
    check "changed: all are sent" is "$(state_of "$path") $(state_of "$bytes") $(state_of "$base64") $(state_of "$same")" "done done done done"
    daemon_once
    check "changed: once" is "$(uploads)" "$((before + 3))"
    file=$(file_of "$path")
    mv "$file" "$file.away"
    daemon_once
    check "vanished after it was sent: nothing happens" is "$(state_of "$path") $(uploads)" "done $((before + 3))"
    mv "$file.away" "$file"
}

# bad NAME DOC_ID CODE: quarantined with the code, nothing uploaded, the record delivered.
bad() {
    check "$1: code" is "$(codes_of "$2")" "$3"
    check "$1: state" is "$(state_of "$2")" rejected
    check "$1: the record stays delivered" is "$(record_of "$2")" "done"
}

bad_files() {
    local before i id=() root=$STAGE_DIR/files nip
    before=$(uploads)
    for i in 0 1 2 3 4 5 6; do id[i]=$(pick path "$i"); done
    pdf outside >"$STAGE_DIR/outside.pdf"
    chmod 600 "$STAGE_DIR/outside.pdf"
    ln -s "$STAGE_DIR/outside.pdf" "$root/link.pdf"
    ln -s "$STAGE_DIR" "$root/folder"
    { pdf large && head -c 2097152 /dev/zero; } >"$root/large.pdf"
    printf 'GIF89a' >"$root/image.pdf"
    simpeg "UPDATE simpeg.dokumen SET path = 'link.pdf' WHERE id = ${id[0]}" \
        "UPDATE simpeg.dokumen SET path = 'folder/outside.pdf' WHERE id = ${id[1]}" \
        "UPDATE simpeg.dokumen SET path = 'berkas/../../outside.pdf' WHERE id = ${id[2]}" \
        "UPDATE simpeg.dokumen SET path = '$STAGE_DIR/outside.pdf' WHERE id = ${id[3]}" \
        "UPDATE simpeg.dokumen SET path = 'large.pdf' WHERE id = ${id[4]}" \
        "UPDATE simpeg.dokumen SET path = 'image.pdf' WHERE id = ${id[5]}" \
        "UPDATE simpeg.dokumen SET path = 'tidak/ada.pdf' WHERE id = ${id[6]}"
    daemon_once
    check "bad files: exit code" is $? 0
    bad "a symbolic link" "${id[0]}" DOC_OUTSIDE
    bad "a symbolic link on the way" "${id[1]}" DOC_OUTSIDE
    bad "two dots" "${id[2]}" DOC_OUTSIDE
    bad "an absolute path" "${id[3]}" DOC_OUTSIDE
    bad "too large" "${id[4]}" DOC_TOO_LARGE
    bad "no PDF" "${id[5]}" DOC_BAD
    bad "missing" "${id[6]}" DOC_MISSING
    check "bad files: nothing uploaded" is "$(uploads)" "$before"
    nip=$(state "SELECT nip FROM siasn.document WHERE doc_id = '${id[4]}'")
    ctl show "$nip" >"$STAGE_DIR/out"
    check "show: sent without document" grep -q 'sent without document' "$STAGE_DIR/out"
    check "show: the sentence" grep -q 'Berkas dokumen terlalu besar: 2049 KiB, batasnya 2048 KiB' "$STAGE_DIR/out"
    check "status: counts them" is "$(ctl status --json | jq '[.documents[].rejected] | add')" \
        "$(state "SELECT count(*) FROM siasn.document WHERE state = 'rejected' AND NOT shadowed AND NOT gone")"
    check "status: records sent without" is "$(ctl status --json | jq '[.documents[].sent_without] | add')" \
        "$(state "SELECT count(DISTINCT (d.kind, d.src_id)) FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id) WHERE d.state <> 'done' AND o.state = 'done'")"
    # put right: the file appears, another shrinks
    mkdir -p "$root/tidak" && pdf "found again" >"$root/tidak/ada.pdf"
    pdf "smaller" >"$root/large.pdf"
    daemon_once
    check "put right: sent" is "$(state_of "${id[6]}") $(state_of "${id[4]}") $(uploads)" "done done $((before + 2))"
    check "put right: no reason left" is "$(codes_of "${id[6]}")$(codes_of "${id[4]}")" ""
}

bad_rows() {
    local id other before
    before=$(uploads)
    id=$(pick bytea 0)
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = 'JVBERg==' WHERE id = $id"
    other=$(pick base64 0)
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = 'bukan base64!' WHERE id = $other"
    daemon_once
    bad "two sources" "$id" DOC_SOURCE
    bad "base64 that is none" "$other" DOC_BAD
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = NULL WHERE id = $id"
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = NULL, isi = convert_to('%PDF-1.4' || repeat('x', 2200000), 'UTF8') WHERE id = $other"
    daemon_once
    check "one source again: sent, but nothing to upload" is "$(state_of "$id") $(uploads)" "done $before"
    bad "too large a bytea" "$other" DOC_TOO_LARGE
    simpeg "UPDATE simpeg.dokumen SET isi = NULL, isi_b64 = encode(decode('$(pdf kembali | hex_of)', 'hex'), 'base64') WHERE id = $other"
    # a second one of the same type: the newer goes
    simpeg "INSERT INTO simpeg.dokumen (id, tabel, id_baris, jenis, nama_file, isi, updated_at)
        SELECT 990001, tabel, id_baris, jenis, 'baru.pdf', isi || 'baru', localtimestamp FROM simpeg.dokumen WHERE id = $id"
    daemon_once
    check "a newer one of the same type is sent" is "$(state_of 990001) $(uploads)" "done $((before + 2))"
    check "... and the older one steps back" is "$(codes_of "$id")" DOC_DUPLICATE
    simpeg "DELETE FROM simpeg.dokumen WHERE id = 990001"
    daemon_once
    check "the newer one is deleted: the older comes back" is "$(state_of 990001)$(codes_of "$id") $(state_of "$id") $(uploads)" " done $((before + 3))"
}

no_root() {
    local id before
    before=$(uploads)
    id=$(pick path 0)
    mv "$STAGE_DIR/files" "$STAGE_DIR/unmounted"
    simpeg "UPDATE simpeg.dokumen SET updated_at = localtimestamp WHERE id = $id"
    daemon_once
    check "root away: no verdict on the files" is "$(state "SELECT string_agg(DISTINCT code, ',') FROM siasn.quarantine WHERE kind = 'dokumen' AND src_id = '$id'")" DOC_ROOT
    check "root away: check says so" is "$(ctl check --json | jq -r '.checks[] | select(.check == "documents" and .level == "FAILED") | .text' | grep -c 'is no folder')" 1
    mv "$STAGE_DIR/unmounted" "$STAGE_DIR/files"
    daemon_once
    check "root back: all as before" is "$(state_of "$id")$(codes_of "$id") $(uploads)" "done $before"
}

uploaded() { [ "$(uploads)" -ge "$1" ]; }

killed_between_upload_and_record() {
    local id before
    id=$(pick path 0)
    before=$(uploads)
    pdf "killed" >"$(file_of "$id")"
    faults '[{"fault":"delay","path":"/upload-dok-rw","method":"POST","ms":60000,"count":1}]'
    daemon_start
    stage_await 60 "the upload" uploaded $((before + 1))
    kill -KILL "$DAEMON"
    daemon_wait 2>/dev/null
    faults '[]'
    check "kill -9 after the upload: in flight" is "$(state_of "$id")" inflight
    release_leases
    daemon_once
    check "kill -9 after the upload: exit code of the run after" is $? 0
    check "kill -9 after the upload: not sent again" is "$(state_of "$id") $(uploads)" "done $((before + 1))"
    check "kill -9 after the upload: recorded as sent" is "$(state "SELECT sent_sha256 FROM siasn.document WHERE doc_id = '$id'")" "$(sha256sum <"$(file_of "$id")" | cut -d' ' -f1)"
}

unclear_uploads() {
    local id before
    id=$(pick base64 1)
    before=$(uploads)
    faults '[{"fault":"commit_reset","path":"/upload-dok-rw","count":1}]'
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = encode(decode(isi_b64, 'base64') || 'r', 'base64') WHERE id = $id"
    daemon_once
    check "reset after the upload: read back, not sent again" is "$(state_of "$id") $(uploads)" "done $((before + 1))"
    faults '[{"fault":"reset_before","path":"/upload-dok-rw","count":1}]'
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = encode(decode(isi_b64, 'base64') || 's', 'base64') WHERE id = $id"
    daemon_once
    check "reset before the upload: sent after the window" is "$(state_of "$id") $(uploads)" "done $((before + 2))"
    faults '[{"fault":"false_success","path":"/upload-dok-rw","count":2}]'
    simpeg "UPDATE simpeg.dokumen SET isi_b64 = encode(decode(isi_b64, 'base64') || 't', 'base64') WHERE id = $id"
    daemon_once
    bad "refused twice" "$id" DOC_REJECTED
    faults '[]'
    check "retry" ctl retry --by "Operator Satu"
    daemon_once
    check "retry: sent" is "$(state_of "$id") $(codes_of "$id")$(uploads)" "done $((before + 3))"
}

# signed NAME: a PDF with one detached signature over everything but the signature, on stdout.
signed() {
    local d=$STAGE_DIR/sign gap=8192 head tail range first second
    printf -v head '%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange ' "$1"
    tail=$'>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
    first=$((${#head} + 40 + 9)) # the range is padded to 40, then /Contents
    second=$((first + gap + 2))
    printf -v range '%-40s' "[0 $first $second ${#tail}]"
    printf '%s%s/Contents%s' "$head" "$range" "$tail" >"$d/content"
    openssl cms -sign -binary -in "$d/content" -signer "$d/signer.pem" -inkey "$d/signer.key" -outform DER -md sha256 >"$d/cms" 2>>"$STAGE_DIR/openssl.log"
    printf '%s%s/Contents<%s' "$head" "$range" "$(hex_of <"$d/cms")"
    head -c $((gap - 2 * $(stat -c %s "$d/cms"))) /dev/zero | tr '\0' 0
    printf '>%s' "$tail"
}

signer() {
    local d=$STAGE_DIR/sign
    mkdir -p "$d"
    {
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=Induk Uji" -keyout "$d/induk.key" -out "$d/induk.pem" &&
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=Pejabat Contoh" -keyout "$d/signer.key" -out "$d/signer.csr" &&
            openssl x509 -req -in "$d/signer.csr" -CA "$d/induk.pem" -CAkey "$d/induk.key" -CAcreateserial -days 2 \
                -extfile <(echo "keyUsage=digitalSignature,nonRepudiation") -out "$d/signer.pem"
    } >>"$STAGE_DIR/openssl.log" 2>&1
}

signatures() {
    local jabatan kursus before
    signer
    jabatan=$(state "SELECT d.doc_id FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id) WHERE d.kind = 'jabatan' AND d.origin = 'path' AND d.state = 'done' AND o.state = 'done' ORDER BY 1 LIMIT 1")
    kursus=$(state "SELECT d.doc_id FROM siasn.document AS d JOIN siasn.outbox AS o USING (kind, src_id) WHERE d.kind = 'kursus' AND d.origin = 'path' AND d.state = 'done' AND o.state = 'done' ORDER BY 1 LIMIT 1")
    before=$(uploads)
    stage_config "documents.trust_store=$STAGE_DIR/sign/induk.pem" "documents.signature=jabatan:require, kursus:warn"
    pdf "unsigned 1" >"$(file_of "$jabatan")"
    pdf "unsigned 2" >"$(file_of "$kursus")"
    daemon_once
    check "signatures: exit code" is $? 0
    bad "require, not signed" "$jabatan" DOC_SIGNATURE
    check "warn, not signed: sent, and told" is "$(state_of "$kursus") $(codes_of "$kursus") $(uploads)" "done DOC_SIGNATURE_WARN $((before + 1))"
    signed "surat keputusan" >"$(file_of "$jabatan")"
    daemon_once
    check "require, signed: sent" is "$(state_of "$jabatan")$(codes_of "$jabatan") $(uploads)" "done $((before + 2))"
    check "signer, time and worth are recorded" is "$(state "SELECT signature, signer, signed_at > now() - interval '1 hour' FROM siasn.document WHERE doc_id = '$jabatan'")" "valid|Pejabat Contoh|t"
    sed -i 's/surat keputusan/surat kepalsuan/' "$(file_of "$jabatan")"
    daemon_once
    bad "require, altered after signing" "$jabatan" DOC_SIGNATURE
    check "altered: recorded" is "$(state "SELECT signature FROM siasn.document WHERE doc_id = '$jabatan'")" altered
    stage_config "documents.trust_store=$STAGE_DIR/sign/induk.pem" documents.signature=jabatan:wajib
    daemon_once
    check "a policy that is none is refused" is $? 1
    check "... and named" grep -q 'jabatan:wajib' "$STAGE_DIR/once.log"
    stage_config documents.signature=jabatan:require
    daemon_once
    check "require without a trust store is refused" is $? 1
}

# Twenty documents of almost 2 MiB, the limit, in all three forms.
memory() {
    local i id before peak n=0
    stage_config
    before=$(uploads)
    head -c 1530000 /dev/urandom | base64 -w 0 >"$STAGE_DIR/noise"
    for i in $(seq 0 6); do
        id=$(pick path "$i")
        { pdf "besar $i" && cat "$STAGE_DIR/noise"; } >"$(file_of "$id")"
        n=$((n + 1))
    done
    simpeg "CREATE TABLE contoh.besar (isi text)" && simpeg "COPY contoh.besar FROM STDIN" <"$STAGE_DIR/noise"
    for i in 0 1 2 3 4 5; do
        simpeg "UPDATE simpeg.dokumen SET isi = isi || convert_to((SELECT isi FROM contoh.besar), 'UTF8') WHERE id = $(pick bytea "$i")" \
            "UPDATE simpeg.dokumen SET isi_b64 = encode(decode(isi_b64, 'base64') || convert_to((SELECT isi FROM contoh.besar), 'UTF8'), 'base64') WHERE id = $(pick base64 "$i")"
        n=$((n + 2))
    done
    daemon_start
    stage_await 60 "the large documents" uploaded $((before + n))
    peak=$(awk '/^VmHWM/ {print $2}' "/proc/$DAEMON/status")
    daemon_stop
    echo "memory: peak $peak KiB while sending $n documents of 1.95 MiB"
    # The sanitizers keep shadow memory of their own.
    [ "${SANITIZE:-}" = 1 ] || check "memory: below 48 MiB" test "$peak" -lt 49152
    check "memory: all sent once" is "$(uploads)" "$((before + n))"
}

stage_begin
stage_postgres
stage_sample "$SIZE"
stage_sandbox
stage_config push.doubt_window=3s
TOKEN=$(token)
first_run
nothing_twice
changes_go_once
bad_files
bad_rows
no_root
killed_between_upload_and_record
# Before the next: an upload whose reply was delayed counts as under way at the sandbox until then.
check "one write a person at a time" is "$(stat_of overlapping_writes)" 0
unclear_uploads
signatures
memory
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
