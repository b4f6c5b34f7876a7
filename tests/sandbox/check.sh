#!/bin/bash
# check.sh - drives siasn-sandbox with curl and checks what README.md says about it.
#
# usage: check.sh [BINARY]    (default build/siasn-sandbox)
#
# Every check is one line: a name and what must hold. Ends with "N passed, N failed".
set -u

BIN=${1:-build/siasn-sandbox}
WORK=$(mktemp -d)
PID=
PASSED=0
FAILED=0
STATUS=
BODY=
CURL_RC=0

stop_server() {
        if [ -n "$PID" ]; then
                kill -TERM "$PID" 2>/dev/null
                wait "$PID"
                SERVER_RC=$?
                PID=
        fi
}

cleanup() {
        stop_server
        rm -rf "$WORK"
}
trap cleanup EXIT

pass() {
        PASSED=$((PASSED + 1))
}

fail() {
        FAILED=$((FAILED + 1))
        printf 'FAILED: %s\n        rc=%s status=%s body=%.300s\n' "$1" "$CURL_RC" "$STATUS" "$BODY"
}

# ---- assertions on the last reply ----

# want NAME STATUS [TEXT-IN-BODY]
want() {
        if [ "$STATUS" = "$2" ] && { [ $# -lt 3 ] || [[ $BODY == *"$3"* ]]; }; then
                pass
        else
                fail "$1"
        fi
}

# lacks NAME TEXT
lacks() {
        if [[ $BODY != *"$2"* ]]; then pass; else fail "$1"; fi
}

# lost NAME: the connection broke without a reply
lost() {
        if [ "$CURL_RC" -eq 56 ] || [ "$CURL_RC" -eq 52 ] || [ "$CURL_RC" -eq 35 ]; then
                pass
        else
                fail "$1"
        fi
}

# same NAME GOT EXPECTED
same() {
        if [ "$2" = "$3" ]; then
                pass
        else
                BODY="got '$2', expected '$3'"
                fail "$1"
        fi
}

# ---- requests ----

request() {
        BODY=$(curl -sS --max-time 20 --cacert "$WORK/ca.pem" -D "$WORK/headers" \
                -o "$WORK/body" -w '%{http_code}' "$@" 2>"$WORK/curl.err")
        CURL_RC=$?
        STATUS=$BODY
        BODY=$(tr -d '\0' <"$WORK/body" 2>/dev/null)
        : >"$WORK/body"
}

get() {
        request -H "Authorization: Bearer $APIM" -H "Auth: bearer $SSO" "$BASE/apisiasn/1.0$1"
}

post() {
        request -H "Authorization: Bearer $APIM" -H "Auth: bearer $SSO" \
                -H 'Content-Type: application/json' --data-binary "$2" "$BASE/apisiasn/1.0$1"
}

delete() {
        request -X DELETE -H "Authorization: Bearer $APIM" -H "Auth: bearer $SSO" \
                "$BASE/apisiasn/1.0$1"
}

control() {
        request "$BASE/_sandbox/$1"
}

control_post() {
        request --data-binary "$2" "$BASE/_sandbox/$1"
}

faults() {
        control_post faults "$1"
        [ "$STATUS" = 200 ] || fail "rules accepted: $1"
}

# value NAME: a string or number member of the last body
value() {
        printf '%s' "$BODY" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

dump_count() {
        control dump
        printf '%s\n' "$BODY" | grep -c "$1"
}

apim_login() {
        request -u key:secret -d grant_type=client_credentials "$BASE/oauth2/token"
        APIM=$(value access_token)
}

# ---- the server ----

make_certificates() {
        openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/ca.key" -out "$WORK/ca.pem" \
                -days 2 -subj '/CN=Throw-away CA'
        openssl req -newkey rsa:2048 -nodes -keyout "$WORK/server.key" -out "$WORK/server.csr" \
                -subj '/CN=127.0.0.1'
        echo 'subjectAltName=IP:127.0.0.1' >"$WORK/ext"
        openssl x509 -req -in "$WORK/server.csr" -CA "$WORK/ca.pem" -CAkey "$WORK/ca.key" \
                -CAcreateserial -days 2 -extfile "$WORK/ext" -out "$WORK/server.pem"
}

# config [MORE-MEMBERS]
config() {
        cat <<END
{"cert_file":"$WORK/server.pem","key_file":"$WORK/server.key","consumer_key":"key",
"consumer_secret":"secret","sso_client_id":"agency","sso_username":"000000000000000001",
"sso_password":"word","sso_token":"head.registered.sign","seed":11${1:-}}
END
}

# start [MORE-MEMBERS]
start() {
        stop_server
        config "${1:-}" >"$WORK/config.json"
        rm -f "$WORK/ready"
        "$BIN" --config "$WORK/config.json" --seed "$WORK/seed.ndjson" --listen 127.0.0.1:0 \
                --ready-file "$WORK/ready" 2>"$WORK/server.err" &
        PID=$!
        for _ in $(seq 200); do
                [ -s "$WORK/ready" ] && break
                sleep 0.05
        done
        if [ ! -s "$WORK/ready" ]; then
                echo "the sandbox did not start:"
                cat "$WORK/server.err"
                exit 1
        fi
        BASE=$(cat "$WORK/ready")
        SSO=head.registered.sign
        apim_login
}

NIP=199001012015031001
NIP2=199002022015032002
P=00000000000000000000000000000001
P2=00000000000000000000000000000002

write_seed() {
        cat <<END
{"t":"pns","row":{"id":"$P","nipBaru":"$NIP","nipLama":"","nama":"Contoh Satu","email":"a@example.org","alamat":"Jl. Lama","jabatanNama":"Lama","unorId":"U0","golRuangAkhirId":"31","path":null}}
{"t":"pns","row":{"id":"$P2","nipBaru":"$NIP2","nipLama":"","nama":"Contoh Dua","kedudukanPnsNama":"PPPK Paruh Waktu","path":null}}
{"t":"rw-golongan","nip":"$NIP","row":{"id":"G1","idPns":"$P","golonganId":"32","golongan":"III/b","pangkat":"Penata Muda Tingkat I","tmtGolongan":"01-04-2020","path":null}}
{"t":"rw-pendidikan","nip":"$NIP","row":{"id":"E1","idPns":"$P","pendidikanNama":"S-1"}}
{"t":"data-pasangan","nip":"$NIP","row":{"id":"S1","nama":"Pasangan Contoh"}}
{"t":"ref-unor","row":{"Id":"U1","NamaUnor":"Dinas Contoh","NamaJabatan":"Kepala Dinas Contoh","DiatasanId":"","IndukUnorId":"U1"}}
{"t":"ref-unor","row":{"Id":"U2","NamaUnor":"Bidang Contoh","NamaJabatan":"Kepala Bidang Contoh","DiatasanId":"U1","IndukUnorId":"U1"}}
{"t":"ref","name":"jabatan-fungsional","row":{"id":"JF1","nama":"Analis Contoh"}}
{"t":"ref","name":"jabatan-fungsional","row":{"id":"JF2","nama":"Pranata Contoh"}}
END
        for i in 1 2 3 4 5 6; do
                echo "{\"t\":\"rw-kursus\",\"nip\":\"$NIP2\",\"row\":{\"id\":\"K$i\",\"namaKursus\":\"Kursus $i\"}}"
        done
}

# ---- the checks ----

check_startup() {
        config ',"seeed":1' >"$WORK/bad.json"
        "$BIN" --config "$WORK/bad.json" 2>"$WORK/server.err"
        same 'an unknown configuration key ends with 2' "$?" 2
        BODY=$(cat "$WORK/server.err")
        lacks 'nothing listens then' listening
        same 'and is named' "$(grep -c '"seeed"' "$WORK/server.err")" 1
        "$BIN" 2>/dev/null
        same 'no --config ends with 2' "$?" 2
}

check_tokens() {
        request -u key:secret -d grant_type=client_credentials "$BASE/oauth2/token"
        want 'APIM token by Basic' 200 '"token_type":"Bearer"'
        request -d 'client_id=key&client_secret=secret&grant_type=client_credentials' \
                "$BASE/oauth2/token"
        want 'APIM token by form' 200 '"expires_in":3600'
        request -u key:secret -H 'Content-Type: application/json' \
                -d '{"grant_type":"client_credentials"}' "$BASE/oauth2/token"
        want 'APIM token by JSON' 200 access_token
        request -u key:wrong -d grant_type=client_credentials "$BASE/oauth2/token"
        want 'a bad client' 401 invalid_client
        local realm=$BASE/auth/realms/public-siasn/protocol/openid-connect/token
        local login='client_id=agency&grant_type=password&username=000000000000000001'

        request -d "$login&password=word" "$realm"
        want 'SSO login' 200 '"expires_in":43200'
        local issued refresh
        issued=$(value access_token)
        refresh=$(value refresh_token)
        same 'the SSO token is a JWT' "$(echo "$issued" | tr -cd . | wc -c)" 2
        request -d "$login&password=no" "$realm"
        want 'a bad login' 401 invalid_grant
        request -d "client_id=agency&grant_type=refresh_token&refresh_token=$refresh" "$realm"
        want 'SSO refresh' 200 access_token
        request -d 'client_id=agency&grant_type=refresh_token&refresh_token=x' "$realm"
        want 'a bad refresh token' 400 invalid_grant
        SSO=$issued
        get "/pns/data-utama/$NIP"
        want 'an issued SSO token is good' 200 '"code":1'
        SSO=head.registered.sign
}

check_doors() {
        local url=$BASE/apisiasn/1.0/pns/data-utama/$NIP

        request -H "Auth: bearer $SSO" "$url"
        want 'no Authorization' 401 '"code":"900902"'
        same 'comes with a challenge' "$(grep -ci '^www-authenticate:' "$WORK/headers")" 1
        request -H 'Authorization: Bearer nonsense' -H "Auth: bearer $SSO" "$url"
        want 'a bad APIM token' 401 '"code":"900901"'
        request -H "Authorization: Bearer $APIM" "$url"
        want 'no Auth' 400 'missing or malformed jwt'
        request -H "Authorization: Bearer $APIM" -H 'Auth: bearer a.b.c' "$url"
        want 'a bad SSO token' 401 'invalid or expired jwt'
        request -H "Authorization: BEARER $APIM" -H "Auth: BEARER $SSO" "$url"
        want 'schemes in any case' 200
        request "$BASE/elsewhere"
        want 'an unknown path' 404 'is not available'
        get /no/such
        want 'an unknown API path' 404 '{"message":"Not Found"}'
        get /diklat/save
        want 'a wrong method' 405
        request -H "Authorization: Bearer $APIM" "$BASE/referensi_siasn/1/jabatan-fungsional"
        want 'referensi with one token' 200 '"results":[{"id":"JF1"'
        request -H "Authorization: Bearer $APIM" \
                "$BASE/referensi_siasn/1/jabatan-fungsional/search?limit=1&offset=1"
        want 'referensi paged' 200 '"results":[{"id":"JF2"'
        request -H "Authorization: Bearer $APIM" "$BASE/referensi_siasn/1/penghargaan"
        want 'a table that is not served' 404
}

check_reads() {
        get "/pns/data-utama/$NIP"
        want 'data-utama is an object' 200 '"data":{"id":"'
        want 'with keys nobody documents' 200 kolomBaru
        get /pns/data-utama/199912312024011009
        want 'an unknown NIP' 404 '{"code":0,"data":"Data tidak ditemukan"}'
        get "/pns/rw-hukdis/$NIP"
        want 'an empty history' 404 '"data":"Data tidak ditemukan"'
        get "/pns/rw-tubel/$NIP"
        want 'an empty tubel history' 404 'record not found'
        get "/pns/rw-golongan/$NIP"
        want 'a history is an array' 200 '"data":[{"id":"G1"'
        get "/pns/data-pasangan/$NIP"
        want 'couples' 200 '"data":{"listPasangan":[{"id":"S1"'
        get "/pns/data-utama/paruhwaktu/$NIP2"
        want 'part-time PPPK' 200 'Contoh Dua'
        get "/pns/data-utama/paruhwaktu/$NIP"
        want 'not part-time' 404
        get /referensi/ref-unor
        want 'ref-unor whole, PascalCase' 200 '"count":2'
        get '/referensi/ref-unor?limit=1&offset=1'
        want 'ref-unor paged' 200 '"data":[{"Id":"U2"'
        lacks 'and only that page' '"Id":"U1"'
        local orders
        orders=$(for _ in 1 2 3 4 5 6; do
                get "/pns/rw-kursus/$NIP2"
                printf '%s\n' "$BODY" | grep -o '"id":"K[0-9]"' | tr -d '\n'
                echo
        done | sort -u | wc -l)
        same 'histories come in no order' "$([ "$orders" -gt 1 ] && echo yes)" yes
}

JABATAN='"instansiId":"I1","satuanKerjaId":"SK1","unorId":"U2","jenisJabatan":"1","eselonId":"31","nomorSk":"800/1/2024","tanggalSk":"02-01-2024","tmtJabatan":"03-01-2024","jenisMutasiId":"MJ","jenisPenugasanId":"D"'

check_jabatan() {
        post /jabatan/unorjabatan/save "{\"id\":\"\",\"PNSID\":\"$P\",$JABATAN,\"bukanKolom\":[1]}"
        want 'a position, keys in any case' 200 '"success":true,"mapData":{"rwJabatanId":"'
        local id
        id=$(value rwJabatanId)
        same 'a version-1 style id' \
                "$(echo "$id" | grep -cE '^[0-9a-f]{8}-[0-9a-f]{4}-11ee-[0-9a-f]{4}-0a580a83[0-9a-f]{4}$')" 1
        get "/jabatan/id/$id"
        want 'read by id, in read names' 200 '"instansiKerjaId":"I1"'
        want 'names from references' 200 '"namaJabatan":"Kepala Bidang Contoh"'
        get "/jabatan/pns/$NIP"
        want 'read by the other path' 200 "$id"
        post /jabatan/unorjabatan/save "{\"pnsId\":\"$P\",$JABATAN}"
        want 'the same again' 200 rwJabatanId
        same 'is another row' "$([ "$(value rwJabatanId)" != "$id" ] && echo yes)" yes
        delete "/jabatan/delete/$(value rwJabatanId)"
        want 'a delete' 200 '{"success":true'
        delete "/jabatan/delete/no-such-row"
        want 'a delete of nothing' 200 '{"success":false'
        post /jabatan/unorjabatan/save "{\"id\":\"$id\",\"pnsId\":\"$P\",${JABATAN/31/41},\"tmtPelantikan\":\"\"}"
        want 'an update keeps the id' 200 "$id"
        get "/pns/rw-jabatan/$NIP"
        want 'and changes the row in place' 200 '"eselonId":"41"'
        post /jabatan/save "{\"id\":\"$id\",\"pnsId\":\"$P\",\"instansiId\":\"I1\",\"satuanKerjaId\":\"SK1\",\"unorId\":\"U2\",\"nomorSk\":\"800/1/2024\",\"tmtJabatan\":\"03-01-2024\",\"jenisJabatan\":\"1\"}"
        get "/jabatan/id/$id"
        want 'omitted fields are cleared' 200 '"eselonId":""'
        post /jabatan/unorjabatan/save "{\"id\":\"unknown\",\"pnsId\":\"$P\",$JABATAN}"
        want 'an unknown id is refused' 200 '"success":false'
        post /jabatan/unorjabatan/save "{\"id\":\"$id\",\"pnsId\":\"$P2\",$JABATAN}"
        want 'so is the row of someone else' 200 'record not found'
        post /jabatan/unorjabatan/save "{\"pnsId\":\"nobody\",$JABATAN}"
        want 'so is an unknown person' 200 '"success":false,"mapData":null,"message":"Data tidak ditemukan"'
        post /jabatan/unorjabatan/save '{}'
        want 'all missing fields at once' 200 '{"code":0,"data":null,"message":"5 errors occurred:\n\t* UnorID is required\n\t* InstansiKerjaID is required\n\t* PnsOrangId is required\n\t* NomorSk is required\n\t* SatuanKerjaId is required\n\n"}'
        post /jabatan/unorjabatan/save "{\"pnsId\":\"$P\",${JABATAN/\"1\",\"eselonId\":\"31\"/\"2\",\"jabatanFungsionalId\":\"JFX\"}}"
        want 'an unknown JF' 200 'Jenis Jabatan fungsional tertentu, namun jabatan yang dimasukkan tidak ditemukan pada data referensi'
        post /jabatan/unorjabatan/save "{\"pnsId\":\"$P\",${JABATAN/U2/U9}}"
        want 'an unknown unor' 200 'tidak ditemukan pada data referensi'
        get "/pns/data-utama/$NIP"
        want 'the master record has not moved' 200 '"jabatanNama":"Lama"'
        get "/pns/data-utama-jabatansync?pns_orang_id=$P"
        want 'until jabatansync' 200 '{"Error":"false"'
        get "/pns/data-utama/$NIP"
        want 'now it has' 200 '"jabatanNama":"Kepala Bidang Contoh"'
        get "/pns/data-utama-jabatansync?pns_orang_id=$P"
        want 'a second sync finds nothing' 200 'Data Tidak Ada Perubahan'
        get "/pns/data-utama-golongansync?pns_orang_id=$P"
        get "/pns/data-utama/$NIP"
        want 'golongansync' 200 '"golRuangAkhirId":"32"'
        get '/pns/data-utama-jabatansync?pns_orang_id=nobody'
        want 'a sync of nobody' 200 '{"Error":"true"'
}

check_types() {
        post /diklat/save "{\"pnsOrangId\":\"$P\",\"tahun\":\"2024\"}"
        want 'a string for an int' 400 'Unmarshal type error: expected=int, got=string, field=tahun'
        post /diklat/save "{\"pnsOrangId\":\"$P\",\"nomor\":5}"
        want 'an int for a string' 400 'expected=string, got=number, field=nomor'
        post /diklat/save "{\"pnsOrangId\":\"$P\",\"tahun\":1.5}"
        want 'a fraction for an int' 400 'got=number 1.5'
        post /diklat/save '{"pnsOrangId":'
        want 'broken JSON' 400 'Syntax error'
        post /penghargaan/save "{\"pnsOrangId\":\"$P\",\"skDate\":\"2023-08-28\"}"
        want 'an ISO date' 200 '"message":"code=400, message=parsing time \"2023-08-28\" as \"02-01-2006\": cannot parse \"23-08-28\" as \"-\", internal=parsing time'
        post /penghargaan/save "{\"pnsOrangId\":\"$P\",\"skDate\":\"31-02-2023\"}"
        want 'a day that does not exist' 200 'day out of range'
        post /angkakredit/save '{"nomorSk":"1"}'
        want 'one missing field' 200 '"message":"1 error occurred:\n\t* PnsID is required\n\n"'
        post /angkakredit/save "{\"pnsId\":\"$P\",\"nomorSk\":\"800#1\"}"
        want 'special characters' 200 'nomor sk tidak valid/mengandung spesial karakter'
        post /kinerjaperiodik/save '{}'
        want 'seven missing fields' 200 '7 errors occurred:\n\t* PnsDinilaiId is required\n\t* KoefisienId'
}

check_saves() {
        post /diklat/save "{\"id\":null,\"bobot\":0,\"jumlahJam\":900,\"latihanStrukturalId\":\"3\",\"nomor\":\"1/2024\",\"pnsOrangId\":\"$P\",\"tahun\":2024,\"tanggal\":\"01-02-2024\",\"tanggalSelesai\":\"30-04-2024\"}"
        want 'diklat' 200 rwDiklatId
        get "/pns/rw-diklat/$NIP"
        want 'hours are a number, the year a string' 200 '"tahun":"2024","jumlahJam":900'
        post /kursus/save "{\"pnsOrangId\":\"$P\",\"instansiId\":\"I1\",\"jenisDiklatId\":\"3\",\"jenisKursusSertipikat\":\"T\",\"jumlahJam\":40,\"namaKursus\":\"Pelatihan\",\"nomorSertipikat\":\"1/S\",\"tahunKursus\":2024,\"tanggalKursus\":\"04-03-2024\",\"id_rumpun_jabatan\":[{\"rumpun_id\":\"x\"}],\"path\":[{\"dok_id\":\"881\",\"dok_nama\":\"a\",\"dok_uri\":\"u\",\"object\":\"u\",\"slug\":\"881\"}]}"
        want 'kursus' 200 rwKursusId
        get "/pns/rw-kursus/$NIP"
        want 'kursus in read names' 200 '"noSertipikat":"1/S"'
        want 'documents keyed by type' 200 '"path":{"881":{"dok_id":"881"'
        lacks 'write-only fields are not read' id_rumpun_jabatan
        post /angkakredit/save "{\"pnsId\":\"$P\",\"nomorSk\":\"800/PAK/1\",\"bulanMulaiPenailan\":\"1\",\"kreditUtamaBaru\":\"25\"}"
        want 'angka kredit' 200 rwAngkaKreditId
        get "/pns/rw-angkakredit/$NIP"
        want 'with its source' 200 '"Sumber":"'
        post /skp22/save "{\"pnsDinilaiOrang\":\"$P\",\"tahun\":2024,\"hasilKinerjaNilai\":2,\"perilakuKerjaNilai\":2,\"kuadranKinerjaNilai\":2,\"penilaiNama\":\"Contoh\"}"
        want 'skp22 answers a plain id' 200 '"mapData":"'
        get "/pns/rw-skp22/$NIP"
        want 'skp22 in read names' 200 '"PerilakuKerjaNilai":2'
        post /kinerjaperiodik/save "{\"pnsDinilaiId\":\"$P\",\"koefisienId\":\"12\",\"periodikId\":\"2\",\"bulanMulaiPenilaian\":\"1\",\"bulanSelesaiPenilaian\":3,\"tahunMulaiPenilaian\":2024,\"tahunSelesaiPenilaian\":2024,\"kuadranKinerjaNilai\":2}"
        want 'kinerja periodik, months as string or int' 200 '"mapData":"'
        get "/pns/rw-kinerjaperiodik/$NIP"
        want 'koefisenId' 200 '"koefisenId":"12"'
        post /skp/save "{\"pnsDinilaiOrang\":\"$P\",\"tahun\":2020,\"nilaiSkp\":85.5}"
        want 'skp' 200 '"success":true'
        post /skp/2021/save "{\"pnsDinilaiOrang\":\"$P\",\"tahun\":2021,\"inisiatifKerja\":80}"
        want 'skp 2021' 200 '"success":true'
        post /penghargaan/save "{\"pnsOrangId\":\"$P\",\"hargaId\":\"201\",\"skNomor\":\"1/TK\",\"skDate\":\"17-08-2023\",\"tahun\":2023}"
        want 'penghargaan' 200 rwPenghargaanId
        post /hukdis/save "{\"pnsOrangId\":\"$P\",\"jenisHukumanId\":\"2\",\"akhirHukumanTanggal\":\"01-08-2024\"}"
        want 'hukdis' 200 rwHukdisId
        get "/pns/rw-hukdis/$NIP"
        want 'akhirHukumTanggal' 200 '"akhirHukumTanggal":"01-08-2024"'
        post /keluarga/pasangan/save "{\"pnsOrangId\":\"$P\",\"nama\":\"A\"}"
        want 'pasangan' 200 '"success":true'
        post /keluarga/anak/save "{\"pnsOrangId\":\"$P\",\"nama\":\"B\"}"
        want 'anak' 200 '"success":true'
        post /sertifikasi/save "{\"pnsOrangId\":\"$P\",\"namaSertifikasi\":\"C\"}"
        want 'sertifikasi' 200 rwSertifikasiId
        post /cpns/save "{\"pns_orang_id\":\"$P\",\"status_cpns_pns\":\"pns\",\"nomor_sk_cpns\":\"813/1\",\"tmt_pns\":\"01-03-2023\"}"
        want 'cpns' 200 '{"code":1,"data":"'
        post /pns/data-utama-update "{\"pns_orang_id\":\"$P\",\"email\":\"baru@example.org\",\"nomor_hp\":\"0800\"}"
        want 'data-utama-update' 200 '"code":1'
        get "/pns/data-utama/$NIP"
        want 'changes what was sent' 200 '"email":"baru@example.org"'
        want 'and nothing else' 200 '"alamat":"Jl. Lama"'
        want 'cpns lands in the master record' 200 '"tmtPns":"01-03-2023"'
}

upload() {
        request -H "Authorization: Bearer $APIM" -H "Auth: bearer $SSO" "${@:2}" \
                "$BASE/apisiasn/1.0$1"
}

check_documents() {
        printf '%%PDF-1.4 contoh' >"$WORK/a.pdf"
        echo 'no pdf' >"$WORK/b.txt"
        upload /upload-dok -F "file=@$WORK/a.pdf;type=application/pdf" -F id_ref_dokumen=872
        want 'an upload' 200 '"dok_id":"872"'
        local uri
        uri=$(value dok_uri)
        get "/download-dok?filePath=${uri//\//%2F}"
        want 'comes back' 200 '%PDF-1.4 contoh'
        get '/download-dok?filePath=dms%2Fnothing.pdf'
        want 'an unknown document' 404 '"code":0'
        upload /upload-dok -F "file=@$WORK/b.txt" -F id_ref_dokumen=872
        want 'no PDF' 400 '"code":0'
        upload /upload-dok-rw -F "file=@$WORK/a.pdf" -F id_riwayat=G1 -F id_ref_dokumen=858
        want 'an upload to a row' 200 'File berhasil di upload'
        get "/pns/rw-golongan/$NIP"
        want 'shows in its path' 200 '"path":{"858":{"dok_id":"858"'
        upload /upload-dok-rw -F "file=@$WORK/a.pdf" -F id_riwayat=none -F id_ref_dokumen=858
        want 'an upload to no row' 404 '"code":0'
        upload /upload-dok-rw -F "file=@$WORK/a.pdf" -F "id_riwayat=$P" -F id_ref_dokumen=889
        want 'CPNS documents hang on the person' 200 'File berhasil di upload'
        get "/pns/photo/$P"
        want 'no photo' 404
        upload /upload-photo -F "pns_id=$P" -F "file=@$WORK/b.txt;type=image/jpeg"
        want 'a photo' 200
        get "/pns/photo/$P"
        want 'comes back' 200 'no pdf'
}

D="{\"pnsOrangId\":\"$P\",\"nomor\":\"fault\"}"

check_faults_before() {
        faults '[{"fault":"reset_before","path":"/apisiasn/1.0/diklat","count":1}]'
        post /diklat/save "$D"
        lost 'reset_before'
        same 'commits nothing' "$(dump_count '"nomor":"fault"')" 0
        faults '[{"fault":"suspended","count":1}]'
        get "/pns/data-utama/$NIP"
        want 'suspended' 500 'State : SUSPENDED'
        get "/pns/data-utama/$NIP"
        want 'count ends a fault' 200
        faults '[{"fault":"throttle","seconds":30,"count":1}]'
        get "/pns/data-utama/$NIP"
        want 'throttle' 429 '"code":"900800"'
        same 'with Retry-After' "$(grep -ci '^retry-after: 30' "$WORK/headers")" 1
        faults '[{"fault":"throttle","next_access":true,"seconds":9,"count":1}]'
        get "/pns/data-utama/$NIP"
        want 'throttle with nextAccessTime' 429 '"nextAccessTime":"20'
        faults '[{"fault":"empty_body","count":1}]'
        get "/pns/data-utama/$NIP"
        same 'empty_body' "$STATUS:$BODY" 200:
        faults '[{"fault":"zero_body","count":1}]'
        get "/pns/data-utama/$NIP"
        same 'zero_body' "$STATUS:$BODY" 200:0
        faults '[{"fault":"html","count":1}]'
        get "/pns/data-utama/$NIP"
        want 'html' 200 '<html>'
        faults '[{"fault":"http_status","status":503,"count":1}]'
        get "/pns/data-utama/$NIP"
        want 'http_status' 503 'Runtime Error'
        faults '[{"fault":"false_success","count":1}]'
        post /diklat/save "$D"
        want 'false_success' 200 '"success":false'
        same 'commits nothing either' "$(dump_count '"nomor":"fault"')" 0
        faults '[{"fault":"http_status","status":500,"path":"/oauth2/token","count":1}]'
        request -u key:secret -d grant_type=client_credentials "$BASE/oauth2/token"
        want 'a fault on the token path' 500
}

check_faults_commit() {
        faults '[{"fault":"commit_reset","count":1}]'
        get "/pns/data-utama/$NIP"
        want 'commit faults spare reads' 200
        post /diklat/save "$D"
        lost 'commit_reset'
        same 'commits the row' "$(dump_count '"nomor":"fault"')" 1
        faults '[{"fault":"commit_status","count":1},{"fault":"commit_status","status":504}]'
        post /diklat/save "$D"
        want 'commit_status 502 is a page' 502 '<html>'
        post /diklat/save "$D"
        want 'commit_status 504 is the gateway' 504 '101504'
        same 'both rows are there' "$(dump_count '"nomor":"fault"')" 3
        faults '[{"fault":"truncated","count":1}]'
        get "/pns/data-utama/$NIP"
        want 'truncated' 200 '{"code":1'
        lacks 'in the middle' '"message":"success"}'
        faults '[{"fault":"oversized","count":1}]'
        get "/pns/data-utama/$NIP"
        same 'oversized' "$([ "${#BODY}" -gt 4000000 ] && echo yes)" yes
        faults '[{"fault":"drip","ms":600,"count":1}]'
        local before after
        before=$(date +%s%3N)
        get "/pns/data-utama/$NIP"
        after=$(date +%s%3N)
        want 'drip ends whole' 200 '"message":"success"}'
        same 'after its time' "$([ $((after - before)) -ge 550 ] && echo yes)" yes
        faults '[{"fault":"delay","ms":400,"path":"/pns/data-utama/","count":1}]'
        before=$(date +%s%3N)
        get "/pns/data-utama/$NIP" &
        local slow=$!
        sleep 0.05
        get "/pns/rw-golongan/$NIP"
        after=$(date +%s%3N)
        same 'a delay holds up nobody else' "$([ $((after - before)) -lt 350 ] && echo yes)" yes
        wait "$slow"
        after=$(date +%s%3N)
        same 'but its own request' "$([ $((after - before)) -ge 400 ] && echo yes)" yes
}

check_faults_tokens() {
        faults '[{"fault":"apim_revoke"}]'
        get "/pns/data-utama/$NIP"
        want 'apim_revoke' 401 900901
        apim_login
        get "/pns/data-utama/$NIP"
        want 'a new token is good' 200
        faults '[{"fault":"sso_reject"}]'
        get "/pns/data-utama/$NIP"
        want 'sso_reject' 401 'invalid or expired jwt'
        get "/pns/data-utama/$NIP"
        want 'for good' 401 'invalid or expired jwt'
        faults '[{"fault":"sso_reject","mismatch":true}]'
        get "/pns/data-utama/$NIP"
        want 'with a mismatch' 401 '{"code":0,"data":"Token SSO mismatch"}'
        faults '[]'
        get "/pns/data-utama/$NIP"
        want 'until the rules change' 200
        control_post faults '[{"fault":"no_such"}]'
        want 'an unknown fault is refused' 400
        control_post faults '[{"fault":"html","probabilty":1}]'
        want 'and an unknown member' 400 probabilty
        faults '[{"fault":"html","skip":2,"method":"GET","path":"*"}]'
        get "/pns/data-utama/$NIP"
        get "/pns/data-utama/$NIP"
        want 'skip lets the first pass' 200 '"code":1'
        get "/pns/data-utama/$NIP"
        want 'and then fires' 200 '<html>'
        control faults
        want 'rules tell how often they fired' 200 '"matched":3,"fired":1'
        faults '[{"fault":"html","from_ms":60000}]'
        get "/pns/data-utama/$NIP"
        want 'from_ms' 200 '"code":1'
        faults '[{"fault":"html","probability":0}]'
        get "/pns/data-utama/$NIP"
        want 'probability 0' 200 '"code":1'
        faults '[]'
}

check_control() {
        control dump
        want 'the dump tells nip, origin and saves' 200 "\"nip\":\"$NIP\""
        want 'of seeded rows' 200 '"origin":"seed","saves":0}'
        want 'and of saved ones' 200 '"origin":"save","saves":'
        want 'and what cannot be read' 200 '"write_only":{'
        printf '%s\n' "$BODY" >"$WORK/dump.ndjson"
        control log
        want 'the log' 200 '"fault":"commit_reset"'
        lacks 'keeps no query' pns_orang_id=
        same 'knows lost replies' \
                "$(printf '%s\n' "$BODY" | grep -c '"status":0,"committed":true')" 1
        control stats
        want 'the counters' 200 '"requests_by_path":{'
        same 'throttled' "$(value throttled)" 2
        same 'requests inside a ban' "$([ "$(value requests_inside_retry_after)" -gt 0 ] && echo yes)" yes
        same 'refusals' "$([ "$(value auth_refused)" -ge 9 ] && echo yes)" yes
        control_post visible '{"read_delay_ms":60000}'
        post /kursus/save "{\"pnsOrangId\":\"$P\",\"namaKursus\":\"Tersembunyi\"}"
        want 'a save under a read delay' 200 rwKursusId
        get "/pns/rw-kursus/$NIP"
        lacks 'is not read yet' Tersembunyi
        same 'but committed' "$(dump_count Tersembunyi)" 1
        control_post visible '{"read_delay_ms":0}'
        get "/pns/rw-kursus/$NIP"
        want 'and then seen' 200 Tersembunyi
        faults '[{"fault":"delay","ms":300,"method":"POST"}]'
        post /diklat/save "$D" &
        local other=$!
        post /diklat/save "$D"
        wait "$other"
        control stats
        same 'overlapping writes' "$(value overlapping_writes)" 1
        same 'concurrency' "$(value max_concurrency)" 2
        control_post reset ''
        want 'reset' 200
        same 'brings the seed back' "$(dump_count '"t":')" 15
        control_post seed '{"t":"rw-cltn","nip":"'"$NIP"'","row":{"id":"C1"}}'
        want 'seed more' 200 '"loaded":1'
        control_post seed '{"t":"rw-nothing","nip":"'"$NIP"'","row":{"id":"C1"}}'
        want 'a bad seed line' 400 'line 1'
        control_post reset ''
        request --data-binary "@$WORK/dump.ndjson" "$BASE/_sandbox/seed"
        want 'a dump can be seeded' 200 '"refused":0'
        control no-such
        want 'an unknown command' 404
}

saved_id() {
        post /diklat/save "$D"
        value rwDiklatId
}

check_other_configurations() {
        local first
        first=$(apim_login && saved_id)
        start ',"fault_wrapper":true,"sso_registered_only":true,"unknown_keys":false,"apim_expires_in":1'
        same 'the same seed gives the same ids' "$(saved_id)" "$first"
        get "/pns/data-utama/$NIP"
        want 'no unknown keys' 200
        lacks 'when switched off' kolomBaru
        request -d 'client_id=agency&grant_type=password&username=000000000000000001&password=word' \
                "$BASE/auth/realms/public-siasn/protocol/openid-connect/token"
        SSO=$(value access_token)
        get "/pns/data-utama/$NIP"
        want 'an issued token that is not registered' 401 'Token SSO mismatch'
        sleep 1.1
        get "/pns/data-utama/$NIP"
        want 'an expired APIM token, in the older wrapper' 401 '{"fault":{"code":900901'
        stop_server
        same 'SIGTERM ends with 0' "$SERVER_RC" 0
}

make_certificates >/dev/null 2>&1
write_seed >"$WORK/seed.ndjson"
check_startup
start
check_tokens
check_doors
check_reads
check_jabatan
check_types
check_saves
check_documents
check_faults_before
check_faults_commit
check_faults_tokens
check_control
check_other_configurations

echo "$PASSED passed, $FAILED failed"
[ "$FAILED" -eq 0 ]
