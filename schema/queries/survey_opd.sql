-- Source. The top unit (OPD) of every person's unit: nip, key and name of the OPD. A root that is
-- the only one is the agency itself; then the OPDs are the units right below it.
COPY (
    WITH RECURSIVE unit AS (
        SELECT src_id, nullif(parent_src_id, src_id) AS parent, nama FROM v_unor
    ), root AS (
        SELECT u.src_id, u.nama FROM unit AS u
        WHERE u.parent IS NULL OR NOT EXISTS (SELECT FROM unit AS p WHERE p.src_id = u.parent)
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
    SELECT btrim(p.nip), t.opd_id, t.opd_name
    FROM v_pegawai AS p
    JOIN tree AS t ON t.src_id = to_jsonb(p) ->> 'unor_src_id'
    WHERE p.nip IS NOT NULL
) TO STDOUT;
