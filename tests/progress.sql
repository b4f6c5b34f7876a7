-- Rows read, settled (delivered or in quarantine), delivered, in quarantine; one line, also before
-- the state schema exists.
SELECT to_regclass('siasn.outbox') IS NOT NULL AS there \gset
\if :there
SELECT count(*), count(*) FILTER (WHERE state IN ('done', 'rejected', 'held')),
       count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'rejected')
FROM siasn.outbox;
\else
SELECT 0, 0, 0, 0;
\endif
