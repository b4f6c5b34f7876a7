-- To the end of this transaction, plans for whole lists: the connection is set for single keys.
SELECT set_config(x, 'on', true)
FROM unnest('{enable_seqscan,enable_hashjoin,enable_mergejoin}'::text[]) AS x;
