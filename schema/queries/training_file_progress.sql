-- $1 hash, $2 completions that a batch brought or changed; committed with the batch, so that the count
-- holds across a crash.
UPDATE training_file SET changed = changed + $2::bigint WHERE hash = $1;
