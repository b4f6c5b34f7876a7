-- Computed node: data updated at SIASN within a period. $1 first day, $2 first day after it.
-- Runs on the state database, over the event log: each change that SIASN has confirmed counts once;
-- rows found to be there already (adopted, same) are no updates.
-- Answer: numerator (NULL for a period that ended before the log begins), denominator (none), digest of what was counted.
SELECT CASE WHEN (SELECT min(at) FROM event_log) < $2::date THEN count(*) END, NULL::bigint, encode(sha256(convert_to(
           coalesce(min(id)::text || '-' || max(id)::text || ':' || count(*)::text, ''), 'UTF8')), 'hex')
FROM event_log
WHERE at >= $1::date AND at < $2::date AND what IN ('delivered', 'delivered_old')
  AND detail::json ->> 'outcome' IN ('created', 'updated', 'deleted');
