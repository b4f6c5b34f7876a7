-- May a refused credential be tried again? Twice a minute, whoever asks. A row: yes, and taken.
UPDATE pace SET probe_at = clock_timestamp()
WHERE name = 'siasn' AND probe_at < clock_timestamp() - interval '30 seconds'
RETURNING 1;
