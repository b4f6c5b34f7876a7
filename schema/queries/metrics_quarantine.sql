-- Reasons in quarantine, by code: from the index alone.
SELECT code, count(*) FROM quarantine GROUP BY 1 ORDER BY 1;
