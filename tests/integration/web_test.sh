#!/usr/bin/env bash
# The pages: who gets in and who sees what, forms, downloads, the access log, TLS with reload, the proxy's
# header, and requests that mean harm.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=web.sh
. "$(dirname "$0")/web.sh"

count() { grep -cF -- "$1" "$STAGE_DIR/body"; }
has() { grep -qF -- "$1" "$STAGE_DIR/body"; }
lacks() { ! has "$1"; }
seen() { state "SELECT count(*) FROM siasn.web_access WHERE $1"; }

nobody() {
    local path
    for path in / /antrean /riwayat /pegawai "/pegawai/$NIP" /perbaikan /mutu /indikator /indikator/1 /pohon /akses /sistem /akun; do
        check "nobody: $path leads to the login" is "$(status nobody "$path") $(header Location | cut -d'?' -f1)" "303 /masuk"
        check "nobody: $path says nothing" is "$(wc -c <"$STAGE_DIR/body")" 0
    done
    check "nobody: POST without a session" is "$(status nobody /pohon/K01 --data 'apa=value')" 303
    check "login page" is "$(status nobody /masuk)" 200
    check "headers: no inline code" is "$(header Content-Security-Policy | grep -c unsafe)" 0
    check "headers: CSP" is "$(header Content-Security-Policy | cut -d';' -f1)" "default-src 'none'"
    check "headers: no frame" is "$(header X-Frame-Options)" DENY
    check "headers: nothing is kept" is "$(header Cache-Control)" no-store
    check "headers: no sniffing" is "$(header X-Content-Type-Options)" nosniff
    check "page: no inline style, script or handler" is "$(grep -cE '<script>| style=| on[a-z]+=' "$STAGE_DIR/body")" 0
    check "style sheet" is "$(status nobody /static/style.css) $(header Cache-Control)" "200 public, max-age=31536000, immutable"
    check "no other file" is "$(status nobody /static/../web.conf --path-as-is)" 404
}

getting_in() {
    check "wrong password" is "$(login siti salah-salah-salah; echo "$STATUS")" 401
    check "unknown name" is "$(login tidakada; echo "$STATUS")" 401
    check "unknown name: may be a password typed in the wrong place, so it is not kept" is \
        "$(grep -c tidakada "$STAGE_DIR/web.log") $(seen "what = 'gagal' AND user_name = 'tidakada'") $(seen "what = 'gagal' AND user_name = '(tidak dikenal)'") $(state "SELECT count(*) FROM siasn.web_attempt WHERE name = 'tidakada'")" "0 0 1 0"
    check "right password" login siti
    check "cookie: HttpOnly and SameSite" is "$(header Set-Cookie | grep -c 'Path=/; HttpOnly; SameSite=Lax')" 1
    check "in: first page" is "$(status siti /)" 200
    check "in: her name" has "Siti Rahayu"
    check "form without a token" is "$(status siti /keluar --data x=1)" 403
    check "form with another's token" is "$(status siti /keluar --data "kunci=$(printf '0%.0s' {1..64})")" 403
    get siti / >/dev/null
    check "form from another site" is "$(status siti /keluar -H 'Sec-Fetch-Site: cross-site' --data "kunci=$(token)")" 403
    check "still in" is "$(status siti /)" 200
    FORM=/ post siti /keluar >/dev/null
    check "out" is "$STATUS $(status siti /)" "303 303"
    check "sessions: only digests are kept" is "$(state "SELECT count(*) FROM siasn.web_session WHERE id !~ '^[0-9a-f]{64}$'")" 0
}

lockout() {
    local i
    for i in 1 2 3 4 5; do login budi "salah $i" || true; done
    check "lockout: the fifth was still a try" is "$STATUS" 401
    login budi
    check "lockout: then even the right password waits" is "$STATUS" 429
    check "lockout: says how long" is "$(header Retry-After)" 900
    check "lockout: noted" is "$(seen "what = 'gagal' AND user_name = 'budi'")" 6
    state "UPDATE siasn.web_attempt SET at = at - interval '16 minutes'"
    check "lockout: over after a quarter of an hour" login budi
}

