-- Every delivery leaves two dead versions of its row in the outbox. Autovacuum's default lets a fifth of a table die first: at
-- ten million rows two million, 1.4 GiB. A twentieth keeps the room that is used again small.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE employee SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
