-- $1 kinds (array). How many of them wait for the release of the plan.
SELECT count(*)
FROM unnest($1::text[]) AS k LEFT JOIN guard AS g ON g.kind = k
WHERE NOT coalesce(g.first_released OR g.loaded, false);
