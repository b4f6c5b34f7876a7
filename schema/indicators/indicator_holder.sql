-- Piece of the clauses: whom the clause is about, and the day on which it is asked. $1 snapshot, $2 as-of
-- date, $3 clause, $4 rule. In mode tmt_jabatan a record without date, or a post without TMT, is a doubt.
at_tmt AS (
    SELECT $3::jsonb ->> 'evaluate_at' = 'tmt_jabatan' AS yes
), holder AS MATERIALIZED (
    SELECT nip, class, jenis, unor, jabatan, CASE WHEN (SELECT yes FROM at_tmt) THEN tmt ELSE $2::text END AS day
    FROM work_person
    WHERE verdict = '' AND $4::jsonb IS NOT NULL AND ($3::jsonb -> 'classes') ? class
)
