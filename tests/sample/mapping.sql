-- Fills the adapter's mapping tables for the sample, as the clerks of a site would: from what BKN has (contoh.bkn_*).
INSERT INTO siasn_map.unor (kode, unor_id, oleh) SELECT kode, unor_id, 'admin.organisasi' FROM contoh.bkn_unor WHERE dipetakan ON CONFLICT (kode) DO UPDATE SET unor_id = EXCLUDED.unor_id;
INSERT INTO siasn_map.jabatan (id, jabatan_id, oleh) SELECT id, jabatan_id, 'admin.kepegawaian' FROM contoh.bkn_jabatan WHERE dipetakan ON CONFLICT (id) DO UPDATE SET jabatan_id = EXCLUDED.jabatan_id;
INSERT INTO siasn_map.tugas (id, sub_jabatan_id, oleh) SELECT id, sub_jabatan_id, 'admin.kepegawaian' FROM contoh.bkn_tugas ON CONFLICT (id) DO UPDATE SET sub_jabatan_id = EXCLUDED.sub_jabatan_id;
INSERT INTO siasn_map.jurusan (id, pendidikan_id, oleh) SELECT id, pendidikan_id, 'admin.kepegawaian' FROM contoh.bkn_jurusan ON CONFLICT (id) DO UPDATE SET pendidikan_id = EXCLUDED.pendidikan_id;
ANALYZE siasn_map.unor, siasn_map.jabatan, siasn_map.tugas, siasn_map.jurusan, siasn_map.kode;