roles() {
    local user path
    for user in siti budi admin tari; do
        login "$user" || stage_die "$user cannot log in"
        for path in / /antrean /antrean?status=semua /riwayat /pegawai /perbaikan /mutu /indikator /indikator/1 /pohon /pohon/B /akun; do
            check "$user: $path" is "$(status "$user" "$path")" 200
        done
    done
    check "hr: no Sistem" is "$(status siti /sistem)" 403
    check "hr: not in the menu either" is "$(get siti / | grep -c 'href="/sistem"')" 0
    check "auditor: no Sistem" is "$(status budi /sistem)" 403
    check "admin: Sistem" is "$(status admin /sistem)" 200
    check "hr: no access log" is "$(status siti /akses)" 403
    check "auditor: access log" is "$(status budi /akses)" 200
    check "refusals are noted" is "$(seen "what = 'ditolak' AND user_name = 'siti' AND page = '/sistem'")" 1
    check "auditor: no entries" is "$(FORM=/ post budi /pohon/K01 apa=value periode=2026Q1 nilai=1 dokumen=x >/dev/null; echo "$STATUS")" 403
    check "hr: no recomputing" is "$(FORM=/ post siti /indikator/1/verifikasi >/dev/null; echo "$STATUS")" 403
}

one_opd() {
    local other before
    other=$(state "SELECT nip FROM siasn.employee WHERE opd_id <> '$OPD' ORDER BY nip LIMIT 1")
    before=$(seen "what = 'ditolak'")
    check "one OPD: own person" is "$(status tari "/pegawai/$NIP")" 200
    check "one OPD: another's page" is "$(status tari "/pegawai/$other")" 404
    check "one OPD: another's evidence" is "$(status tari "/indikator/1/pegawai/$other")" 404
    check "one OPD: noted" is "$(seen "what = 'ditolak'")" $((before + 2))
    check "one OPD: search by another's NIP" is "$(get tari "/pegawai?cari=$other" | grep -c "/pegawai/$other")" 0
    check "one OPD: asking for another OPD" is "$(get tari "/pegawai?opd=01&unduh=csv" | tail -n +2 | wc -l)" \
        "$(state "SELECT count(*) FROM siasn.employee WHERE opd_id = '$OPD'")"
    check "one OPD: queue" is "$(get tari "/antrean?status=semua&unduh=csv" | grep -c "$other")" 0
    check "one OPD: history" is "$(get tari "/riwayat?unduh=csv" | tail -n +2 | wc -l)" \
        "$(state "SELECT count(*) FROM siasn.event_log JOIN siasn.employee USING (nip) WHERE opd_id = '$OPD'")"
    check "one OPD: corrections" is "$(get tari "/perbaikan?unduh=csv" | tail -n +2 | cut -d, -f1 | sort -u)" "$OPD"
    check "one OPD: persons behind a figure" is "$(get tari "/indikator/1/unduh/pegawai.csv" | tail -n +2 | wc -l)" \
        "$(state "SELECT count(*) FROM siasn.indicator_verdict JOIN siasn.employee USING (nip) WHERE snapshot = 1 AND opd_id = '$OPD'")"
    check "one OPD: no entries" is "$(FORM=/ post tari /pohon/K01 apa=value periode=2026Q1 nilai=1 dokumen=x >/dev/null; echo "$STATUS")" 403
}

