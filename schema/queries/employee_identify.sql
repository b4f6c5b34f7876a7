-- $1 nip[], $2 pns_id[]
UPDATE employee AS e SET pns_id = x.pns_id
FROM unnest($1::text[], $2::text[]) AS x (nip, pns_id)
WHERE e.nip = x.nip AND e.pns_id IS DISTINCT FROM x.pns_id;
