-- Prints NDJSON for the sandbox: BKN's lists of units, positions and majors written as BKN writes them, not as SIMPEG does,
-- over those of seed.sql (same ids). For measuring `siasnctl map suggest`: the truth is in contoh.bkn_*.
--   psql -X -q -v noise=100 -v draw=1 -f noise.sql > noise.ndjson     noise: percent of the chances below; draw: another throw of the dice
-- Names in capitals, with dashes for depth, abbreviated, with a word left out or a letter wrong; head titles and eselon left out;
-- units hung one step higher; and items of no counterpart that look like ours: agencies' old units, positions of other ranks and
-- specialities, majors under older names. Quick codes are not SIMPEG's.
\set QUIET on
\set ON_ERROR_STOP on
\if :{?noise} \else \set noise 100 \endif
\if :{?draw} \else \set draw 1 \endif
\pset tuples_only on
\pset format unaligned
BEGIN;
CREATE TEMP TABLE peluang AS SELECT :noise AS persen, :'draw' AS undian;
-- True in p of 100 cases, by key; scaled by the noise asked for.
CREATE FUNCTION pg_temp.kena(kunci text, p int) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT contoh.acak(kunci || undian, 10000) < p * persen FROM peluang $$;
CREATE FUNCTION pg_temp.tulis(kunci text, nama text) RETURNS text LANGUAGE sql STABLE AS $$
    WITH a AS (SELECT CASE WHEN pg_temp.kena(kunci || 'singkat', 40) THEN replace(replace(replace(nama, 'Sub Bagian', 'Subbag'), 'UPTD', 'UPT'), 'Kecamatan', 'Kec.') ELSE nama END AS n),
    b AS (SELECT CASE WHEN pg_temp.kena(kunci || 'dan', 30) THEN replace(n, ' dan ', ' & ') ELSE n END AS n FROM a),
    c AS (SELECT CASE WHEN pg_temp.kena(kunci || 'romawi', 30) THEN regexp_replace(regexp_replace(n, ' II$', ' 2'), ' I$', ' 1') ELSE n END AS n FROM b),
    d AS (SELECT CASE WHEN pg_temp.kena(kunci || 'kata', 8) AND n LIKE '% % % %' THEN regexp_replace(n, ' [A-Za-z]{4,}( [A-Z][a-z]+)$', '\1') ELSE n END AS n FROM c),
    e AS (SELECT CASE WHEN pg_temp.kena(kunci || 'huruf', 8) AND length(n) > 8
                      THEN overlay(n PLACING '' FROM 4 + contoh.acak(kunci || 'di' || undian, length(n) - 5) FOR 1) ELSE n END AS n FROM d, peluang)
    SELECT CASE WHEN pg_temp.kena(kunci || 'besar', 60) THEN upper(n) ELSE n END FROM e $$;

CREATE TEMP TABLE unor AS
SELECT b.unor_id AS id, u.kode,
       CASE WHEN pg_temp.kena(u.kode || 'naik', 5) AND ii.unor_id IS NOT NULL THEN ii.unor_id ELSE coalesce(i.unor_id, '') END AS induk,
       CASE WHEN pg_temp.kena(u.kode || 'eselon', 30) THEN '' ELSE coalesce(contoh.eselon(e.nama), '') END AS eselon,
       repeat('-', CASE WHEN pg_temp.kena(u.kode || 'garis', 30) THEN length(u.kode) / 2 ELSE 0 END) || pg_temp.tulis(u.kode, u.nama) AS nama,
       CASE WHEN pg_temp.kena(u.kode || 'jab', 50) THEN '' ELSE pg_temp.tulis(u.kode || 'j', coalesce(u.nama_jabatan, '')) END AS jabatan
  FROM contoh.bkn_unor b JOIN simpeg.unit_kerja u USING (kode)
  LEFT JOIN contoh.bkn_unor i ON i.kode = u.induk LEFT JOIN simpeg.unit_kerja ui ON ui.kode = u.induk LEFT JOIN contoh.bkn_unor ii ON ii.kode = ui.induk
  LEFT JOIN simpeg.ref_eselon e ON e.kode = u.eselon_kode
 WHERE b.ada;
-- old units of agencies that were merged: same names, another agency above
INSERT INTO unor
SELECT contoh.id_siasn('lama' || o.kode), o.kode, (SELECT id FROM unor WHERE kode = '00'), '31', 'DINAS ' || upper(o.nama) || ' (LAMA)', ''
  FROM simpeg.unit_kerja o WHERE length(o.kode) = 2 AND o.kode BETWEEN '05' AND '09' AND pg_temp.kena('lama' || o.kode, 100)
