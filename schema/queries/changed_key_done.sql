-- $1 kind, $2 src_id[], $3 mark[]. A key marked again meanwhile stays.
DELETE FROM changed_key AS c
USING unnest($2::text[], $3::bigint[]) AS x (src_id, mark)
WHERE c.kind = $1 AND c.src_id = x.src_id AND c.mark = x.mark;
