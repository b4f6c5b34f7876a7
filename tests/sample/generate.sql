-- Fills schema simpeg (simpeg.sql) with a made-up regency. psql variables: size (employees, default 1000), seed (default 1).
--   psql -v size=1000 -v seed=7 -f generate.sql
-- Same size and seed, same data. Every person, number and place is invented.
\set QUIET on
\set ON_ERROR_STOP on
\if :{?size} \else \set size 1000 \endif
\if :{?seed} \else \set seed 1 \endif
SET client_min_messages = warning;
SET search_path = pg_catalog;
SET synchronous_commit = off;
BEGIN;
\ir gen_helpers.sql
\ir gen_reference.sql
\ir gen_units.sql
\ir gen_people.sql
\ir gen_career.sql
\ir gen_training.sql
\ir gen_other.sql
\ir gen_kinds.sql
\ir gen_defects.sql
COMMIT;
ANALYZE;
