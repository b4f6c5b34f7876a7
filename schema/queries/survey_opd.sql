-- Source. Every person: nip, key and name of the top unit (OPD) of the person's unit, name with titles. A root
-- that is the only one is the agency itself; then the OPDs are the units right below it. Without a tree of units
-- nobody has an OPD.
COPY (
    WITH RECURSIVE unit AS (
        SELECT u.src_id, u.nama, to_jsonb(u) ? 'parent_src_id' AS has_tree,
               nullif(to_jsonb(u) ->> 'parent_src_id', u.src_id) AS parent
        FROM v_unor AS u
    ), root AS (
        SELECT u.src_id, u.nama FROM unit AS u
        WHERE u.has_tree AND (u.parent IS NULL OR NOT EXISTS (SELECT FROM unit AS p WHERE p.src_id = u.parent))
    ), tree AS (
        SELECT r.src_id, r.src_id AS opd_id, r.nama AS opd_name,
               (SELECT count(*) FROM root) = 1 AS is_agency, 0 AS depth
        FROM root AS r
        UNION ALL
        SELECT u.src_id, CASE WHEN t.is_agency THEN u.src_id ELSE t.opd_id END,
               CASE WHEN t.is_agency THEN u.nama ELSE t.opd_name END, false, t.depth + 1
        FROM tree AS t JOIN unit AS u ON u.parent = t.src_id
        WHERE t.depth < 32
    )
    SELECT btrim(p.nip), t.opd_id, t.opd_name,
           concat_ws(' ', nullif(btrim(to_jsonb(p) ->> 'gelar_depan'), ''),
                     concat_ws(', ', nullif(btrim(p.nama), ''), nullif(btrim(to_jsonb(p) ->> 'gelar_belakang'), '')))
    FROM v_pegawai AS p
    LEFT JOIN tree AS t ON t.src_id = to_jsonb(p) ->> 'unor_src_id'
    WHERE p.nip IS NOT NULL
) TO STDOUT;
