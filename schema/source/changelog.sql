-- Optional change log: triggers on the site's own tables write down which source rows changed, so that siasnd reads changes
-- instead of whole views. Load after contract.sql, then call siasn_src.watch() for each base table (example/triggers.sql).
--
--   siasn_src.watch('simpeg.riwayat_jabatan', 'v_rw_jabatan', 'id')      rows of a base table are rows of a view
--   siasn_src.watch_children('simpeg.pegawai', 'id', '{nip}', ...)       a column of the parent shows in a child's view
--   siasn_src.watch_rescan('siasn_map.unor', 'v_unor', 'v_rw_jabatan')   a mapping changes many rows: rescan the views
--
-- Cost: the triggers fire once a statement, over transition tables, so an UPDATE of 100,000 rows is one INSERT ... SELECT.
-- An UPDATE that leaves a row as it was logs nothing. NOTIFY siasn_change is sent once a transaction (PostgreSQL folds equal
-- notices). Ordinary SIMPEG users need no right on siasn_src: the functions run as their owner with a fixed search_path.
--
-- Reading: the daemon takes rows with xid < pg_snapshot_xmin(pg_current_snapshot()), so that a long transaction that commits
-- late is never skipped. The log only makes it fast: the nightly scan finds whatever a disabled trigger has missed.
--
-- src_id is the key as text; several key columns are joined with |, as the view must do. NULL = rescan the whole view.

