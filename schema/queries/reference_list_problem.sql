-- $1 list, $2 why its pull was not taken, $3 (bool) that is no problem of a list we never had.
INSERT INTO reference_list AS l (list, problem) VALUES ($1, CASE WHEN $3::bool THEN '' ELSE $2 END)
ON CONFLICT (list) DO UPDATE
SET tried_at = now(),
    problem = CASE WHEN $3::bool AND l.pulled_at IS NULL THEN '' ELSE $2 END;
