-- $1 nip. Read back and compared.
UPDATE employee
SET reconciled_at = now(), reconcile_asked = false, reconcile_taken = '-infinity'
WHERE nip = $1;
