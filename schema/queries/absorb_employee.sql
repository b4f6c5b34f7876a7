-- $1 nip[]. Locks the persons first, in one order everywhere, so that nobody waits in a circle.
INSERT INTO employee AS e (nip, due_at)
SELECT DISTINCT x, now() FROM unnest($1::text[]) AS x ORDER BY 1
ON CONFLICT (nip) DO UPDATE SET due_at = LEAST(e.due_at, now());
