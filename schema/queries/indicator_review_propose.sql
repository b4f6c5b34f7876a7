-- $1 source, $2 src_id, $3 level, $4 document, $5 by
INSERT INTO indicator_review (source, src_id, level, document, proposed_by) VALUES ($1, $2, $3, $4, $5)
RETURNING id
