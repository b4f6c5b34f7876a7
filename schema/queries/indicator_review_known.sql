-- $1 source:id of a training: the NIP it belongs to, by the newest snapshot that holds it.
SELECT nip FROM indicator_input WHERE kind = 'training' AND src_id = $1 ORDER BY snapshot DESC LIMIT 1
