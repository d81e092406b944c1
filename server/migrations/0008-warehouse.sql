-- Submissions, the dataset tables and what proves them (Điều 1.1, 5.2, 8, 13.3).
-- data.<dataset> holds what is in force, history.<dataset> the superseded versions, staging.* what is being checked.

SELECT platform.open_module('warehouse');

CREATE SCHEMA data;
CREATE SCHEMA history;
CREATE SCHEMA staging;
GRANT USAGE ON SCHEMA data, history TO kho_loader, kho_reader;
GRANT USAGE, CREATE ON SCHEMA staging TO kho_loader;

-- One delivery of a unit. The raw bytes are kept as evidence under their digest.
CREATE TABLE warehouse.submissions (
  id                uuid PRIMARY KEY,
  dataset_id        uuid NOT NULL,
  dataset_code      text NOT NULL,
  state             text NOT NULL CHECK (state IN ('received', 'applied', 'rejected', 'failed')),
  load              text NOT NULL CHECK (load IN ('full')),
  channel           text NOT NULL CHECK (channel IN ('portal', 'api', 'cli')),
  account_id        text NOT NULL,
  account_name      text NOT NULL,
  unit_id           text NOT NULL,
  unit_name         text NOT NULL,
  received_at       timestamptz NOT NULL,
  finished_at       timestamptz,
  file_name         text,
  bytes             bigint NOT NULL,
  digest            text NOT NULL,
  structure_version integer NOT NULL,
  sent              bigint,
  rejected          bigint,
  duplicate         bigint,
  unchanged         bigint,
  inserted          bigint,
  changed           bigint,
  deleted           bigint,
  faulty_rows       bigint,
  apply_number      bigint,
  journal_entry     uuid,
  problem           text,
  -- The balance: every row sent is accounted for (accepted = inserted + changed).
  CONSTRAINT balanced CHECK (state IN ('received', 'failed') OR sent = inserted + changed + rejected + duplicate + unchanged)
);
CREATE INDEX submissions_dataset ON warehouse.submissions (dataset_id, id);
CREATE INDEX submissions_unit ON warehouse.submissions (unit_id, id);
CREATE INDEX submissions_open ON warehouse.submissions (id) WHERE state = 'received';
SELECT journal.govern('warehouse.submissions');

-- How far the work on a submission is; rewritten often, worth nothing afterwards.
CREATE TABLE warehouse.progress (
  submission_id uuid PRIMARY KEY REFERENCES warehouse.submissions,
  attempts      integer NOT NULL DEFAULT 1,
  stage         text NOT NULL CHECK (stage IN ('reading', 'checking', 'comparing', 'applying', 'sealing')),
  rows          bigint NOT NULL,
  total_rows    bigint,
  percent       integer NOT NULL CHECK (percent BETWEEN 0 AND 100)
);

-- What is wrong with a submission: how often each rule was broken, and where.
CREATE TABLE warehouse.fault_counts (
  submission_id uuid NOT NULL REFERENCES warehouse.submissions,
  rule          text NOT NULL,
  field         text NOT NULL,
  count         bigint NOT NULL,
  PRIMARY KEY (submission_id, rule, field)
);
CREATE TABLE warehouse.faults (
  submission_id uuid NOT NULL REFERENCES warehouse.submissions,
  row           bigint NOT NULL,
  rule          text NOT NULL,
  field         text NOT NULL,
  value         text,
  PRIMARY KEY (submission_id, row, rule, field)
);
INSERT INTO platform.operational_tables VALUES
  ('warehouse.progress', 'progress of work under way'),
  ('warehouse.fault_counts', 'report on a file, not data of the warehouse'),
  ('warehouse.faults', 'report on a file, not data of the warehouse');

-- One transaction that changed a dataset. merkle_root is over the row leaves of warehouse.row_leaves (ADR 0003).
CREATE TABLE warehouse.applies (
  dataset_id        uuid NOT NULL,
  number            bigint NOT NULL,
  at                timestamptz NOT NULL,
  submission_id     uuid NOT NULL REFERENCES warehouse.submissions,
  structure_version integer NOT NULL,
  leaves            bigint NOT NULL,
  merkle_root       bytea NOT NULL CHECK (octet_length(merkle_root) = 32),
  PRIMARY KEY (dataset_id, number)
);
SELECT journal.govern('warehouse.applies');

