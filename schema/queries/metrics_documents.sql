-- Documents that are not uploaded, by state.
SELECT state, count(*) FROM document WHERE state <> 'done' AND NOT shadowed AND NOT gone GROUP BY 1 ORDER BY 1;
