-- $1 snapshot, $2 the same evaluated again: the first verdicts that differ.
SELECT DISTINCT nip AS who
FROM ((SELECT nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup
       FROM indicator_verdict WHERE snapshot = $1
       EXCEPT
       SELECT nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup
       FROM indicator_verdict WHERE snapshot = $2)
      UNION ALL
      (SELECT nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup
       FROM indicator_verdict WHERE snapshot = $2
       EXCEPT
       SELECT nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup
       FROM indicator_verdict WHERE snapshot = $1)) AS d
ORDER BY who
LIMIT 5
