-- Differences at SIASN as last read, by kind: records of which a field differs, of those nobody is at; rows missing at
-- SIASN; rows only there; and how many of all these somebody made at SIASN. drift_figures has them beside all records.
SELECT kind, count(DISTINCT (nip, src_id)) FILTER (WHERE finding = 'field'),
       count(DISTINCT (nip, src_id)) FILTER (WHERE finding = 'field' AND reason = ''),
       count(*) FILTER (WHERE finding = 'only_simpeg' AND reason = 'missing'),
       count(*) FILTER (WHERE finding = 'only_siasn'),
       count(DISTINCT (nip, src_id, siasn_id))
           FILTER (WHERE newer = 'siasn' AND src_id <> '' AND reason IN ('', 'missing')),
       to_char(max(last_seen), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
FROM drift GROUP BY kind ORDER BY kind;
