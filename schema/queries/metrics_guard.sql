-- Kinds the guard knows, and whether a mass change of theirs is held.
SELECT kind, held::int FROM guard ORDER BY 1;
