-- $1 kind[], $2 src_id[], $3 siasn_id[]: records that have just been linked. A row that was created anew at
-- SIASN has no documents yet.
UPDATE document AS d SET state = 'waiting', due_at = now(), tries = 0
FROM unnest($1::text[], $2::text[], $3::text[]) AS x (kind, src_id, siasn_id)
WHERE d.kind = x.kind AND d.src_id = x.src_id AND d.state = 'done'
  AND d.sent_to IS DISTINCT FROM x.siasn_id AND NOT d.shadowed AND NOT d.gone;
