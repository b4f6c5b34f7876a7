-- What the required views hold, as far as an administrator can put right: pairs of all and of those with
-- a problem. The order is that of the table in ctl/check_source.c.
SELECT p.rows, p.rows - p.formed, p.rows, p.rows - p.keys, p.rows, p.inactive,
       u.rows, u.rows - u.mapped, f.rows, f.rows - f.mapped,
       j.rows, j.orphans, j.rows, j.rows - j.keys, j.rows, j.foreign_kind, j.rows, j.unapproved, j.rows, j.unmapped
FROM (SELECT count(*) AS rows, count(*) FILTER (WHERE nip ~ '^[0-9]+$' AND length(nip) = 18) AS formed,
             count(DISTINCT src_id) AS keys, count(*) FILTER (WHERE aktif IS NOT TRUE) AS inactive FROM v_pegawai) AS p,
     (SELECT count(*) AS rows, count(unor_id) AS mapped FROM v_unor) AS u,
     (SELECT count(*) AS rows, count(jabatan_id) AS mapped FROM v_jabatan_ref WHERE jenis IN (2, 4)) AS f,
     (SELECT count(*) AS rows, count(DISTINCT r.src_id) AS keys,
             count(*) FILTER (WHERE NOT EXISTS (SELECT FROM v_pegawai AS e WHERE e.nip = r.nip)) AS orphans,
             count(*) FILTER (WHERE r.jenis_jabatan NOT IN (1, 2, 4) OR r.jenis_jabatan IS NULL) AS foreign_kind,
             count(*) FILTER (WHERE r.status_verif IS DISTINCT FROM 1) AS unapproved,
             count(*) FILTER (WHERE r.unor_id IS NULL) AS unmapped
      FROM v_rw_jabatan AS r) AS j;
