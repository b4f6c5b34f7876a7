-- The last round of collecting of each kind and way: seconds it took, when it ended, rows seen.
SELECT kind, mode, round(took_ms / 1000.0, 3), round(extract(epoch FROM finished_at), 3), rows_seen
FROM collect_run ORDER BY 1, 2;
