-- $1 nip[]: completions of these persons that wait to be taken over.
SELECT t.src_id FROM training AS t
WHERE t.nip = ANY ($1::text[]) AND EXISTS (SELECT FROM changed_key AS k WHERE k.kind = 'sinau' AND k.src_id = t.src_id);
