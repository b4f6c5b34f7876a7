-- Whose turn it is to tidy up: a row for the first daemon that asks on a day.
INSERT INTO cursor (name, value) VALUES ('retention', current_date::text)
ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, updated_at = now() WHERE cursor.value <> EXCLUDED.value
RETURNING value;
