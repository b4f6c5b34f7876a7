-- How many completions there are.
SELECT count(*) FROM training WHERE NOT withdrawn;
