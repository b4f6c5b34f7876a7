-- $1 nip[]. Persons as claim_employees.sql gives them, taken by nobody; those we do not know yet too.
SELECT x.nip, e.pns_id, CASE WHEN e.nip IS NULL THEN 'PEGAWAI_MISSING' ELSE e.blocked END, coalesce(e.fence, 0)
FROM unnest($1::text[]) AS x (nip) LEFT JOIN employee AS e USING (nip)
ORDER BY x.nip;