UNION ALL
SELECT contoh.id_siasn('lama' || u.kode), u.kode, contoh.id_siasn('lama' || u.induk), '', upper(u.nama), ''
  FROM simpeg.unit_kerja u WHERE u.kode ~ '^0[5-9][0-9]{2,4}$' AND pg_temp.kena('lama' || left(u.kode, 2), 100);
SELECT jsonb_build_object('t', 'ref-unor', 'row', jsonb_build_object('Id', id, 'InstansiId', 'A0C0470000000000E050640A15020001', 'DiatasanId', induk,
       'EselonId', eselon, 'NamaUnor', nama, 'NamaJabatan', jabatan, 'CepatKode', (40000 + contoh.acak(id, 50000))::text, 'IndukUnorId', '', 'PemimpinPnsId', '', 'JenisUnorId', ''))
  FROM unor ORDER BY id;

SELECT jsonb_build_object('t', 'ref', 'name', CASE r.jenis WHEN 3 THEN 'jabatan-fungsional' ELSE 'jabatan-fungsional-umum' END,
       'row', jsonb_build_object('id', b.jabatan_id, 'nama', pg_temp.tulis(r.id, r.nama), 'status', CASE r.jenis WHEN 3 THEN 'N' ELSE '1' END)
       || jsonb_strip_nulls(jsonb_build_object('jenjang', '{"PERTAMA": "PT", "MUDA": "MU", "MADYA": "MA", "UTAMA": "UT", "PEMULA": "PM", "TERAMPIL": "TR", "MAHIR": "MH", "PENYELIA": "PY"}'::jsonb -> r.jenjang)))
  FROM contoh.bkn_jabatan b JOIN simpeg.ref_jabatan r USING (id) WHERE b.ada ORDER BY r.id;
SELECT jsonb_build_object('t', 'ref', 'name', 'jabatan-fungsional-umum',
       'row', jsonb_build_object('id', contoh.id_siasn(r.id || x), 'nama', upper(r.nama) || ' ' || x, 'status', CASE x WHEN 'LAMA' THEN '0' ELSE '1' END))
  FROM simpeg.ref_jabatan r, unnest('{SENIOR,BIDANG PERENCANAAN,TINGKAT II,DAN PELAPORAN,LAMA}'::text[]) AS x WHERE r.jenis = 2 AND pg_temp.kena('umpan', 100);
SELECT jsonb_build_object('t', 'ref', 'name', 'jabatan-fungsional',
       'row', jsonb_build_object('id', contoh.id_siasn(r.rumpun || x), 'nama', regexp_replace(min(r.nama), ' (Ahli .*|Terampil|Mahir|Penyelia)$', '') || ' ' || x, 'status', 'O'))
  FROM simpeg.ref_jabatan r, unnest('{Pelaksana,Pelaksana Lanjutan,Pertama,Ahli Utama}'::text[]) AS x
 WHERE r.jenis = 3 AND r.jenjang IS NOT NULL AND pg_temp.kena('umpan', 100) GROUP BY r.rumpun, x;

SELECT jsonb_build_object('t', 'ref', 'name', 'pendidikan', 'row', jsonb_build_object('id', b.pendidikan_id, 'tingkat_pendidikan_id', k.siasn,
       'nama', pg_temp.tulis('p' || j.id, j.nama), 'status', '1'))
  FROM contoh.bkn_jurusan b JOIN simpeg.ref_jurusan j USING (id) JOIN siasn_map.kode k ON k.jenis = 'tingkat' AND k.lokal = j.tingkat_id::text;
SELECT jsonb_build_object('t', 'ref', 'name', 'pendidikan', 'row', jsonb_build_object('id', contoh.id_siasn(j.id || x), 'tingkat_pendidikan_id', k.siasn,
       'nama', upper(j.nama) || ' ' || x, 'status', CASE x WHEN '' THEN '0' ELSE '1' END))
  FROM simpeg.ref_jurusan j JOIN siasn_map.kode k ON k.jenis = 'tingkat' AND k.lokal = j.tingkat_id::text, unnest('{"",TERAPAN,"(KONSENTRASI KHUSUS)"}'::text[]) AS x
 WHERE pg_temp.kena('umpan', 100);
SELECT jsonb_build_object('t', 'ref', 'name', 'latihan-struktural', 'row', jsonb_build_object('id', n::text, 'nama', x))
  FROM unnest('{SEPADA,SEPALA/ADUM/DIKLAT PIM TK.IV,SEPADYA/SPAMA/DIKLAT PIM TK. III,SPAMEN/SESPA/SESPANAS/DIKLAT PIM TK. II,SEPATI/DIKLAT PIM TK. I,SESPIM,SESPATI,Diklat Struktural Lainnya}'::text[])
       WITH ORDINALITY AS d (x, n);
COMMIT;
