-- $1 name, $2 state, $3 reason
INSERT INTO target (name, state, reason) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE
SET state = EXCLUDED.state, reason = EXCLUDED.reason,
    since = CASE WHEN target.state = EXCLUDED.state THEN target.since ELSE now() END;
