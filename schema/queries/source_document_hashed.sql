-- Template: the columns that tell that a document has changed. One whose file lies below the root is also
-- looked at when its row is touched.
r.owner_view, r.owner_src_id, r.ref_dokumen_id, {path}, {sha256},
CASE WHEN {sha256} IS NULL THEN {content} END, CASE WHEN {sha256} IS NULL THEN {content_b64} END,
CASE WHEN {path} IS NOT NULL THEN {updated_at} END
