-- The state's clock, for telling what a survey has seen from what it has not.
SELECT clock_timestamp();
