-- Everybody whose records may be sent is to be read back. Gives how many persons, and how many were asked for before.
WITH asked AS (
    UPDATE employee SET reconcile_asked = true, reconcile_taken = '-infinity'
    WHERE blocked IS NULL AND NOT reconcile_asked
    RETURNING nip
)
SELECT (SELECT count(*) FROM asked), (SELECT count(*) FROM employee WHERE reconcile_asked), pg_notify('siasn_due_' || current_schema(), '');