pages() {
    local before
    before=$(seen "what = 'pegawai' AND nip = '$NIP'")
    get siti "/pegawai/$NIP" >/dev/null
    check "person: name" has "$NAME"
    check "person: both sides" has '<th scope="col">SIASN</th>'
    check "person: what was tried" has 'Dikirim ke SIASN'
    check "person: noted" is "$(seen "what = 'pegawai' AND nip = '$NIP'")" $((before + 1))
    check "person: HR does not see who looked" lacks 'Siapa yang melihat'
    check "person: the auditor does" is "$(get budi "/pegawai/$NIP" | grep -c 'Siapa yang melihat')" 1
    check "search: by part of the name" is "$(get siti "/pegawai" -G --data-urlencode "cari=${NAME%%,*}" | grep -c "/pegawai/$NIP")" 1
    check "search: by grouped NIP" is "$(get siti "/pegawai?cari=${NIP:0:8}+${NIP:8:6}+${NIP:14}" | grep -c "/pegawai/$NIP")" 1
    check "search: nobody" is "$(get siti "/pegawai?cari=qqqq" | grep -c 'Tidak ada pegawai yang cocok')" 1
    check "queue: CSV has every record" is "$(get siti "/antrean?status=semua&unduh=csv" | tail -n +2 | wc -l)" "$(state "SELECT count(*) FROM siasn.outbox")"
    check "queue: CSV of what is shown" is "$(get siti "/antrean?status=rejected&jenis=skp22&unduh=csv" | tail -n +2 | wc -l)" \
        "$(state "SELECT count(*) FROM siasn.outbox WHERE state = 'rejected' AND kind = 'skp22'")"
    check "queue: paging reaches every record once" is "$(walk '/antrean?status=semua')" "$(state "SELECT count(*) FROM siasn.outbox")"
    check "history: paging" is "$(walk "/riwayat?cari=$NIP")" "$(state "SELECT count(*) FROM siasn.event_log WHERE nip = '$NIP'")"
    check "history: a day without events" is "$(get siti '/riwayat?dari=2001-01-01&sampai=2001-01-02' | grep -c 'Tidak ada kejadian')" 1
    check "corrections: CSV" is "$(get siti "/perbaikan?unduh=csv" | tail -n +2 | wc -l)" "$(state "SELECT count(*) FROM siasn.quarantine JOIN siasn.employee USING (nip)")"
    psql -X -q -d siasn_state -c "SET search_path = siasn" -f "$STAGE_ROOT/schema/queries/survey_tally.sql"
    check "corrections: tally of the day" is "$(state "SELECT sum(rows) FROM siasn.quarantine_day WHERE day = current_date")" \
        "$(state "SELECT count(*) FROM siasn.quarantine WHERE severity <> 'info'")"
    check "corrections: to print" is "$(get siti "/perbaikan/cetak?opd=$OPD" | grep -c 'Diterima oleh')" 1
    check "downloads are noted" is "$(seen "what = 'unduhan' AND user_name = 'siti'")" 4
}

# walk PATH: follows "Berikutnya" to the end and counts the rows.
walk() {
    local path=$1 rows=0
    while [ -n "$path" ]; do
        get siti "$path" >/dev/null
        rows=$((rows + $(grep -c '^<tr><td>' "$STAGE_DIR/body")))
        path=$(sed -nE 's/.*href="([^"]*sesudah=[^"]*)">Berikutnya.*/\1/p' "$STAGE_DIR/body" | sed 's/&amp;/\&/g')
    done
    echo "$rows"
}

indicators() {
    get siti /indikator/penempatan >/dev/null
    check "indicator: newest by name" has "Potret"
    check "indicator: unofficial is said" has "Belum resmi"
    check "indicator: seal" has "Tanda tangan potret ini sah"
    check "indicator: no such snapshot" is "$(status siti /indikator/999)" 404
    check "indicator: persons" is "$(get siti "/indikator/1/pegawai?unduh=csv" | tail -n +2 | wc -l)" "$(state "SELECT count(*) FROM siasn.indicator_verdict WHERE snapshot = 1")"
    check "indicator: drill down" is "$(get siti "/indikator/1/pegawai?putusan=pass&unduh=csv" | tail -n +2 | wc -l)" \
        "$(state "SELECT pass FROM siasn.indicator_result WHERE snapshot = 1 AND dimension = 'total'")"
    check "indicator: the rule byte for byte" is "$(get siti /indikator/1/unduh/aturan.json | sha256sum | cut -c1-64)" \
        "$(state "SELECT rule_sha256 FROM siasn.indicator_snapshot WHERE id = 1")"
    check "indicator: the signed header" is "$(get siti /indikator/1/unduh/kepala.json | jq -rj .header | sha256sum | cut -c1-64)" \
        "$(state "SELECT hash FROM siasn.indicator_snapshot WHERE id = 1")"
    FORM=/indikator/1 post budi /indikator/1/verifikasi >/dev/null
    check "indicator: recomputed" has "Cocok: angka-angka potret ini mengikuti datanya"
    state "SET session_replication_role = replica" "UPDATE siasn.indicator_input SET row = row || '{\"golongan\": \"99\"}' WHERE ctid = (SELECT ctid FROM siasn.indicator_input WHERE snapshot = 1 AND kind = 'person' LIMIT 1)"
    FORM=/indikator/1 post budi /indikator/1/verifikasi >/dev/null
    check "indicator: an altered record is found" has "TIDAK cocok"
}

