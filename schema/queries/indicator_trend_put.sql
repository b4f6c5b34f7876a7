-- $1 indicator, $2 day, $3 rule's SHA-256, $4 version, $5 pass, $6 denominator, $7 unknown, $8 excluded.
-- The last count of a day stands.
INSERT INTO indicator_trend (indicator, as_of, rule_sha256, version, pass, denominator, unknown, excluded)
VALUES ($1, $2::date, $3, $4, $5::bigint, $6::bigint, $7::bigint, $8::bigint)
ON CONFLICT (indicator, as_of) DO UPDATE
SET rule_sha256 = EXCLUDED.rule_sha256, version = EXCLUDED.version, pass = EXCLUDED.pass,
    denominator = EXCLUDED.denominator, unknown = EXCLUDED.unknown, excluded = EXCLUDED.excluded,
    counted_at = clock_timestamp();
