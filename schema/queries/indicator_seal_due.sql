-- $1 indicator, $2 days: is the newest snapshot that old, or is there none?
SELECT NOT EXISTS (SELECT FROM indicator_snapshot
                   WHERE indicator = $1 AND as_of > current_date - $2::int);
