-- Source, for COPY: approved ranks.
SELECT 'rank', btrim(r.nip), r.src_id, jsonb_strip_nulls(jsonb_build_object(
       'code', nullif(btrim(r.golongan_id), ''), 'date', r.tmt::text, 'number', nullif(btrim(r.no_sk), ''),
       'siasn_id', nullif(btrim(j ->> 'siasn_id'), ''), 'document', {document},
       'updated', {updated}))
FROM v_rw_golongan AS r, to_jsonb(r) AS j
WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
