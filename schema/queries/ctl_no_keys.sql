-- The key list of a state that does not exist yet.
COPY (SELECT ''::text, 0 WHERE false) TO STDOUT;