dropped() {
    state "INSERT INTO siasn.indicator_dropped (snapshot, dropped_by, document) VALUES (1, 'uji', 'BA 1')"
    get budi /indikator/1 >/dev/null
    check "indicator: an archived one says so" has 'sudah dipindahkan ke arsip'
    check "indicator: ... and is not recomputed here" lacks 'Hitung ulang'
}

entries() {
    local before
    before=$(state "SELECT count(*) FROM siasn.pohon_entry")
    post siti /pohon/K01 apa=value periode=2025Q4 nilai=7,5 'dokumen=Laporan <b>1</b>' >/dev/null
    check "entry: accepted" is "$STATUS" 303
    check "entry: kept" is "$(state "SELECT low, by_name, document FROM siasn.pohon_entry ORDER BY id DESC LIMIT 1")" "7.5000|Siti Rahayu|Laporan <b>1</b>"
    check "entry: in the chained log" is "$(state "SELECT actor, detail::json->>'by' FROM siasn.event_log WHERE what = 'pohon_entry' ORDER BY id DESC LIMIT 1")" "siasn-web|Siti Rahayu"
    check "entry: shown escaped" is "$(get siti '/pohon/K01?periode=2025Q4' | grep -c 'Laporan &lt;b&gt;1&lt;/b&gt;')" 1
    post siti /pohon/K01 apa=value periode=2099Q4 nilai=7 dokumen=x >/dev/null
    check "entry: a quarter to come" has 'belum mulai'
    post siti /pohon/K01 apa=value periode=2025Q4 nilai=1.500 dokumen=x >/dev/null
    check "entry: thousands are ambiguous" has 'role="status"'
    post siti /pohon/K22 apa=value periode=2025Q4 nilai=1 dokumen=x >/dev/null
    check "entry: a computed node" has 'dihitung dari data'
    check "entry: nothing else was kept" is "$(state "SELECT count(*) FROM siasn.pohon_entry")" $((before + 1))
    check "entry: no such node" is "$(status siti /pohon/K99)" 404
}

