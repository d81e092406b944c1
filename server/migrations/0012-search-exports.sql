-- Searching and sorting (ADR 0016), exports as files (ADR 0017).

-- Trusted since PostgreSQL 13, so the owner may make it; where the database has it already it stays where it is.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA platform;

-- The search key of a text; platform/vietnamese/fold.ts is its equal. It names its collation and reads no dictionary, so
-- that it gives the same on every server: generated columns and indexes are made of it.
CREATE FUNCTION platform.fold(text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(lower(regexp_replace(
  translate(normalize(text, NFD),
            U&'\0111\0110\00F0\00D0\0009\000A\000B\000C\000D\00A0\2003\2009\202F\3000\FEFF',
            'dddd           ') COLLATE "C",
  U&'[\0300-\036F]+| +(?= )', '', 'g')));
GRANT EXECUTE ON FUNCTION platform.fold(text) TO kho_application, kho_loader, kho_reader;

-- The fields of a dataset's newest structure that are searched or sorted: where readers look for their values. A text
-- that is the whole key stands in _key, which has its index.
CREATE FUNCTION warehouse.looked_up_fields(dataset uuid)
RETURNS TABLE (source text, is_searched boolean, is_sorted boolean)
LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT CASE WHEN k.is_key THEN '_key' ELSE f.value->>'id' END,
         coalesce((f.value->>'searched')::boolean, false),
         coalesce((f.value->>'indexed')::boolean, false) AND NOT k.is_key
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value),
       LATERAL (SELECT f.value->>'type' = 'text' AND (f.value->>'key')::boolean
                  AND jsonb_array_length(jsonb_path_query_array(s.fields, '$[*] ? (@.key == true)')) = 1 AS is_key) AS k
  WHERE s.dataset_id = dataset
    AND s.version = (SELECT max(n.version) FROM catalogue.structures AS n WHERE n.dataset_id = dataset)
$$;

-- What the structure asks for beyond keys and references is built with the rest. The folded text stands in the row:
-- every candidate of an index is compared again, and folding it anew would cost more than reading it.
ALTER FUNCTION warehouse.build_indexes(uuid) RENAME TO build_base_indexes;
CREATE FUNCTION warehouse.build_indexes(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  trigrams text := (SELECT format('%I.gin_trgm_ops', n.nspname) FROM pg_catalog.pg_extension AS e
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm');
  folded text;
  field record;
  is_filled boolean;
BEGIN
  PERFORM warehouse.build_base_indexes(dataset);
  FOR field IN SELECT * FROM warehouse.looked_up_fields(dataset) LOOP
    IF field.is_sorted THEN
      EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I (%I, _key)', name || '$' || field.source, name, field.source);
    END IF;
    CONTINUE WHEN NOT field.is_searched;
    folded := field.source || '_s';
    EXECUTE format('ALTER TABLE data.%I ADD COLUMN IF NOT EXISTS %I text GENERATED ALWAYS AS (platform.fold(%I)) STORED',
                   name, folded, field.source);
    -- A search walks through all that waits to be put in its place, so little of it may wait.
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I USING gin (%I %s) WITH (gin_pending_list_limit = 512)',
                   name || '$' || folded, name, folded, trigrams);
  END LOOP;
  FOR field IN SELECT a.attname AS id FROM pg_catalog.pg_attribute AS a
               WHERE a.attrelid = format('data.%I', name)::regclass AND a.attname LIKE '%\_s' AND NOT a.attisdropped
                 AND a.attname NOT IN (SELECT f.source || '_s' FROM warehouse.looked_up_fields(dataset) AS f WHERE f.is_searched) LOOP
    EXECUTE format('ALTER TABLE data.%I DROP COLUMN %I', name, field.id);
  END LOOP;
  -- Readers come before the server has looked at new rows by itself; without knowing them it plans badly.
  EXECUTE format('SELECT EXISTS (SELECT FROM data.%I)', name) INTO is_filled;
  IF is_filled THEN EXECUTE format('ANALYZE data.%I', name); END IF;
END $$;
GRANT EXECUTE ON FUNCTION warehouse.build_indexes(uuid) TO kho_loader;
REVOKE EXECUTE ON FUNCTION warehouse.build_base_indexes(uuid) FROM kho_loader;

-- One export: a question answered into a file. The question is kept as it was granted, so that work can begin again.
CREATE TABLE warehouse.exports (
  id                uuid PRIMARY KEY,
  dataset_id        uuid NOT NULL,
  dataset_code      text NOT NULL,
  state             text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  format            text NOT NULL CHECK (format IN ('csv', 'ndjson', 'json', 'geojson', 'xlsx')),
  account_id        text NOT NULL,
  account_name      text NOT NULL,
  unit_id           text NOT NULL,
  unit_name         text NOT NULL,
  requested_at      timestamptz NOT NULL,
  finished_at       timestamptz,
  expires_at        timestamptz,
  purpose           text,
  -- The question as asked, the fields it selects, and what of the dataset its asker may read: names of fields, and the rows.
  question          jsonb NOT NULL,
  fields            text[] NOT NULL,
  readable          text[] NOT NULL,
  row_scope         jsonb,
  structure_version integer NOT NULL,
  -- The apply whose state the file holds; known before the work when an earlier state is asked for.
  apply_number      bigint,
  is_past           boolean NOT NULL,
  attempts          integer NOT NULL DEFAULT 0,
  rows              bigint NOT NULL DEFAULT 0,
  total_rows        bigint,
  bytes             bigint NOT NULL DEFAULT 0,
  digest            text,
  problem           text
);
CREATE INDEX exports_unit ON warehouse.exports (unit_id, id);
CREATE INDEX exports_open ON warehouse.exports (id) WHERE state IN ('waiting', 'running');
CREATE INDEX exports_expiry ON warehouse.exports (expires_at);
REVOKE SELECT ON warehouse.exports FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES
  ('warehouse.exports', 'files made for readers and taken away again; the read log holds who took them');
