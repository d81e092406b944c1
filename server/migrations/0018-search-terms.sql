-- A search looks among the distinct texts of a field, not among its rows (ADR 0022). Derived from the data and made
-- anew from it at any time; nobody but the owner writes here.
CREATE SCHEMA search;
GRANT USAGE ON SCHEMA search TO kho_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA search GRANT SELECT ON TABLES TO kho_reader;

-- Makes what the searched fields of a dataset need and takes away what those that are no longer searched needed: beside
-- each its folded text, and in schema search its terms, each with the number of rows in force that hold it.
CREATE FUNCTION warehouse.build_search(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  trigrams text := (SELECT format('%I.gin_trgm_ops', n.nspname) FROM pg_catalog.pg_extension AS e
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm');
  searched text[] := ARRAY(SELECT f.source FROM warehouse.looked_up_fields(dataset) AS f WHERE f.is_searched);
  source text;
  terms text;
BEGIN
  FOREACH source IN ARRAY searched LOOP
    EXECUTE format('ALTER TABLE data.%I ADD COLUMN IF NOT EXISTS %I text GENERATED ALWAYS AS (platform.fold(%I)) STORED',
                   name, source || '_s', source);
    -- Any text has a hash, however long it is.
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I (hashtextextended(%I, 0))',
                   name || '$' || source || '_h', name, source || '_s');
    terms := name || '$' || source;
    CONTINUE WHEN to_regclass(format('search.%I', terms)) IS NOT NULL;
    EXECUTE format('CREATE TABLE search.%I (term text COLLATE "C" NOT NULL, rows bigint NOT NULL CHECK (rows > 0))', terms);
    EXECUTE format('INSERT INTO search.%1$I SELECT %2$I, count(*) FROM data.%3$I WHERE %2$I IS NOT NULL GROUP BY %2$I',
                   terms, source || '_s', name);
    EXECUTE format('CREATE INDEX %I ON search.%I (hashtextextended(term, 0))', terms || '$hash', terms);
    -- A search walks through all that waits to be put in its place, so little of it may wait.
    EXECUTE format('CREATE INDEX %I ON search.%I USING gin (term %s) WITH (gin_pending_list_limit = 512)',
                   terms || '$parts', terms, trigrams);
    EXECUTE format('ANALYZE search.%I', terms);
    PERFORM journal.govern(format('search.%I', terms)::regclass);
  END LOOP;
  FOR source IN SELECT left(a.attname, -2) FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = format('data.%I', name)::regclass AND a.attname LIKE '%\_s' AND NOT a.attisdropped
                  AND left(a.attname, -2) <> ALL (searched) LOOP
    EXECUTE format('ALTER TABLE data.%I DROP COLUMN %I', name, source || '_s');
    EXECUTE format('DROP TABLE IF EXISTS search.%I', name || '$' || source);
  END LOOP;
END $$;

-- Brings the terms of a dataset up to what an apply changed. A row whose text stayed is not looked at again.
CREATE FUNCTION warehouse.count_terms(dataset uuid, apply bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  source text;
BEGIN
  FOR source IN SELECT f.source FROM warehouse.looked_up_fields(dataset) AS f WHERE f.is_searched LOOP
    EXECUTE format($sql$
      -- A full join is never done row by row, whatever PostgreSQL still believes of rows written a moment ago.
      WITH pairs AS MATERIALIZED (
        SELECT n.term, o.text FROM (SELECT _key, %2$I AS text, %3$I AS term FROM data.%1$I WHERE _since = $1) AS n
        FULL JOIN (SELECT _key, %2$I AS text FROM history.%1$I WHERE _until = $1) AS o ON o._key = n._key
        WHERE n.text IS DISTINCT FROM o.text),
      moved AS MATERIALIZED (
        SELECT m.term, sum(m.rows) AS rows
        FROM (SELECT term, 1 AS rows FROM pairs UNION ALL SELECT platform.fold(text), -1 FROM pairs) AS m
        WHERE m.term IS NOT NULL GROUP BY m.term HAVING sum(m.rows) <> 0),
      gone AS (
        DELETE FROM search.%4$I AS t USING moved AS m
        WHERE hashtextextended(t.term, 0) = hashtextextended(m.term, 0) AND t.term = m.term AND t.rows + m.rows = 0),
      changed AS (
        UPDATE search.%4$I AS t SET rows = t.rows + m.rows FROM moved AS m
        WHERE hashtextextended(t.term, 0) = hashtextextended(m.term, 0) AND t.term = m.term AND t.rows + m.rows <> 0)
      INSERT INTO search.%4$I
      SELECT m.term, m.rows FROM moved AS m
      WHERE NOT EXISTS (SELECT FROM search.%4$I AS t
                        WHERE hashtextextended(t.term, 0) = hashtextextended(m.term, 0) AND t.term = m.term)
    $sql$, name, source, source || '_s', name || '$' || source) USING apply;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION warehouse.build_indexes(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  field record;
  is_filled boolean;
BEGIN
  PERFORM warehouse.build_base_indexes(dataset);
  FOR field IN SELECT f.source FROM warehouse.looked_up_fields(dataset) AS f WHERE f.is_sorted LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I (%I, _key)', name || '$' || field.source, name, field.source);
  END LOOP;
  PERFORM warehouse.build_search(dataset);
  -- Readers come before the server has looked at new rows by itself; without knowing them it plans badly.
  EXECUTE format('SELECT EXISTS (SELECT FROM data.%I)', name) INTO is_filled;
  IF is_filled THEN EXECUTE format('ANALYZE data.%I', name); END IF;
END $$;

-- Beside the indexes the terms go as well: they are counted at once when the first rows are in.
CREATE OR REPLACE FUNCTION warehouse.strip_indexes(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  is_filled boolean;
  relation text;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM data.%I)', name) INTO is_filled;
  IF is_filled THEN RAISE EXCEPTION 'data.% holds rows; its indexes stay', name; END IF;
  EXECUTE format('TRUNCATE data.%I', name);
  EXECUTE format('ALTER TABLE data.%I DROP CONSTRAINT %I', name, name || '$key');
  FOR relation IN SELECT i.indexrelid::regclass::text FROM pg_catalog.pg_index AS i
                  WHERE i.indrelid = format('data.%I', name)::regclass LOOP
    EXECUTE 'DROP INDEX ' || relation;
  END LOOP;
  FOR relation IN SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c
                  WHERE c.relnamespace = 'search'::regnamespace AND c.relkind = 'r' AND starts_with(c.relname, name || '$') LOOP
    EXECUTE 'DROP TABLE ' || relation;
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION warehouse.count_terms(uuid, bigint) TO kho_loader;

-- Datasets that are there already.
DO $$
DECLARE
  dataset record;
  field record;
BEGIN
  FOR dataset IN SELECT d.id, warehouse.table_name(d.code) AS name FROM catalogue.datasets AS d
                 WHERE to_regclass(format('data.%I', warehouse.table_name(d.code))) IS NOT NULL LOOP
    FOR field IN SELECT f.source FROM warehouse.looked_up_fields(dataset.id) AS f WHERE f.is_searched LOOP
      EXECUTE format('DROP INDEX IF EXISTS data.%I', dataset.name || '$' || field.source || '_s');
    END LOOP;
    PERFORM warehouse.build_search(dataset.id);
  END LOOP;
END $$;
