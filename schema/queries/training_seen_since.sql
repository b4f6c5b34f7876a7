-- The moment a poll of the view begins, by the state's own clock.
SELECT now();
