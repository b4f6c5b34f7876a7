-- Source, for COPY: persons, one row a NIP. A row without NIP is still a person; of several rows of
-- one NIP the active one counts, then the PNS. Optional columns are read through to_jsonb.
SELECT DISTINCT ON (nip) 'person', nip, src_id, jsonb_strip_nulls(jsonb_build_object(
       'status', status, 'kedudukan', kedudukan, 'active', active, 'sex', sex, 'rank', rank,
       'education', education, 'unor', unor, 'pensiun', pensiun, 'jenis_pegawai', jenis_pegawai,
       'updated', updated))
FROM (SELECT coalesce(nullif(btrim(p.nip), ''), '#' || p.src_id) COLLATE "C" AS nip, p.src_id,
             nullif(upper(btrim(j ->> 'status_asn')), '') AS status,
             nullif(btrim(j ->> 'kedudukan_hukum_id'), '') AS kedudukan,
             CASE WHEN p.aktif THEN 't' WHEN NOT p.aktif THEN 'f' END AS active,
             nullif(btrim(j ->> 'jenis_kelamin'), '') AS sex,
             nullif(btrim(j ->> 'golongan_id'), '') AS rank,
             nullif(btrim(j ->> 'pendidikan_tingkat_id'), '') AS education,
             nullif(btrim(j ->> 'unor_src_id'), '') AS unor,
             j ->> 'tmt_pensiun' AS pensiun,
             nullif(btrim(j ->> 'jenis_pegawai_id'), '') AS jenis_pegawai,
             {updated} AS updated
      FROM v_pegawai AS p, to_jsonb(p) AS j
      WHERE NOT coalesce((j ->> 'is_deleted')::boolean, false)) AS x
ORDER BY nip, active DESC NULLS LAST, status = 'PNS' DESC NULLS LAST, src_id COLLATE "C"