-- The row leaves of an apply in order, 256 to a chunk: operation ‖ commitment before ‖ commitment after, 65 bytes each.
-- Commitments only: values and salts stand in data and history, and can lawfully be erased there.
CREATE TABLE warehouse.row_leaves (
  dataset_id uuid NOT NULL,
  apply      bigint NOT NULL,
  chunk      integer NOT NULL,
  leaves     bytea NOT NULL CHECK (octet_length(leaves) % 65 = 0),
  PRIMARY KEY (dataset_id, apply, chunk)
);
ALTER TABLE warehouse.row_leaves ALTER COLUMN leaves SET STORAGE EXTERNAL;
SELECT journal.govern('warehouse.row_leaves');

-- What a dataset holds now; the maintained count of its rows.
CREATE TABLE warehouse.states (
  dataset_id   uuid PRIMARY KEY,
  apply_number bigint NOT NULL,
  records      bigint NOT NULL
);
SELECT journal.govern('warehouse.states');

-- What proves a load is written once, by the loader; a faulty cell is nobody's business but its sender's.
REVOKE INSERT, UPDATE, DELETE ON warehouse.applies, warehouse.row_leaves FROM kho_application;
REVOKE SELECT ON warehouse.faults FROM kho_reader;
GRANT INSERT, UPDATE ON warehouse.submissions, warehouse.states TO kho_loader;
GRANT INSERT ON warehouse.applies, warehouse.row_leaves TO kho_loader;
GRANT INSERT, UPDATE, DELETE ON warehouse.progress, warehouse.faults, warehouse.fault_counts TO kho_loader;

-- Every day a date field may hold; a join with it is seven times cheaper than checking by pattern and arithmetic.
CREATE TABLE warehouse.calendar (day text PRIMARY KEY);
INSERT INTO warehouse.calendar
SELECT to_char(day, 'YYYY-MM-DD') FROM generate_series('1800-01-01'::timestamp, '2199-12-31', '1 day') AS day;
ANALYZE warehouse.calendar;
REVOKE INSERT, UPDATE, DELETE ON warehouse.calendar FROM kho_application;
INSERT INTO platform.operational_tables VALUES ('warehouse.calendar', 'constant, filled by a migration');

