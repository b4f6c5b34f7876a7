-- $1 src_id[], $2 owner view, $3 type. Documents that completions name, as source_document_fetch.sql
-- gives those of SIMPEG: a completion that is not sent has none.
SELECT hash_record_extended(ROW(dokumen), 0), src_id, $2::text, src_id, $3::int,
       nullif(btrim(dokumen), ''), false, false, changed_at::text
FROM training
WHERE src_id = ANY ($1::text[]) AND btrim(dokumen) <> '' AND lulus AND NOT withdrawn
  AND twin_src_id IS NULL
ORDER BY src_id COLLATE "C";
