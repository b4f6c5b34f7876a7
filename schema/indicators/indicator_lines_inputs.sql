-- Template: the inputs of a snapshot as lines of JSON, a person's lines together. `row` comes last, so that
-- a reader can cut it out byte for byte.
SELECT E'\x7b"kind": ' || to_json(kind) || ', "nip": ' || to_json(nip) || ', "src_id": ' || to_json(src_id)
       || ', "digest": ' || to_json(digest) || ', "row": ' || row || E'\x7d'
FROM indicator_input
WHERE snapshot = {snapshot}
ORDER BY nip, kind, src_id
