-- Piece of the standard clauses, after holder: the standard of each post that is valid on the as-of date;
-- of a structural post by its unit, of others by the position. The newest counts.
place AS (
    SELECT DISTINCT jenis = '1' AS structural, CASE WHEN jenis = '1' THEN unor ELSE jabatan END AS key FROM holder
), standard AS MATERIALIZED (
    SELECT DISTINCT ON (p.structural, p.key) p.structural, p.key, i.src_id, i.row
    FROM place AS p
    JOIN indicator_input AS i ON i.snapshot = $1::integer AND i.kind = 'standard' AND i.nip = ''
         AND CASE WHEN p.structural THEN i.row ->> 'unor' ELSE i.row ->> 'jabatan' END = p.key
    WHERE coalesce(i.row ->> 'year', '') <= left($2::text, 4) AND coalesce(i.row ->> 'from', '') <= $2::text
      AND coalesce(i.row ->> 'to', '9999-12-31') >= $2::text
    ORDER BY p.structural, p.key, coalesce(i.row ->> 'year', '') DESC, coalesce(i.row ->> 'from', '') DESC, i.src_id
), asked AS (
    SELECT h.*, s.src_id AS standard, s.row FROM holder AS h
    LEFT JOIN standard AS s ON s.structural = (h.jenis = '1') AND s.key = CASE WHEN h.jenis = '1' THEN h.unor ELSE h.jabatan END
)
