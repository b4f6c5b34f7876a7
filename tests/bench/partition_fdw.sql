-- Half of the persons by hash of nip on this server, half on the one at :port: employee, outbox and link of schema siasn in :schema.
-- PostgreSQL has no keys over foreign partitions; each server has its own.
CREATE EXTENSION IF NOT EXISTS postgres_fdw;
CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port :'port', dbname 'siasn_state', fetch_size '1000', batch_size '100');
CREATE USER MAPPING FOR CURRENT_USER SERVER other OPTIONS (user 'stage');
CREATE SCHEMA :schema;
SET search_path = :schema;
CREATE TABLE employee (LIKE siasn.employee INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
CREATE TABLE outbox (LIKE siasn.outbox INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
CREATE TABLE link (LIKE siasn.link INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (nip);
SELECT format('CREATE TABLE %1$s_0 PARTITION OF %1$s FOR VALUES WITH (MODULUS 2, REMAINDER 0)', t),
       format('CREATE FOREIGN TABLE %1$s_1 PARTITION OF %1$s FOR VALUES WITH (MODULUS 2, REMAINDER 1) SERVER other OPTIONS (schema_name ''siasn'', table_name %1$L)', t)
FROM unnest(ARRAY['employee', 'outbox', 'link']) AS t
\gexec
INSERT INTO employee SELECT * FROM siasn.employee;
INSERT INTO outbox SELECT * FROM siasn.outbox;
INSERT INTO link SELECT * FROM siasn.link;
ALTER TABLE employee_0 ADD PRIMARY KEY (nip);
CREATE INDEX ON employee_0 (due_at) WHERE due_at IS NOT NULL;
ALTER TABLE outbox_0 ADD PRIMARY KEY (kind, src_id);
CREATE INDEX ON outbox_0 (nip);
ALTER TABLE link_0 ADD PRIMARY KEY (kind, src_id), ADD UNIQUE (kind, siasn_id);
CREATE INDEX ON link_0 (nip);
ANALYZE employee;
ANALYZE outbox;
ANALYZE link;
