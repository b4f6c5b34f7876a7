-- $1 kind, $2 nip[]. The rows of these persons as the state knows them: key, hash.
SELECT src_id, hash FROM source_row WHERE kind = $1 AND nip = ANY ($2::text[]) ORDER BY src_id;
