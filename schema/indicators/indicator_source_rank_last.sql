-- Source, for COPY: the current rank of v_pegawai, for a site without v_rw_golongan. Its date is not known.
SELECT DISTINCT ON (p.nip) 'rank', btrim(p.nip), 'pegawai:' || p.src_id,
       jsonb_build_object('code', btrim(j ->> 'golongan_id'))
FROM v_pegawai AS p, to_jsonb(p) AS j
WHERE nullif(btrim(j ->> 'golongan_id'), '') IS NOT NULL AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
ORDER BY p.nip, p.aktif DESC NULLS LAST, p.src_id COLLATE "C"