-- The table a dataset's code names in schemas data, history and staging.
CREATE FUNCTION warehouse.table_name(code text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT replace(code, '-', '_') $$;

CREATE FUNCTION warehouse.column_type(field_type text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE field_type WHEN 'text' THEN 'text' WHEN 'integer' THEN 'bigint' WHEN 'decimal' THEN 'numeric'
                         WHEN 'date' THEN 'date' WHEN 'boolean' THEN 'boolean' END
$$;

-- The declared fields of a structure version, in the order of their ids. Values that others point at, look up or are
-- limited to have an index; a text that is the whole key has it as _key, where readers look for it.
CREATE FUNCTION warehouse.declared_fields(dataset uuid, structure_version integer)
RETURNS TABLE (id text, type text, indexed boolean)
LANGUAGE sql STABLE AS $$
  SELECT f.value->>'id', f.value->>'type',
         ((f.value->>'unique')::boolean OR (f.value->>'territory')::boolean OR f.value->'references' <> 'null'::jsonb)
         AND NOT (f.value->>'type' = 'text' AND (f.value->>'key')::boolean
                  AND jsonb_array_length(jsonb_path_query_array(s.fields, '$[*] ? (@.key == true)')) = 1)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) WITH ORDINALITY AS f (value, place)
  WHERE s.dataset_id = dataset AND s.version = structure_version
  ORDER BY f.place
$$;

-- A `$` stands in no dataset's code, so an index never has the name of another dataset's table. Rows are found by their
-- place in an apply for the feed of changes.
CREATE FUNCTION warehouse.build_indexes(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  code text := (SELECT d.code FROM catalogue.datasets AS d WHERE d.id = dataset);
  name text := warehouse.table_name(code);
  field record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = format('data.%I', name)::regclass AND contype = 'p') THEN
    EXECUTE format('ALTER TABLE data.%1$I ADD CONSTRAINT %2$I PRIMARY KEY (_key)', name, name || '$key');
  END IF;
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I (_since, _ordinal)', name || '$since', name);
  FOR field IN SELECT DISTINCT f.id FROM catalogue.structures AS s, warehouse.declared_fields(dataset, s.version) AS f
               WHERE s.dataset_id = dataset AND f.indexed LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I (%I, _key)', name || '$' || field.id, name, field.id);
  END LOOP;
END $$;

-- Makes or widens the tables of a dataset from its declared structure. The application owns nothing and has no DDL:
-- this function, run as the owner, is the only way a dataset table comes to be, and it takes its columns from the catalogue.
CREATE FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  code text := (SELECT d.code FROM catalogue.datasets AS d WHERE d.id = dataset);
  name text := warehouse.table_name(code);
  is_new boolean;
  field record;
BEGIN
  IF code IS NULL THEN RAISE EXCEPTION 'dataset % is not registered', dataset; END IF;
  is_new := to_regclass(format('data.%I', name)) IS NULL;
  IF is_new THEN
    EXECUTE format('CREATE TABLE data.%I (
      _key text NOT NULL, _since bigint NOT NULL, _ordinal integer NOT NULL, _salt uuid NOT NULL)', name);
    EXECUTE format('CREATE TABLE history.%I (
      _key text NOT NULL, _since bigint NOT NULL, _ordinal integer NOT NULL, _salt uuid NOT NULL,
      _until bigint NOT NULL, _until_ordinal integer NOT NULL, PRIMARY KEY (_key, _since))', name);
    EXECUTE format('CREATE INDEX %I ON history.%I (_since, _ordinal)', name || '$since', name);
    EXECUTE format('CREATE INDEX %I ON history.%I (_until, _until_ordinal)', name || '$until', name);
  END IF;
  FOR field IN SELECT * FROM warehouse.declared_fields(dataset, structure_version) LOOP
    EXECUTE format('ALTER TABLE data.%I ADD COLUMN IF NOT EXISTS %I %s', name, field.id, warehouse.column_type(field.type));
    EXECUTE format('ALTER TABLE history.%I ADD COLUMN IF NOT EXISTS %I %s', name, field.id, warehouse.column_type(field.type));
  END LOOP;
  PERFORM warehouse.build_indexes(dataset);
  IF is_new THEN
    PERFORM journal.govern(format('data.%I', name)::regclass), journal.govern(format('history.%I', name)::regclass);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON data.%1$I TO kho_loader', name);
    EXECUTE format('GRANT SELECT, INSERT ON history.%1$I TO kho_loader', name);
    EXECUTE format('GRANT SELECT ON data.%1$I, history.%1$I TO kho_reader', name);
  END IF;
END $$;

-- Before the first rows of an empty dataset come in, its indexes are taken off: building them once afterwards is
-- cheaper than keeping them up row by row. Refuses a table that holds rows.
CREATE FUNCTION warehouse.strip_indexes(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  is_filled boolean;
  index_name text;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM data.%I)', name) INTO is_filled;
  IF is_filled THEN RAISE EXCEPTION 'data.% holds rows; its indexes stay', name; END IF;
  EXECUTE format('TRUNCATE data.%I', name);
  EXECUTE format('ALTER TABLE data.%I DROP CONSTRAINT %I', name, name || '$key');
  FOR index_name IN SELECT i.indexrelid::regclass::text FROM pg_catalog.pg_index AS i
                    WHERE i.indrelid = format('data.%I', name)::regclass LOOP
    EXECUTE 'DROP INDEX ' || index_name;
  END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION warehouse.make_dataset_tables(uuid, integer) TO kho_application;
GRANT EXECUTE ON FUNCTION warehouse.strip_indexes(uuid), warehouse.build_indexes(uuid) TO kho_loader;
GRANT EXECUTE ON FUNCTION warehouse.table_name(text) TO kho_application, kho_loader, kho_reader;
