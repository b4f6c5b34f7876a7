-- The site's constants; exactly one row. Optional columns may be missing.
SELECT c.version::int, to_jsonb(c) ->> 'site', c.instansi_id, to_jsonb(c) ->> 'instansi_induk_id', c.satuan_kerja_id
FROM v_contract AS c LIMIT 2;
