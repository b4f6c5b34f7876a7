-- Piece of an indicator, for a site without v_rw_pendidikan: the person's last education.
SELECT btrim(p.nip), btrim(to_jsonb(p) ->> 'pendidikan_tingkat_id') FROM v_pegawai AS p
