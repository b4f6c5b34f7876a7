-- Completions from outside SIMPEG that wait to be taken over: the person, whether SIASN has been read for
-- the person, whether a row has been taken over before, whether the row is gone. Persons in one order.
SELECT t.nip, e.pns_id IS NOT NULL, s.src_id IS NOT NULL, t.withdrawn
FROM changed_key AS k
JOIN training AS t USING (src_id)
LEFT JOIN source_row AS s ON s.kind = k.kind AND s.src_id = k.src_id
LEFT JOIN employee AS e ON e.nip = t.nip
WHERE k.kind = 'sinau'
ORDER BY t.nip;
