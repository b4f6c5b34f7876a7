-- Rows that are gone from SIMPEG and still at SIASN, by what holds their delete.
SELECT kind, code, count(*) FROM quarantine WHERE code LIKE 'DELETE\_%' GROUP BY kind, code;
