-- Rows found changed and not yet read, by kind.
SELECT kind, count(*) FROM changed_key GROUP BY 1 ORDER BY 1;
