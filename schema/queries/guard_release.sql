-- $1 kind, $2 operator. What waits now may pass; later changes are judged anew.
UPDATE guard
SET held = false, released_by = $2, released_at = now(),
    released_mark = coalesce((SELECT max(mark) FROM changed_key WHERE kind = $1), 0)
WHERE kind = $1 AND held
RETURNING changed, gone, reason;
