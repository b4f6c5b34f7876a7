-- The highest mark given so far.
SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM changed_key_mark;
