-- $1 kind, $2 src_id[]
DELETE FROM source_row WHERE kind = $1 AND src_id = ANY ($2::text[]);
