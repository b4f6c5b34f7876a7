-- Records that are not delivered, by kind and state.
SELECT kind, state, count(*) FROM outbox WHERE state <> 'done' GROUP BY 1, 2 ORDER BY 1, 2;
