-- $1 start of the survey. What survey_state.sql has not found again.
DELETE FROM quarantine
WHERE code IN ('ID_STALE', 'PK_REUSED') AND severity = 'warning' AND last_seen < $1::timestamptz;
