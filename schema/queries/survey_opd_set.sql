-- $1 nip[], $2 opd_id[], $3 opd_name[]. Writes only what has changed.
UPDATE employee AS e SET opd_id = x.opd_id, opd_name = x.opd_name
FROM unnest($1::text[], $2::text[], $3::text[]) AS x (nip, opd_id, opd_name)
WHERE e.nip = x.nip AND (e.opd_id, e.opd_name) IS DISTINCT FROM (x.opd_id, x.opd_name);
