-- Generator, part 7: appraisals, credit points, awards, sentences, documents, competency standards and assessments.

-- Appraisal years 2023-2025. The assessor is some structural official of sound data, never the person.
CREATE TEMP TABLE penilai AS
SELECT row_number() OVER (ORDER BY p.id) - 1 AS i, count(*) OVER () AS banyak, p.id, o.nip, p.nama, p.golru, p.jabatan, u.nama AS unit
  FROM orang o JOIN simpeg.pegawai p USING (id) JOIN simpeg.unit_kerja u ON u.kode = p.unit_kode WHERE o.jenis = 'ESELON';
ANALYZE penilai;
INSERT INTO simpeg.skp (nip, tahun, hasil, perilaku, predikat, penilai_nip, penilai_nama, penilai_golru, penilai_jabatan, penilai_unit, created_at, updated_at)
SELECT o.nip, t, (array['Di Atas Ekspektasi', 'Sesuai Ekspektasi', 'Di Bawah Ekspektasi'])[h], (array['Di Atas Ekspektasi', 'Sesuai Ekspektasi', 'Di Bawah Ekspektasi'])[b],
       (array['Sangat Baik', 'Baik', 'Sangat Kurang'])[CASE WHEN h = b THEN h ELSE 2 END],
       p.nip, p.nama, p.golru, p.jabatan, p.unit, contoh.waktu('skp' || o.n || '.' || t), contoh.waktu('skp' || o.n || '.' || t)
  FROM orang o CROSS JOIN generate_series(2023, 2025) AS t
  CROSS JOIN LATERAL (SELECT (array[1, 2, 2, 2, 2, 2, 2, 2, 2, 3])[1 + contoh.acak('hsl' || o.n || '.' || t, 10)] AS h, (array[1, 2, 2, 2, 2, 2, 2, 2, 2, 2])[1 + contoh.acak('prl' || o.n || '.' || t, 10)] AS b) AS v
  CROSS JOIN LATERAL (SELECT contoh.acak('pnl' || o.n || '.' || t, banyak) AS i0, banyak FROM penilai LIMIT 1) AS z
  JOIN penilai p ON p.i = (z.i0 + (SELECT count(*) FROM penilai q WHERE q.i = z.i0 AND q.id = o.id)) % z.banyak
 WHERE o.tmt_cpns < make_date(t, 7, 1)
 ORDER BY o.n, t;
ANALYZE simpeg.skp;
UPDATE simpeg.skp SET predikat = 'Butuh Perbaikan' WHERE hasil <> perilaku AND 'Di Bawah Ekspektasi' IN (hasil, perilaku);

-- Credit points of functional positions: yearly conversion 2024 and 2025, on the position row of that time.
INSERT INTO simpeg.angka_kredit (pegawai_id, riwayat_jabatan_id, no_pak, tgl_pak, mulai, selesai, utama, penunjang, jenis, created_at, updated_at)
SELECT o.id, j.id, 'PAK/' || lpad(o.n::text, 6, '0') || '/' || t, make_date(t + 1, 1, 10), make_date(t, 1, 1), make_date(t, 12, 31), a.ak, a.tb, 'K',
       contoh.waktu('ak' || o.n || '.' || t), contoh.waktu('ak' || o.n || '.' || t)
  FROM orang o CROSS JOIN generate_series(2024, 2025) AS t
  CROSS JOIN LATERAL (SELECT id, jabatan_id FROM simpeg.riwayat_jabatan r WHERE r.pegawai_id = o.id AND r.jenis = 3 AND r.tmt_jabatan <= make_date(t, 1, 1) ORDER BY tmt_jabatan DESC LIMIT 1) AS j
  JOIN simpeg.ref_jabatan rj ON rj.id = j.jabatan_id
  CROSS JOIN LATERAL (SELECT CASE rj.jenjang WHEN 'PERTAMA' THEN 12.5 WHEN 'MUDA' THEN 25 WHEN 'MADYA' THEN 37.5 WHEN 'TERAMPIL' THEN 5 WHEN 'MAHIR' THEN 12.5 ELSE 25 END AS ak,
                             CASE WHEN contoh.acak('pnj' || o.n || '.' || t, 5) = 0 THEN 1.25 ELSE 0 END AS tb) AS a
 WHERE contoh.acak('adaak' || o.n || '.' || t, 10) < 8
 ORDER BY o.n, t;

-- Satyalancana Karya Satya after 10, 20, 30 years.
INSERT INTO simpeg.penghargaan (nip, kode, nama, no_sk, tgl_sk, tahun, created_at, updated_at)
SELECT o.nip, 'SLKS' || y, 'Satyalancana Karya Satya ' || y || ' Tahun', (10 + contoh.acak('slks' || n || '.' || y, 100)) || '/TK/TAHUN ' || th, make_date(th, 8, 17), th,
       contoh.waktu('ph' || n || '.' || y), contoh.waktu('ph' || n || '.' || y)
  FROM orang o, unnest(array[10, 20, 30]) AS y, LATERAL (SELECT extract(year FROM tmt_cpns)::int + y + 1 AS th) AS t
 WHERE jenis <> 'PPPK' AND make_date(th, 8, 17) < date '2026-06-30' AND contoh.acak('dapat' || n || '.' || y, 100) < 60
 ORDER BY n, y;

