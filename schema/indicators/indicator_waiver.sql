-- $1 as-of date, $2 rule: a clause waived for a person on that day passes, with the document as reason.
UPDATE work_evidence AS e
SET result = 3, permissive = 3, reason = 'pengecualian:' || w.document
FROM (SELECT w ->> 'nip_sha256' AS who, w ->> 'clause' AS clause, w ->> 'document' AS document
      FROM jsonb_array_elements($2::jsonb -> 'waivers') AS w
      WHERE w ->> 'from' <= $1::text AND w ->> 'to' >= $1::text) AS w
WHERE e.clause = w.clause AND e.result <> 3 AND encode(sha256(convert_to(e.nip, 'UTF8')), 'hex') = w.who
