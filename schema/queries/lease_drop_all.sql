-- $1 owner. At start: leases of an earlier life under the same name are over.
UPDATE employee SET lease_until = now() - interval '1 second' WHERE lease_owner = $1;
