-- $1 kind. The deletes that were held, or an operator's release of them, are over.
DELETE FROM guard WHERE kind = 'delete:' || $1;
