-- Template: the verdicts of a snapshot, tab-separated.
SELECT nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup
FROM indicator_verdict
WHERE snapshot = {snapshot}
ORDER BY nip
