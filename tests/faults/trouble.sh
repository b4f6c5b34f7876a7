# shellcheck shell=bash
# What goes wrong at the service, and people who go on working meanwhile. Sourced after common.sh; the sequence contoh.uji
# stands (trouble_ready).

trouble_ready() { simpeg "CREATE SEQUENCE contoh.uji"; }

# ---- What goes wrong at the service. Delays come before the commit, so that a write whose daemon
# died may still be on its way when the next one looks.
faults_mixed() {
    if [ -n "${BLIND:-}" ]; then
        # Saves that lose their answer, and nothing that would make the daemons pause until SIASN
        # shows the row: without the read-back each of them is written twice.
        stage_control faults -d '[{"fault":"commit_reset","path":"*","method":"POST","probability":0.06}]' >/dev/null
        return
    fi
    stage_control faults -d '[
        {"fault":"delay","path":"*","method":"POST","probability":0.10,"ms":700,"late_commit":true},
        {"fault":"delay","path":"*","method":"GET","probability":0.05,"ms":300},
        {"fault":"commit_reset","path":"*","method":"POST","probability":0.07},
        {"fault":"commit_status","path":"*","method":"POST","probability":0.04,"status":502},
        {"fault":"commit_status","path":"*","method":"POST","probability":0.04,"status":504},
        {"fault":"reset_before","path":"*","method":"*","probability":0.05},
        {"fault":"empty_body","path":"/apisiasn","method":"*","probability":0.02},
        {"fault":"zero_body","path":"/apisiasn","method":"*","probability":0.02},
        {"fault":"html","path":"/apisiasn","method":"*","probability":0.02},
        {"fault":"truncated","path":"/apisiasn","method":"*","probability":0.02},
        {"fault":"oversized","path":"/apisiasn","method":"GET","probability":0.003},
        {"fault":"drip","path":"/apisiasn","method":"GET","probability":0.01,"ms":400},
        {"fault":"false_success","path":"/apisiasn","method":"POST","probability":0.03},
        {"fault":"throttle","path":"/apisiasn","method":"*","probability":0.006,"seconds":2},
        {"fault":"throttle","path":"/apisiasn","method":"*","probability":0.001,"next_access":true,"seconds":2},
        {"fault":"throttle","path":"/apisiasn","method":"*","probability":0.001}
        '"${1:-}"']' >/dev/null
}
faults_none() { stage_control faults -d '[]' >/dev/null; }

# ---- People at work in SIMPEG
edit() {
    local n=$((RANDOM % 1000))
    case $((RANDOM % 8)) in
    0 | 1 | 2) simpeg "UPDATE simpeg.riwayat_kursus SET penyelenggara = 'Penyelenggara $n', updated_at = localtimestamp WHERE id IN (SELECT id FROM simpeg.riwayat_kursus ORDER BY md5(id || '$n') LIMIT 5)" ;;
    3 | 4) simpeg "UPDATE simpeg.pegawai SET alamat = 'Jalan Uji No. $n' WHERE id IN (SELECT id FROM simpeg.pegawai ORDER BY md5(id || '$n') LIMIT 3)" ;;
    5) simpeg "UPDATE simpeg.riwayat_jabatan SET tgl_pelantikan = tmt_jabatan WHERE id IN (SELECT id FROM simpeg.riwayat_jabatan ORDER BY md5(id || '$n') LIMIT 2)" ;;
    6) simpeg "DELETE FROM simpeg.riwayat_kursus WHERE id = (SELECT k.id FROM simpeg.riwayat_kursus AS k WHERE NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c WHERE c.src_id = k.id) ORDER BY md5(k.id || '$n') LIMIT 1)" ;;
    7) simpeg "INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, status)
        SELECT 'U' || nextval('contoh.uji'), nip, jenis, nama || ' lanjutan', penyelenggara, no_sertifikat || '/U' || currval('contoh.uji'), tgl_mulai, tgl_selesai, tahun, jam, status
        FROM simpeg.riwayat_kursus AS k WHERE NOT EXISTS (SELECT FROM simpeg.contoh_cacat AS c WHERE c.src_id = k.id) ORDER BY md5(id || '$n') LIMIT 1" ;;
    esac >/dev/null 2>&1
}
