-- $1 list. Writes down what the incoming list changes; nothing at the first pull of a list.
INSERT INTO reference_history (list, id, what, old, new)
SELECT $1, coalesce(k.id, i.id),
       CASE WHEN k.id IS NULL THEN 'added' WHEN i.id IS NULL THEN 'gone'
            WHEN k.gone_at IS NOT NULL THEN 'back' ELSE 'changed' END,
       CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('name', k.name, 'parent', k.parent,
            'code', k.code, 'level', k.level, 'title', k.title, 'active', k.active) END,
       CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('name', i.name, 'parent', i.parent,
            'code', i.code, 'level', i.level, 'title', i.title, 'active', i.active) END
FROM (SELECT * FROM reference_item WHERE list = $1) AS k
FULL JOIN (SELECT * FROM reference_incoming WHERE list = $1) AS i ON i.id = k.id
WHERE EXISTS (SELECT FROM reference_list AS l WHERE l.list = $1 AND l.pulled_at IS NOT NULL)
  AND (k.id IS NULL OR (i.id IS NULL) <> (k.gone_at IS NOT NULL)
       OR (k.name, k.parent, k.code, k.level, k.title, k.active)
          <> (i.name, i.parent, i.code, i.level, i.title, i.active));
