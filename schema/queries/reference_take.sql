-- $1 list. The incoming items become the known ones; rows that are as they were are left alone.
INSERT INTO reference_item AS k (list, id, name, parent, code, level, title, active, raw)
SELECT list, id, name, parent, code, level, title, active, raw
FROM reference_incoming WHERE list = $1
ON CONFLICT (list, id) DO UPDATE
SET name = EXCLUDED.name, parent = EXCLUDED.parent, code = EXCLUDED.code, level = EXCLUDED.level,
    title = EXCLUDED.title, active = EXCLUDED.active, raw = EXCLUDED.raw, last_seen = now(),
    gone_at = NULL
WHERE k.gone_at IS NOT NULL OR k.raw <> EXCLUDED.raw OR k.active <> EXCLUDED.active
   OR (k.name, k.parent, k.code, k.level, k.title)
      <> (EXCLUDED.name, EXCLUDED.parent, EXCLUDED.code, EXCLUDED.level, EXCLUDED.title);
