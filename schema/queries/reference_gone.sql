-- $1 list. Items that are no longer in it: they stood there last when it was last pulled.
UPDATE reference_item AS k
SET gone_at = now(),
    last_seen = coalesce((SELECT l.pulled_at FROM reference_list AS l WHERE l.list = $1), k.last_seen)
WHERE k.list = $1 AND k.gone_at IS NULL
  AND NOT EXISTS (SELECT FROM reference_incoming AS i WHERE i.list = $1 AND i.id = k.id);