CREATE TABLE IF NOT EXISTS siasn_src.change_log (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    view_name text NOT NULL,
    src_id    text,
    xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at        timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE INDEX IF NOT EXISTS change_log_xid_id ON siasn_src.change_log (xid, id);
COMMENT ON TABLE siasn_src.change_log IS 'siasn-sync: source rows that changed; src_id NULL = rescan the whole view';

-- Trigger function. Arguments: view name, key column(s) of the base table. Logs old and new keys, both when the key changes.
-- FOR EACH STATEMENT it needs the transition tables siasn_old and siasn_new (watch() declares them); FOR EACH ROW it works
-- too, for tables that cannot have them, at the price of a call a row.
CREATE OR REPLACE FUNCTION siasn_src.log_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
    kunci text := (SELECT string_agg(format('siasn_row.%I::text', a), ' || ''|'' || ' ORDER BY i)
                     FROM unnest(TG_ARGV) WITH ORDINALITY AS t (a, i) WHERE i > 1);
    sumber text;
    n bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        sumber := 'SELECT NULL';
    ELSIF TG_LEVEL = 'ROW' THEN
        IF TG_OP = 'UPDATE' AND OLD *= NEW THEN
            RETURN NULL;
        END IF;
        sumber := concat_ws(' UNION ',
            CASE WHEN TG_OP <> 'INSERT' THEN format('SELECT %s FROM (SELECT ($2).*) AS siasn_row', kunci) END,
            CASE WHEN TG_OP <> 'DELETE' THEN format('SELECT %s FROM (SELECT ($3).*) AS siasn_row', kunci) END);
    ELSIF TG_OP = 'UPDATE' THEN
        -- rows that stand in only one of the two tables: content that left, content that came
        sumber := format('SELECT DISTINCT k FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s)) AS beda',
                         format('SELECT %s AS k, ROW(siasn_row.*)::text FROM siasn_old AS siasn_row', kunci),
                         format('SELECT %s AS k, ROW(siasn_row.*)::text FROM siasn_new AS siasn_row', kunci));
    ELSE
        sumber := format('SELECT %s FROM %I AS siasn_row', kunci, CASE TG_OP WHEN 'INSERT' THEN 'siasn_new' ELSE 'siasn_old' END);
    END IF;
    EXECUTE 'INSERT INTO siasn_src.change_log (view_name, src_id) SELECT $1, k FROM (' || sumber || ') AS s (k)'
      USING TG_ARGV[0], OLD, NEW;
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n > 0 THEN
        PERFORM pg_notify('siasn_change', '');
    END IF;
    RETURN NULL;
END $$;

-- Trigger function. Arguments: parent key, watched parent columns as an array literal, view, child table, foreign key column
-- of the child, child key. Logs the child rows of every parent row in which a watched column changed.
CREATE OR REPLACE FUNCTION siasn_src.log_children() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
    n bigint;
BEGIN
    EXECUTE format('INSERT INTO siasn_src.change_log (view_name, src_id)
                    SELECT DISTINCT $1, anak.%1$I::text FROM %2$s AS anak
                      JOIN (SELECT lama.%4$I AS kunci FROM siasn_old AS lama JOIN siasn_new AS baru ON baru.%4$I = lama.%4$I
                             WHERE (%5$s) IS DISTINCT FROM (%6$s)) AS induk ON anak.%3$I = induk.kunci',
                   TG_ARGV[5], TG_ARGV[3], TG_ARGV[4], TG_ARGV[0],
                   (SELECT 'ROW(' || string_agg(format('lama.%I', c), ', ') || ')' FROM unnest(TG_ARGV[1]::text[]) AS c),
                   (SELECT 'ROW(' || string_agg(format('baru.%I', c), ', ') || ')' FROM unnest(TG_ARGV[1]::text[]) AS c))
      USING TG_ARGV[2];
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n > 0 THEN
        PERFORM pg_notify('siasn_change', '');
    END IF;
    RETURN NULL;
END $$;

-- Trigger function for mapping and reference tables. Arguments: view names. Logs a rescan of each, once a transaction.
CREATE OR REPLACE FUNCTION siasn_src.log_rescan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    berubah boolean := true;
    n bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        berubah := EXISTS (SELECT FROM siasn_new);
    ELSIF TG_OP = 'DELETE' THEN
        berubah := EXISTS (SELECT FROM siasn_old);
    ELSIF TG_OP = 'UPDATE' THEN
        berubah := EXISTS (SELECT ROW(o.*)::text FROM siasn_old AS o EXCEPT ALL SELECT ROW(n.*)::text FROM siasn_new AS n);
    END IF;
    IF berubah THEN
        INSERT INTO siasn_src.change_log (view_name)
        SELECT v FROM unnest(TG_ARGV) AS v
         WHERE NOT EXISTS (SELECT FROM siasn_src.change_log AS c WHERE c.xid = pg_current_xact_id() AND c.view_name = v AND c.src_id IS NULL);
        GET DIAGNOSTICS n = ROW_COUNT;
        IF n > 0 THEN
            PERFORM pg_notify('siasn_change', '');
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Creates the statement triggers of one function on a table: prefix_ins, prefix_upd, prefix_del, prefix_trn.
CREATE OR REPLACE FUNCTION siasn_src.create_triggers(tbl regclass, prefix text, func text, args text[], events text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    e text;
    nama text;
BEGIN
    FOREACH e IN ARRAY events LOOP
        nama := left(prefix, 58) || '_' || CASE e WHEN 'INSERT' THEN 'ins' WHEN 'UPDATE' THEN 'upd' WHEN 'DELETE' THEN 'del' ELSE 'trn' END;
        EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', nama, tbl);
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION siasn_src.%I(%s)', nama, e, tbl,
            CASE e WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS siasn_new' WHEN 'DELETE' THEN 'REFERENCING OLD TABLE AS siasn_old'
                   WHEN 'UPDATE' THEN 'REFERENCING OLD TABLE AS siasn_old NEW TABLE AS siasn_new' ELSE '' END,
            func, (SELECT string_agg(quote_literal(a), ', ' ORDER BY i) FROM unnest(args) WITH ORDINALITY AS t (a, i)));
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION siasn_src.watch(tbl regclass, view_name text, VARIADIC key_columns text[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT siasn_src.create_triggers(tbl, 'siasn_' || view_name, 'log_change', view_name || key_columns, '{INSERT,UPDATE,DELETE,TRUNCATE}')
$$;

CREATE OR REPLACE FUNCTION siasn_src.watch_children(parent regclass, parent_key text, watched text[], view_name text,
                                                    child regclass, child_fk text, child_key text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT siasn_src.create_triggers(parent, 'siasn_' || view_name || '_anak', 'log_children',
                                     array[parent_key, watched::text, view_name, child::text, child_fk, child_key], '{UPDATE}')
$$;

CREATE OR REPLACE FUNCTION siasn_src.watch_rescan(tbl regclass, VARIADIC views text[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT siasn_src.create_triggers(tbl, 'siasn_rescan', 'log_rescan', views, '{INSERT,UPDATE,DELETE,TRUNCATE}')
$$;

-- Forgets entries older than keep; returns how many. Run daily by the owner (cron or pg_cron). What a daemon that was away
-- longer than keep has missed, its next scan finds.
CREATE OR REPLACE FUNCTION siasn_src.change_log_prune(keep interval DEFAULT '14 days') RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    WITH usang AS (DELETE FROM siasn_src.change_log WHERE at < now() - keep RETURNING 1) SELECT count(*) FROM usang
$$;

REVOKE ALL ON FUNCTION siasn_src.log_change(), siasn_src.log_children(), siasn_src.log_rescan(),
    siasn_src.create_triggers(regclass, text, text, text[], text[]), siasn_src.watch(regclass, text, text[]),
    siasn_src.watch_children(regclass, text, text[], text, regclass, text, text), siasn_src.watch_rescan(regclass, text[]),
    siasn_src.change_log_prune(interval) FROM PUBLIC;
-- The daemon reads the log with the same read-only role:  GRANT SELECT ON siasn_src.change_log TO siasn_reader;
