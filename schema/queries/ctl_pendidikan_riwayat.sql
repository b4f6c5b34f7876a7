-- Piece of an indicator: every approved education of every person, as nip and level code.
SELECT btrim(r.nip), btrim(r.tingkat_id)
FROM v_rw_pendidikan AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
