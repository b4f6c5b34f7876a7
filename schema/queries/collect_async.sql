-- The collector's commits need not wait for the disk. What a crash takes back it takes back in order: keys, cursor and records
-- together, and they are collected again. Nothing leaves before the intent, whose commit does wait, and with it all before it; nor is
-- a file of completions moved away before a commit that waits (commit_durable.sql).
SET synchronous_commit = off;
