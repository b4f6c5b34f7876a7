-- Template. Computed node: one of the two percentages, as last counted within a period. $1 first day,
-- $2 first day after it. Runs on the state database.
-- Answer: numerator, denominator, digest of what was counted.
SELECT pass, denominator,
       encode(sha256(convert_to(concat_ws('|', as_of, rule_sha256, pass, denominator, unknown, excluded), 'UTF8')), 'hex')
FROM indicator_trend
WHERE indicator = {indikator} AND as_of >= $1::date AND as_of < $2::date
ORDER BY as_of DESC LIMIT 1;