least_rights() {
    local web="psql -X -q -At -U siasn_web -d siasn_state -c" # one statement, in bash -c too
    check "rights: reads" test "$($web "SELECT count(*) > 0 FROM siasn.outbox")" = t
    local sql
    for sql in "UPDATE siasn.outbox SET message = 'x'" "DELETE FROM siasn.quarantine" "INSERT INTO siasn.pohon_entry (node, what, year, quarter, low, high, by_name, document) VALUES ('K01', 'value', 2026, 1, 1, 1, 'x', 'x')" \
        "INSERT INTO siasn.event_log SELECT * FROM siasn.event_log LIMIT 1" "UPDATE siasn.web_user SET role = 'admin'" "DELETE FROM siasn.web_access" "TRUNCATE siasn.web_access" "CREATE TABLE siasn.x (a int)"; do
        check "rights: not $sql" bash -c "! $web \"$sql\" 2>/dev/null"
    done
    check "rights: no event of its own" bash -c "! $web \"SELECT siasn.event_append('x', ARRAY['x'], ARRAY[''], ARRAY[''], ARRAY[''], ARRAY['{}'])\" 2>/dev/null"
    psql -X -q -U siasn_web -d siasn_state -c "CREATE TEMP TABLE pohon_entry (LIKE siasn.pohon_entry)" -c "SELECT siasn.pohon_entry_write('x', ARRAY['K01'], ARRAY['value'], ARRAY[2025], ARRAY[1], ARRAY[1], ARRAY[1], ARRAY['x'], ARRAY['x'], ARRAY['x'], ARRAY[NULL]::text[], ARRAY['{}'])" >/dev/null 2>&1
    check "rights: tables of a session do not stand in for ours" is "$(state "SELECT count(*) FROM siasn.pohon_entry WHERE document = 'x' AND year = 2025")" "$(state "SELECT count(*) FROM siasn.event_log WHERE what = 'pohon_entry' AND actor = 'x'")"
    sed -i 's/user=siasn_web/user=siasn_sync/' "$STAGE_DIR/siasnd.conf"
    "$STAGE_BIN/siasn-web" --config "$STAGE_DIR/siasnd.conf" 2>"$STAGE_DIR/out"
    check "rights: the daemon's own role is refused" is "$? $(grep -c 'may change synchronised data' "$STAGE_DIR/out")" "1 1"
    sed -i 's/user=siasn_sync dbname=siasn_state$/&/; /^\[web\]/,$s/user=siasn_sync/user=siasn_web/' "$STAGE_DIR/siasnd.conf"
    sed -i 's/^listen = 127.0.0.1:.*/listen = 0.0.0.0:0/' "$STAGE_DIR/siasnd.conf"
    "$STAGE_BIN/siasn-web" --config "$STAGE_DIR/siasnd.conf" 2>"$STAGE_DIR/out"
    check "plain HTTP for others is refused" is "$? $(grep -c 'in the clear' "$STAGE_DIR/out")" "2 1"
}

users() {
    ctl user add siti --role hr --by uji <<<"$PASSWORD" >"$STAGE_DIR/out" 2>&1
    check "user: twice" is $? 1
    ctl user add 'Siti R' --role hr --by uji <<<"$PASSWORD" >"$STAGE_DIR/out" 2>&1
    check "user: a bad name" is $? 2
    ctl user add dewi --role bos --by uji <<<"$PASSWORD" >"$STAGE_DIR/out" 2>&1
    check "user: a bad role" is $? 2
    ctl user add dewi --role auditor --opd "$OPD" --by uji <<<"$PASSWORD" >"$STAGE_DIR/out" 2>&1
    check "user: only hr is limited" is $? 1
    ctl user add dewi --role hr --opd tidakada --by uji <<<"$PASSWORD" >"$STAGE_DIR/out" 2>&1
    check "user: an OPD nobody has" is $? 1
    ctl user add dewi --role hr --by uji <<<pendek >"$STAGE_DIR/out" 2>&1
    check "user: a short password" is $? 1
    check "user: added" ctl user add dewi --role hr --by uji <<<"$PASSWORD"
    login dewi
    check "user: must change first" is "$(status dewi /pegawai) $(header Location)" "303 /akun"
    post dewi /akun "lama=$PASSWORD" "baru=delapan kuda liar" "ulang=delapan kuda liar" >/dev/null
    check "user: changed" has 'Kata sandi sudah diganti'
    check "user: then the pages open" is "$(status dewi /pegawai)" 200
    check "user: the old password is gone" is "$(login dewi; echo "$STATUS")" 401
    check "user: the new one works" login dewi 'delapan kuda liar'
    check "user: disabled" ctl user disable dewi --by uji
    check "user: ... at once" is "$(status dewi /pegawai)" 303
    check "user: ... and stays out" is "$(login dewi 'delapan kuda liar'; echo "$STATUS")" 401
    check "user: enabled" ctl user enable dewi --by uji
    check "user: listed" is "$(ctl user list --json | jq -r '.users[] | select(.name == "dewi") | "\(.role) \(.disabled)"')" "hr false"
    check "user: logged" is "$(state "SELECT count(*) FROM siasn.event_log WHERE what LIKE 'user_%' AND detail::json->>'user' = 'dewi' AND detail::json->>'by' = 'uji'")" 3
    check "no password in the logs or the log" is "$(grep -cF "$PASSWORD" "$STAGE_DIR/web.log") $(state "SELECT count(*) FROM siasn.event_log WHERE detail LIKE '%$PASSWORD%'")" "0 0"
}

