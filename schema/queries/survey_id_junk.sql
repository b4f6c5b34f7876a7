-- Source, template. Notes of the SIASN id that cannot be one (see map_siasn_id): src_id, code,
-- field, value. Spaces alone are no note.
COPY (
    SELECT r.src_id, 'ID_JUNK', 'siasn_id', left(r.siasn_id, 100)
    FROM {view} AS r
    WHERE btrim(r.siasn_id) <> ''
      AND (btrim(r.siasn_id) !~ '^[0-9A-Fa-f-]+$' OR length(btrim(r.siasn_id)) NOT BETWEEN 4 AND 64)
      AND NOT coalesce((to_jsonb(r) ->> 'is_deleted')::boolean, false)
) TO STDOUT;
