-- $1 node, $2 year, $3 quarter, $4 value, $5 numerator, $6 denominator, $7 reason, $8 source hash. Writes only what differs from the
-- newest computation, so that the table holds the node's history and not the daemon's rounds.
INSERT INTO pohon_computed (node, year, quarter, value, numerator, denominator, reason, source_hash)
SELECT $1, $2::integer, $3::integer, $4::numeric, $5::bigint, $6::bigint, $7, $8
WHERE ($4::numeric, $5::bigint, $6::bigint, $7::text, $8::text) IS DISTINCT FROM
      (SELECT (c.value, c.numerator, c.denominator, c.reason, c.source_hash)
       FROM pohon_computed AS c WHERE c.year = $2::integer AND c.node = $1 AND c.quarter = $3::integer
       ORDER BY c.id DESC LIMIT 1)
RETURNING id;
