-- $1 what. Confirmed mappings as statements for the mapping tables of the worked adapter
-- (schema/source/example/mapping.sql); a site with tables of its own loads the CSV instead.
SELECT CASE m.what
    WHEN 'unor' THEN format(
        'INSERT INTO siasn_map.unor (kode, unor_id, oleh, pada) VALUES (%L, %L, %L, %L) ON CONFLICT (kode) DO UPDATE SET unor_id = EXCLUDED.unor_id, oleh = EXCLUDED.oleh, pada = EXCLUDED.pada;',
        m.local_id, m.siasn_id, m.confirmed_by, m.confirmed_at)
    WHEN 'jabatan' THEN format(
        'INSERT INTO siasn_map.jabatan (id, jabatan_id, oleh, pada) VALUES (%L, %L, %L, %L) ON CONFLICT (id) DO UPDATE SET jabatan_id = EXCLUDED.jabatan_id, oleh = EXCLUDED.oleh, pada = EXCLUDED.pada;',
        m.local_id, m.siasn_id, m.confirmed_by, m.confirmed_at)
    WHEN 'pendidikan' THEN format(
        'INSERT INTO siasn_map.jurusan (id, pendidikan_id, oleh, pada) VALUES (%L, %L, %L, %L) ON CONFLICT (id) DO UPDATE SET pendidikan_id = EXCLUDED.pendidikan_id, oleh = EXCLUDED.oleh, pada = EXCLUDED.pada;',
        m.local_id, m.siasn_id, m.confirmed_by, m.confirmed_at)
    ELSE format(
        'INSERT INTO siasn_map.kode (jenis, lokal, siasn) VALUES (''diklat'', %L, %L) ON CONFLICT (jenis, lokal) DO UPDATE SET siasn = EXCLUDED.siasn;',
        m.local_id, m.siasn_id) END
FROM mapping AS m
WHERE m.what = $1 AND m.confirmed_at IS NOT NULL AND m.rejected_at IS NULL
ORDER BY m.local_id;
