-- $1 nip[], $2 opd_id[] (NULL: as it was), $3 opd_name[], $4 name[]. Writes only what has changed.
UPDATE employee AS e SET opd_id = coalesce(x.opd_id, e.opd_id), opd_name = coalesce(x.opd_name, e.opd_name), name = x.name
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS x (nip, opd_id, opd_name, name)
WHERE e.nip = x.nip
  AND (e.opd_id, e.opd_name, e.name)
      IS DISTINCT FROM (coalesce(x.opd_id, e.opd_id), coalesce(x.opd_name, e.opd_name), x.name);
