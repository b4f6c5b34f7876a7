-- $1 what. What people have decided: local id, SIASN id, whether it was a no.
SELECT local_id, siasn_id, rejected_at IS NOT NULL
FROM mapping WHERE what = $1 AND (confirmed_at IS NOT NULL OR rejected_at IS NOT NULL);
