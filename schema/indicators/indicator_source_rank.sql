-- Source, for COPY: approved ranks.
SELECT 'rank', btrim(r.nip), r.src_id, json_strip_nulls(json_build_object(
       'code', nullif(btrim(r.golongan_id), ''), 'date', r.tmt::text, 'number', nullif(btrim(r.no_sk), ''),
       'siasn_id', nullif(btrim(r.siasn_id), ''), 'document', {document},
       'updated', {updated}))
FROM (SELECT NULL::text AS siasn_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
     LATERAL (SELECT x.src_id, x.nip, x.status_verif, x.golongan_id, x.tmt, x.no_sk, siasn_id::text, is_deleted::text, updated_at::text FROM v_rw_golongan AS x) AS r
WHERE r.status_verif = 1 AND NOT coalesce(r.is_deleted::boolean, false)
