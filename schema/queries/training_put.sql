-- $1 origin, $2 file, $3 file hash; $4 line[], $5 src_id[], $6 nip[], $7 nama[], $8 penyelenggara[],
-- $9 nomor_sertifikat[], $10 tgl_mulai[], $11 tgl_selesai[], $12 jp[], $13 tahun[], $14 sumber[],
-- $15 sumber_ref[], $16 lulus[], $17 dokumen[], $18 jenis_diklat_id[], $19 jenis_sertipikat[],
-- $20 jenis_kursus_id[], $21 lokasi_id[], $22 rumpun[]. Of one completion named twice the later line
-- counts. Returns the persons of completions that are new or say something new; those wait to be sent.
WITH x AS (
    SELECT DISTINCT ON (x.src_id) x.*
    FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[],
                $11::date[], $12::int[], $13::int[], $14::text[], $15::text[], $16::bool[],
                $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[])
         WITH ORDINALITY
         AS x (line, src_id, nip, nama, penyelenggara, nomor_sertifikat, tgl_mulai, tgl_selesai, jp,
               tahun, sumber, sumber_ref, lulus, dokumen, jenis_diklat_id, jenis_sertipikat,
               jenis_kursus_id, lokasi_id, rumpun, n)
    ORDER BY x.src_id, x.n DESC
), put AS (
    INSERT INTO training AS t (origin, file, file_hash, line, src_id, nip, nama, penyelenggara,
                               nomor_sertifikat, tgl_mulai, tgl_selesai, jp, tahun, sumber,
                               sumber_ref, lulus, dokumen, jenis_diklat_id, jenis_sertipikat,
                               jenis_kursus_id, lokasi_id, rumpun)
    SELECT $1, $2, $3, line, src_id, nip, nama, penyelenggara, nomor_sertifikat, tgl_mulai,
           tgl_selesai, jp, tahun, sumber, sumber_ref, lulus, dokumen, jenis_diklat_id,
           jenis_sertipikat, jenis_kursus_id, lokasi_id, rumpun
    FROM x
    ON CONFLICT (src_id) DO UPDATE
    SET origin = EXCLUDED.origin, file = EXCLUDED.file, file_hash = EXCLUDED.file_hash,
        line = EXCLUDED.line, nip = EXCLUDED.nip, nama = EXCLUDED.nama,
        penyelenggara = EXCLUDED.penyelenggara, nomor_sertifikat = EXCLUDED.nomor_sertifikat,
        tgl_mulai = EXCLUDED.tgl_mulai, tgl_selesai = EXCLUDED.tgl_selesai, jp = EXCLUDED.jp,
        tahun = EXCLUDED.tahun, sumber = EXCLUDED.sumber, sumber_ref = EXCLUDED.sumber_ref,
        lulus = EXCLUDED.lulus, dokumen = EXCLUDED.dokumen,
        jenis_diklat_id = EXCLUDED.jenis_diklat_id, jenis_sertipikat = EXCLUDED.jenis_sertipikat,
        jenis_kursus_id = EXCLUDED.jenis_kursus_id, lokasi_id = EXCLUDED.lokasi_id,
        rumpun = EXCLUDED.rumpun, withdrawn = false, changed_at = now()
    WHERE t.withdrawn
       OR (t.nip, t.nama, t.penyelenggara, t.nomor_sertifikat, t.tgl_mulai, t.tgl_selesai, t.jp,
           t.tahun, t.lulus, t.dokumen, t.jenis_diklat_id, t.jenis_sertipikat, t.jenis_kursus_id,
           t.lokasi_id, t.rumpun)
          IS DISTINCT FROM
          (EXCLUDED.nip, EXCLUDED.nama, EXCLUDED.penyelenggara, EXCLUDED.nomor_sertifikat,
           EXCLUDED.tgl_mulai, EXCLUDED.tgl_selesai, EXCLUDED.jp, EXCLUDED.tahun, EXCLUDED.lulus,
           EXCLUDED.dokumen, EXCLUDED.jenis_diklat_id, EXCLUDED.jenis_sertipikat,
           EXCLUDED.jenis_kursus_id, EXCLUDED.lokasi_id, EXCLUDED.rumpun)
    RETURNING t.src_id, t.nip
), keys AS (
    INSERT INTO changed_key (kind, src_id) SELECT 'sinau', src_id FROM put ORDER BY 2
    ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = false
), healed AS (
    UPDATE training_reject AS r SET resolved_at = now()
    FROM x WHERE r.src_id = x.src_id AND r.resolved_at IS NULL
)
SELECT nip FROM put;