proxy() {
    web_stop
    web_start "proxy = 127.0.0.1" "proxy_user = X-Remote-User"
    check "proxy: lets in whom it names" is "$(status p1 / -H 'X-Remote-User: budi')" 200
    check "proxy: with the role kept here" is "$(get p1 / -H 'X-Remote-User: budi' | grep -c '>Auditor<')" 1
    check "proxy: not whom we do not know" is "$(status p2 / -H 'X-Remote-User: orang')" 303
    check "proxy: another name is another viewer" is "$(get p1 / -H 'X-Remote-User: siti' | grep -c 'Siti Rahayu')" 1
    get p3 /masuk -H 'X-Forwarded-Proto: https' >/dev/null
    check "proxy: TLS there is TLS here" is "$(header Set-Cookie | grep -c '^__Host-siasn-tamu=.*; Secure') $(header Strict-Transport-Security)" "1 max-age=31536000"
    get p1 "/pegawai/$NIP" -H 'X-Remote-User: budi' -H 'X-Forwarded-For: 1.2.3.4, 10.9.8.7' >/dev/null
    check "proxy: the address it saw is noted" is "$(state "SELECT address FROM siasn.web_access ORDER BY id DESC LIMIT 1")" 10.9.8.7
    check "proxy: requests without a cookie leave few sessions" is "$(for _ in $(seq 30); do get p5 / -c /dev/null -b 'x=1' -H 'X-Remote-User: budi' >/dev/null; done
        state "SELECT count(*) <= 20 FROM siasn.web_session WHERE user_name = 'budi'")" t
    web_stop
    web_start "proxy = 127.0.0.9" "proxy_user = X-Remote-User"
    check "no proxy: its header opens nothing" is "$(status p4 / -H 'X-Remote-User: admin')" 303
    web_stop
}

serial() { openssl s_client -connect "127.0.0.1:$WEB_PORT" </dev/null 2>/dev/null | openssl x509 -noout -serial; }

tls() {
    local first
    cp "$STAGE_DIR/server.key" "$STAGE_DIR/credentials/web_tls_key"
    chmod 600 "$STAGE_DIR/credentials/web_tls_key"
    cp "$STAGE_DIR/server.pem" "$STAGE_DIR/web.pem"
    web_start "certificate = $STAGE_DIR/web.pem"
    check "TLS: login" login siti
    check "TLS: cookie" is "$(header Set-Cookie | grep -c '^__Host-siasn=.*; Secure')" 1
    check "TLS: HSTS" is "$(status siti /) $(header Strict-Transport-Security)" "200 max-age=31536000"
    first=$(serial)
    openssl x509 -req -in "$STAGE_DIR/server.csr" -CA "$STAGE_DIR/ca.pem" -CAkey "$STAGE_DIR/ca.key" -CAcreateserial -days 2 \
        -extfile <(echo "subjectAltName=IP:127.0.0.1") -out "$STAGE_DIR/web.pem" 2>/dev/null
    kill -HUP "$WEB_PID"
    stage_await 15 "the reload" grep -q 'certificate reloaded' "$STAGE_DIR/web.log"
    check "TLS: a new certificate by reload" test "$(serial)" != "$first"
    check "TLS: sessions live on" is "$(status siti /)" 200
    echo kacau >"$STAGE_DIR/web.pem"
    kill -HUP "$WEB_PID"
    stage_await 15 "the refusal" grep -q 'reload refused' "$STAGE_DIR/web.log"
    check "TLS: a bad one changes nothing" is "$(status siti /)" 200
    web_stop
    check "ends when told" is "$(pgrep -f "siasn-web --config $STAGE_DIR" | wc -l)" 0
}

