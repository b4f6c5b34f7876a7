-- Tells all daemons on this state that there is work.
SELECT pg_notify('siasn_due_' || current_schema(), '');
