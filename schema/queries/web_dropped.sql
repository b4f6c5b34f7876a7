-- $1 snapshot. When its rows left the state, and by which document; no row: they are here.
SELECT to_char(dropped_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), document FROM indicator_dropped WHERE snapshot = $1::integer;
