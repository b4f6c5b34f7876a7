-- $1 snapshot: whole numbers by dimension.
INSERT INTO indicator_result (snapshot, dimension, value, pass, fail, unknown, excluded, pass_strict, pass_permissive)
SELECT $1::integer,
       CASE WHEN grouping(opd) = 0 THEN 'opd' WHEN grouping(class) = 0 THEN 'class' WHEN grouping(jenis) = 0 THEN 'jenis'
            WHEN grouping(penugasan) = 0 THEN 'penugasan' WHEN grouping(sex) = 0 THEN 'sex'
            WHEN grouping(near_bup) = 0 THEN 'near_bup' WHEN grouping(reason) = 0 THEN 'reason' ELSE 'total' END,
       coalesce(opd, class, jenis, penugasan, sex, near_bup, reason, ''),
       count(*) FILTER (WHERE verdict = 'pass'), count(*) FILTER (WHERE verdict = 'fail'),
       count(*) FILTER (WHERE verdict = 'unknown'), count(*) FILTER (WHERE verdict = 'excluded'),
       count(*) FILTER (WHERE strict = 'pass'), count(*) FILTER (WHERE permissive = 'pass')
FROM indicator_verdict
WHERE snapshot = $1::integer
GROUP BY GROUPING SETS ((), (opd), (class), (jenis), (penugasan), (sex), (near_bup), (reason))
