-- $1 snapshot: the persons it judged.
SELECT nip FROM indicator_verdict WHERE snapshot = $1 AND verdict <> 'excluded' ORDER BY nip
