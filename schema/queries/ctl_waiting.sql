-- Records already taken over from SIMPEG that are still on their way to SIASN: kind, records, those of
-- persons for whom SIASN has not been read yet.
SELECT o.kind, count(*), count(*) FILTER (WHERE e.pns_id IS NULL)
FROM outbox AS o JOIN employee AS e USING (nip)
WHERE o.state IN ('ready', 'retry', 'inflight', 'doubt') GROUP BY o.kind;
