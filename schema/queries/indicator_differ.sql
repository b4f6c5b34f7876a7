-- $1 snapshot: persons for whom strict and permissive differ.
SELECT nip, strict, permissive, class, reason FROM indicator_verdict
WHERE snapshot = $1 AND strict <> permissive
ORDER BY nip