harm() {
    local i
    web_start
    login siti
    check "harm: markup in a name" is "$(state "UPDATE siasn.employee SET name = '<script>alert(1)</script>\"''&' WHERE nip = '$NIP'"; get siti "/pegawai/$NIP" | grep -c '<script>alert')" 0
    check "harm: markup in a search" is "$(get siti '/pegawai?cari=%22%3E%3Cscript%3Ealert(1)%3C/script%3E' | grep -c '<script>alert')" 0
    check "harm: SQL in a search" is "$(status siti "/pegawai?cari=%27%3B%20DROP%20TABLE%20siasn.web_user%3B--")" 200
    check "harm: a bad key of a list" is "$(status siti '/antrean?sesudah=9999:x') $(status siti '/riwayat?sesudah=3:abc')" "200 200"
    check "harm: dots in a path" is "$(status siti '/pegawai/../../etc/passwd' --path-as-is)" 404
    check "harm: half an escape" is "$(status siti '/pegawai/%4')" 404
    check "harm: another method" is "$(status siti / -X DELETE)" 405
    head -c 200000 /dev/zero | tr '\0' a >"$STAGE_DIR/big"
    check "harm: a big form" is "$(status siti /masuk --data-binary "@$STAGE_DIR/big")" 413
    check "harm: a big form in pieces" is "$(status siti /masuk -H 'Transfer-Encoding: chunked' --data-binary "@$STAGE_DIR/big")" 413
    check "harm: a big header" is "$(get siti / -H "X-Besar: $(head -c 60000 "$STAGE_DIR/big")" >/dev/null; case $STATUS in 000 | 4??) echo refused ;; *) echo "$STATUS" ;; esac)" refused
    check "harm: an address elsewhere after the login" is "$(rm -f "$(jar siti)"; post siti /masuk nama=siti "sandi=$PASSWORD" ke=//jahat.example >/dev/null; header Location)" /
    for i in 1 2 3; do { head -c 3000 /dev/urandom >"/dev/tcp/127.0.0.1/$WEB_PORT"; } 2>/dev/null; done
    check "harm: noise" is "$(status siti /)" 200
    slow
    stage_pg_ctl -m immediate stop >/dev/null 2>&1
    check "database away: says so" is "$(status siti /) $(header Retry-After)" "503 10"
    stage_pg_ctl start >/dev/null 2>&1
    stage_await 20 "the pages' return" test_page
    check "database back: by itself" is "$(status siti /)" 200
    web_stop
}

test_page() { [ "$(status siti /)" = 200 ]; }

# 260 connections that send a byte now and then take every place, and lose it again.
slow() {
    local i fds=() fd closed
    for i in $(seq 260); do
        { exec {fd}<>"/dev/tcp/127.0.0.1/$WEB_PORT"; } 2>/dev/null || break
        { printf 'GET / HTTP/1.1\r\nX-' >&"$fd"; } 2>/dev/null
        fds+=("$fd")
    done
    closed=$SECONDS
    stage_await 40 "places after slow connections" test_page_dripping "${fds[@]}"
    check "harm: slow connections lose their places" test $((SECONDS - closed)) -lt 35
    for fd in "${fds[@]}"; do exec {fd}>&-; done
}

test_page_dripping() {
    local fd
    for fd in "$@"; do { printf a >&"$fd"; } 2>/dev/null; done
    [ "$(get siti / --max-time 2 >/dev/null 2>&1; echo "$STATUS")" = 200 ]
}

stage_begin
stage_postgres
stage_sample 60
stage_sandbox
stage_config
openssl genpkey -algorithm ED25519 -out "$STAGE_DIR/credentials/indicator_key" 2>/dev/null
daemon_once
ctl indicator compute --as-of "$(date +%F)" --rules penempatan_a1 --by uji >/dev/null || stage_die "no snapshot"
web_setup
NIP=$(state "SELECT nip FROM siasn.employee JOIN siasn.outbox USING (nip) WHERE opd_id = '$OPD' AND state = 'done' AND kind = 'kursus' AND blocked IS NULL ORDER BY nip LIMIT 1")
NAME=$(state "SELECT name FROM siasn.employee WHERE nip = '$NIP'")
check "names come with the survey" test -n "$NAME"
web_start
nobody
getting_in
lockout
roles
one_opd
pages
indicators
dropped
entries
users
proxy
tls
harm
least_rights
check "event chain" is "$(state "SET search_path = siasn" "SELECT event_log_verify() IS NULL")" t
stage_verdict
