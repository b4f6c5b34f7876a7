-- The completions a poll of the view has shown so far; only this connection sees them.
CREATE TEMP TABLE IF NOT EXISTS training_seen (src_id text COLLATE "C" PRIMARY KEY);
