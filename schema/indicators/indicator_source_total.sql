-- Source: how many rows and how many persons v_pegawai has; the results must add up to the persons.
SELECT count(*), count(DISTINCT coalesce(nullif(btrim(p.nip), ''), '#' || p.src_id))
FROM v_pegawai AS p, to_jsonb(p) AS j
WHERE NOT coalesce((j ->> 'is_deleted')::boolean, false)
