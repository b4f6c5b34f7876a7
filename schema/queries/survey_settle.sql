-- $1 kind, $2 code, $3 field, $4 measured, $5 start of the survey. What it has not seen again is
-- corrected, or can no longer be told.
WITH settled AS (
    DELETE FROM quarantine
    WHERE kind = $1 AND code = $2 AND field = $3 AND severity = 'warning'
      AND last_seen < $5::timestamptz
)
INSERT INTO survey_check (kind, code, field, measured) VALUES ($1, $2, $3, $4::bool)
ON CONFLICT (kind, code, field) DO UPDATE SET measured = EXCLUDED.measured, at = now();
