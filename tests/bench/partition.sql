-- employee, outbox and link of schema siasn again in :schema, in :parts partitions by hash of nip. Keys that the daemon's
-- statements rely on lack nip: here it has to be part of them.
CREATE SCHEMA :schema;
SET search_path = :schema;
SET synchronous_commit = off;
CREATE TABLE employee (LIKE siasn.employee INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
CREATE TABLE outbox (LIKE siasn.outbox INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
CREATE TABLE link (LIKE siasn.link INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
SELECT format('CREATE TABLE %1$s_%2$s PARTITION OF %1$s FOR VALUES WITH (MODULUS %3$s, REMAINDER %2$s)', t, i, :parts)
FROM unnest(ARRAY['employee', 'outbox', 'link']) AS t, generate_series(0, :parts - 1) AS i
\gexec
INSERT INTO employee SELECT * FROM siasn.employee;
INSERT INTO outbox SELECT * FROM siasn.outbox;
INSERT INTO link SELECT * FROM siasn.link;
ALTER TABLE employee ADD PRIMARY KEY (nip);
CREATE INDEX ON employee (due_at) WHERE due_at IS NOT NULL;
ALTER TABLE outbox ADD PRIMARY KEY (kind, src_id, nip);
CREATE INDEX ON outbox (nip);
CREATE INDEX ON outbox (state, kind) WHERE state <> 'done';
CREATE INDEX ON outbox (changed_at, kind, src_id);
CREATE INDEX ON outbox (state, changed_at, kind, src_id) WHERE state <> 'done';
CREATE INDEX ON outbox (kind, src_id) WHERE op = 'delete';
ALTER TABLE link ADD PRIMARY KEY (kind, src_id, nip), ADD UNIQUE (kind, siasn_id, nip);
CREATE INDEX ON link (nip);
VACUUM ANALYZE employee, outbox, link;
