-- The first load of a kind waits until a person has looked at the plan and released it ([guard]
-- first_load = hold). A state that has worked before goes on as it did.
ALTER TABLE guard ADD COLUMN first_released boolean NOT NULL DEFAULT false;

INSERT INTO guard (kind, first_released)
SELECT DISTINCT kind, true FROM source_row
ON CONFLICT (kind) DO UPDATE SET first_released = true;
