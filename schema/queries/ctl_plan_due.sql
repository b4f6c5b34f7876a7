-- Persons for whom SIASN has been read and who have records on their way.
SELECT DISTINCT o.nip FROM outbox AS o JOIN employee AS e USING (nip)
WHERE o.state IN ('ready', 'retry', 'inflight', 'doubt') AND e.pns_id IS NOT NULL;