INSERT INTO simpeg.hukdis (pegawai_id, tingkat, jenis, alasan, golru, no_pp, no_sk, tgl_sk, tmt, tgl_akhir, keterangan, created_at, updated_at)
SELECT p.id, CASE WHEN h < 2 THEN 'RINGAN' ELSE 'SEDANG' END, (array['TL', 'TT', 'TPP6'])[h + 1], contoh.pilih('alasan' || n, '{TK,SKP}'), p.golru, '94',
       '862/' || lpad((1 + contoh.acak('hd' || n, 999))::text, 3, '0') || '/' || extract(year FROM t), t - 5, t, (t + interval '6 months')::date, NULL,
       contoh.waktu('hd' || n), contoh.waktu('hd' || n)
  FROM (SELECT o.*, contoh.acak('hdj' || n, 3) AS h, (date '2022-01-01' + make_interval(months => contoh.acak('hdb' || n, 46), days => contoh.acak('hdt' || n, 28)))::date AS t FROM orang o) AS o JOIN simpeg.pegawai p USING (id)
 WHERE jenis = 'PNS' AND o.tmt_cpns < '2021-01-01' AND contoh.acak('kenahd' || n, 1000) < 9
 ORDER BY p.id;

-- Documents: a small valid PDF for a part of the rows that go to SIASN.
INSERT INTO simpeg.dokumen (tabel, id_baris, jenis, nama_file, isi, updated_at)
SELECT tabel, id, jenis, lower(jenis) || '_' || id || '.pdf',
       convert_to(E'%PDF-1.4\n% ' || tabel || ' ' || id || E'\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
                  || E'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'UTF8'), contoh.waktu('dok' || tabel || id)
  FROM (SELECT 'riwayat_jabatan' AS tabel, id::text AS id, 'SK_JABATAN' AS jenis FROM simpeg.riwayat_jabatan WHERE terakhir AND contoh.acak('adadok' || id, 10) < 3
        UNION ALL SELECT 'diklat_struktural', id::text, 'SERT_DIKLAT' FROM simpeg.diklat_struktural WHERE contoh.acak('adadokd' || id, 10) < 4
        UNION ALL SELECT 'riwayat_kursus', id, 'SERT_KURSUS' FROM simpeg.riwayat_kursus WHERE contoh.acak('adadokk' || id, 10) < 1) AS x
 ORDER BY tabel, id;

-- Competency: a standard for every structural post, an assessment for most of its holders.
INSERT INTO simpeg.standar_jabatan
SELECT kode, (array[NULL, 'IV/c', 'IV/b', 'IV/a', 'III/d', 'III/c', 'III/b'])[eselon_kode], (array[NULL, 'IV/d', 'IV/c', 'IV/b', 'IV/a', 'III/d', 'III/c'])[eselon_kode],
       CASE WHEN eselon_kode >= 6 THEN 7 ELSE 8 END, CASE WHEN eselon_kode >= 6 THEN 'PKP' WHEN eselon_kode >= 4 THEN 'PKA' ELSE 'PKN2' END,
       (array[0, 15, 14, 12, 11, 9, 8])[eselon_kode], 68, CASE WHEN eselon_kode >= 6 THEN 2 WHEN eselon_kode >= 4 THEN 3 ELSE 4 END, 'Perbup 12/2022'
  FROM simpeg.unit_kerja WHERE eselon_kode IS NOT NULL ORDER BY kode;
INSERT INTO simpeg.asesmen (pegawai_id, tgl, lembaga, jpm, potensi, kategori, berlaku, updated_at)
SELECT id, t, 'UPT Penilaian Kompetensi Contoh', j, 50 + contoh.acak('pot' || n, 5000) / 100.0, CASE WHEN j >= 80 THEN 'MS' WHEN j >= 68 THEN 'MMS' ELSE 'KMS' END,
       (t + interval '3 years')::date, contoh.waktu('as' || n)
  FROM (SELECT *, date '2022-09-01' + contoh.acak('ast' || n, 1300) AS t, 55 + contoh.acak('jpm' || n, 4500) / 100.0 AS j FROM orang) AS o
 WHERE jenis = 'ESELON' AND contoh.acak('adaas' || n, 10) < 8 ORDER BY id;
INSERT INTO simpeg.asesmen_nilai
SELECT a.id, k, s.level_min, greatest(1, s.level_min - 1 + contoh.acak('nilai' || a.pegawai_id || k, 5) * 0.5)
  FROM simpeg.asesmen a JOIN simpeg.pegawai p ON p.id = a.pegawai_id JOIN simpeg.standar_jabatan s ON s.unit_kode = p.unit_kode,
       unnest('{INT,KJS,KOM,OPH,PP,PDL,MPR,PK,PB}'::text[]) AS k;
ANALYZE simpeg.angka_kredit, simpeg.penghargaan, simpeg.hukdis, simpeg.dokumen;
