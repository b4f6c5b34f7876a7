-- Records already taken over from SIMPEG that are still on their way to SIASN.
SELECT kind, count(*) FROM outbox WHERE state IN ('ready', 'retry', 'inflight', 'doubt') GROUP BY kind;
