-- Source, for COPY: persons, one row a NIP. A row without NIP is still a person; of several rows of
-- one NIP the active one counts, then the PNS. Optional columns of all these
-- queries: a name the view lacks is found in the row of NULLs around it. (to_jsonb of each row took half of the time.)
SELECT DISTINCT ON (nip) 'person', nip, src_id, json_strip_nulls(json_build_object(
       'status', status, 'kedudukan', kedudukan, 'active', active, 'sex', sex, 'rank', rank,
       'education', education, 'unor', unor, 'pensiun', pensiun, 'jenis_pegawai', jenis_pegawai,
       'updated', updated))
FROM (SELECT coalesce(nullif(btrim(r.nip), ''), '#' || r.src_id) COLLATE "C" AS nip, r.src_id,
             nullif(upper(btrim(r.status_asn)), '') AS status,
             nullif(btrim(r.kedudukan_hukum_id), '') AS kedudukan,
             CASE WHEN r.aktif THEN 't' WHEN NOT r.aktif THEN 'f' END AS active,
             nullif(btrim(r.jenis_kelamin), '') AS sex,
             nullif(btrim(r.golongan_id), '') AS rank,
             nullif(btrim(r.pendidikan_tingkat_id), '') AS education,
             nullif(btrim(r.unor_src_id), '') AS unor,
             r.tmt_pensiun AS pensiun,
             nullif(btrim(r.jenis_pegawai_id), '') AS jenis_pegawai,
             {updated} AS updated
      FROM (SELECT NULL::text AS status_asn, NULL::text AS kedudukan_hukum_id, NULL::text AS jenis_kelamin, NULL::text AS golongan_id, NULL::text AS pendidikan_tingkat_id, NULL::text AS unor_src_id, NULL::text AS tmt_pensiun, NULL::text AS jenis_pegawai_id, NULL::text AS is_deleted, NULL::text AS updated_at) AS none,
           LATERAL (SELECT x.src_id, x.nip, x.aktif, status_asn::text, kedudukan_hukum_id::text, jenis_kelamin::text, golongan_id::text, pendidikan_tingkat_id::text, unor_src_id::text, tmt_pensiun::text, jenis_pegawai_id::text, is_deleted::text, updated_at::text FROM v_pegawai AS x) AS r
      WHERE NOT coalesce(r.is_deleted::boolean, false)) AS x
ORDER BY nip, active DESC NULLS LAST, status = 'PNS' DESC NULLS LAST, src_id COLLATE "C"
