-- $1 what, $2 who, $3 local_id, $4 siasn_id. A person says no; it is not proposed again.
INSERT INTO mapping AS m (what, local_id, siasn_id, rejected_by, rejected_at)
VALUES ($1, $3, $4, $2, now())
ON CONFLICT (what, local_id, siasn_id) DO UPDATE SET rejected_by = $2, rejected_at = now()
WHERE m.rejected_at IS NULL;
