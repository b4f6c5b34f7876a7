-- Source: how many rows and how many persons v_pegawai has; the results must add up to the persons.
SELECT coalesce(sum(n), 0), count(*)
FROM (SELECT count(*) AS n
      FROM (SELECT NULL::text AS is_deleted) AS none,
           LATERAL (SELECT x.src_id, x.nip, is_deleted::text FROM v_pegawai AS x) AS r
      WHERE NOT coalesce(r.is_deleted::boolean, false)
      GROUP BY coalesce(nullif(btrim(r.nip), ''), '#' || r.src_id) COLLATE "C") AS person
