-- The hash of the newest snapshot.
SELECT hash FROM indicator_snapshot ORDER BY id DESC LIMIT 1
