-- $1 sha256, $2 indicator, $3 version, $4 text
INSERT INTO indicator_rule (sha256, indicator, version, text) VALUES ($1, $2, $3, $4)
ON CONFLICT (sha256) DO NOTHING
