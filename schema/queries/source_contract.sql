-- The site's constants; exactly one row.
SELECT version::int, site, instansi_id, instansi_induk_id, satuan_kerja_id FROM v_contract LIMIT 2;
