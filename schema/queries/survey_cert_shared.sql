-- Source, template. One certificate number with several persons: src_id, code, field, value.
COPY (
    SELECT s.src_id, 'CERT_SHARED', {field}, left(s.number, 100)
    FROM (SELECT r.src_id, btrim(r.{column}) AS number, min(r.nip) OVER w AS first, max(r.nip) OVER w AS last
          FROM {view} AS r
          WHERE r.status_verif = 1 AND btrim(r.{column}) NOT IN ('', '-')
            AND NOT coalesce((to_jsonb(r) ->> 'is_deleted')::boolean, false)
          WINDOW w AS (PARTITION BY btrim(r.{column}))) AS s
    WHERE s.first <> s.last
) TO STDOUT;
