-- The second lock (Điều 11.2, 18.2; ADR 0038): the database itself holds readers to the rows and fields they were allowed.
-- Readers look at no table of a dataset, but through windows: views of some fields, owned by the role of a reach. A window
-- shows nothing but to a transaction that was told its name, and row security the rows it was told besides.

CREATE SCHEMA shown;
GRANT USAGE ON SCHEMA shown TO kho_reader, kho_whole, kho_territory, kho_part;
-- Who is given a view must be able to have one there; nobody signs in as one of them.
GRANT CREATE ON SCHEMA shown TO kho_whole, kho_territory, kho_part;
GRANT USAGE ON SCHEMA data, history TO kho_whole, kho_territory, kho_part;

-- Derived like what stands in staging: a window is made when it is first looked through.
CREATE OR REPLACE FUNCTION journal.is_unwatched(schema_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(schema_name IN ('staging', 'public', 'shown') OR schema_name ~ '^pg_(toast_)?temp', false)
$$;

-- Fields by whose values rows may be told apart for readers, in any version of the structure: the ward, and code lists.
CREATE FUNCTION warehouse.scope_fields(dataset uuid) RETURNS TABLE (id text, is_territory boolean)
LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT f.value->>'id', bool_or((f.value->>'territory')::boolean)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value)
  WHERE s.dataset_id = dataset AND ((f.value->>'territory')::boolean OR f.value->'codeList' <> 'null'::jsonb)
  GROUP BY 1 ORDER BY 1
$$;

-- The field a territory is told by, where it has always been the same.
CREATE FUNCTION warehouse.territory_field(dataset uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(f.id) END FROM warehouse.scope_fields(dataset) AS f WHERE f.is_territory
$$;

-- Row security of a dataset's tables. No policy asks another table, so that they also hold where rows are spread over
-- several servers; a setting that is missing is equal to nothing. A territory is compared by nothing else, so that its index
-- serves. The CASE keeps the planner from believing that next to no row passes.
CREATE FUNCTION warehouse.secure_rows(dataset uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  name text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  territory text := warehouse.territory_field(dataset);
  listed text := $q$%1$I::text = ANY (nullif(current_setting('kho.rows_%1$s', true), '')::text[])$q$;
  part text := (SELECT string_agg(format($q$CASE WHEN current_setting('kho.rows_%s', true) = '{*}' THEN true ELSE %s END$q$, f.id, format(listed, f.id)), ' AND ' ORDER BY f.id)
                FROM warehouse.scope_fields(dataset) AS f);
  relation text;
BEGIN
  FOREACH relation IN ARRAY ARRAY[format('data.%I', name), format('history.%I', name)] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
    EXECUTE format('GRANT SELECT ON %s TO kho_whole, kho_territory, kho_part', relation);
    EXECUTE format('REVOKE SELECT ON %s FROM kho_reader', relation);
    EXECUTE format('DROP POLICY IF EXISTS loaded ON %1$s; DROP POLICY IF EXISTS whole ON %1$s;
                    DROP POLICY IF EXISTS territory ON %1$s; DROP POLICY IF EXISTS part ON %1$s', relation);
    EXECUTE format('CREATE POLICY loaded ON %s TO kho_loader USING (true) WITH CHECK (true)', relation);
    EXECUTE format('CREATE POLICY whole ON %s FOR SELECT TO kho_whole USING (true)', relation);
    IF territory IS NOT NULL THEN
      EXECUTE format('CREATE POLICY territory ON %s FOR SELECT TO kho_territory USING (%s)', relation, format(listed, territory));
    END IF;
    IF part IS NOT NULL THEN
      EXECUTE format('CREATE POLICY part ON %s FOR SELECT TO kho_part USING (%s)', relation, part);
    END IF;
  END LOOP;
END $$;

ALTER FUNCTION warehouse.make_dataset_tables(uuid, integer) RENAME TO make_base_tables;
REVOKE EXECUTE ON FUNCTION warehouse.make_base_tables(uuid, integer) FROM kho_application;
CREATE FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM warehouse.make_base_tables(dataset, structure_version), warehouse.secure_rows(dataset);
END $$;
GRANT EXECUTE ON FUNCTION warehouse.make_dataset_tables(uuid, integer) TO kho_application;

-- What a mask leaves of a value (Điều 18.2), as SQL over its column: of a text its last characters, at most three and at
-- most a quarter of them, or of an address what stands behind house and street; of a day its year; of a place the cell it
-- lies in; or a pseudonym of the canonical text under the key the transaction was given.
CREATE FUNCTION warehouse.masked(field text, type text, mask text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT format(CASE type || ' ' || mask
    WHEN 'text lastDigits' THEN $q$repeat('•', length(%1$I) - least(3, length(%1$I) / 4)) || right(%1$I, least(3, length(%1$I) / 4))$q$
    WHEN 'text area' THEN $q$CASE WHEN strpos(%1$I, ',') > 0 THEN nullif(btrim(substr(%1$I, strpos(%1$I, ',') + 1)), '') END$q$
    WHEN 'date yearOnly' THEN $q$to_char(%1$I, 'YYYY')$q$
    WHEN 'bytea area' THEN $q$platform.area_of(center(warehouse.box_of(%1$I)))$q$
    ELSE CASE WHEN mask = 'pseudonym' THEN format($q$platform.pseudonym(%s, decode(nullif(current_setting('kho.pseudonym_key', true), ''), 'base64'))$q$,
      CASE type WHEN 'bytea' THEN $q$upper(encode(%1$I, 'hex'))$q$ ELSE $q$%1$I::text$q$ END) END
  END, field)
$$;

-- Makes the window of some fields, unless it is there, and tells its name, its reach and what a part may be told by: the rows
-- in force, the versions that ended, and both, each with the end it has not come to. Rows keep apart for whoever may not see
-- by what: their keys are then digests of their salts. Salts themselves are for who sees all there is.
CREATE FUNCTION warehouse.open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean)
RETURNS TABLE (name text, reach text, scope_fields text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  source text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
  key text := CASE WHEN shows_key THEN '_key' ELSE $q$left(encode(sha256(uuid_send(_salt)), 'hex'), 32) AS _key$q$ END;
  salt text := CASE WHEN shows_salt THEN ', _salt' ELSE '' END;
  told text := $q$current_setting('kho.window', true) = %L$q$;
  columns text;
  folded text;
  own text;
  view text;
BEGIN
  IF scopes = '{}' THEN reach := 'whole';
  ELSIF scopes = ARRAY[warehouse.territory_field(dataset)] THEN reach := 'territory';
  ELSE reach := 'part';
  END IF;
  scope_fields := ARRAY(SELECT f.id FROM warehouse.scope_fields(dataset) AS f);
  SELECT string_agg(format(', %s AS %I', CASE WHEN f.mask IS NULL THEN quote_ident(f.id)
           ELSE warehouse.masked(f.id, format_type(a.atttypid, NULL), f.mask) END, f.id), '' ORDER BY f.id)
    INTO STRICT columns
  FROM jsonb_to_recordset(fields) AS f (id text, mask text)
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = format('data.%I', source)::regclass AND a.attname = f.id
  WHERE f.id ~ '^f\d+$' AND NOT a.attisdropped;
  SELECT string_agg(format(', %I', a.attname), '' ORDER BY a.attname) INTO folded
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid = format('data.%I', source)::regclass AND a.attname LIKE '%\_s' AND NOT a.attisdropped
    AND (left(a.attname, -2) IN (SELECT f.id FROM jsonb_to_recordset(fields) AS f (id text, mask text) WHERE f.mask IS NULL)
         OR a.attname = '_key_s' AND shows_key);
  name := left(encode(sha256(convert_to(concat_ws('|', source, reach, key, salt, columns, folded), 'UTF8')), 'hex'), 40);
  IF to_regclass('shown.ever_' || name) IS NOT NULL THEN RETURN NEXT; RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(name, 0));
  -- By a snapshot of now: names that were not there a moment ago are remembered as missing.
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'shown'::regnamespace AND c.relname = 'ever_' || open_window.name) THEN
    own := key || ', _since, _ordinal' || salt || coalesce(columns, '');
    EXECUTE format('CREATE VIEW shown.%I AS SELECT %s%s FROM data.%I WHERE %s', 'in_force_' || name, own, folded, source, format(told, name));
    EXECUTE format('CREATE VIEW shown.%I AS SELECT %s, _until, _until_ordinal FROM history.%I WHERE %s', 'ended_' || name, own, source, format(told, name));
    -- The parts have no condition of their own: only then are their indexes merged instead of all rows sorted.
    EXECUTE format('CREATE VIEW shown.%I AS SELECT * FROM (SELECT %2$s, %3$s::bigint AS _until FROM data.%4$I UNION ALL SELECT %2$s, _until FROM history.%4$I) AS e WHERE %5$s',
                   'ever_' || name, own, '9223372036854775807', source, format(told, name));
    FOREACH view IN ARRAY ARRAY['in_force_', 'ended_', 'ever_'] LOOP
      EXECUTE format('GRANT SELECT ON shown.%I TO kho_reader', view || name);
      EXECUTE format('ALTER VIEW shown.%I OWNER TO %I', view || name, 'kho_' || reach);
    END LOOP;
  END IF;
  RETURN NEXT;
END $$;
GRANT EXECUTE ON FUNCTION warehouse.open_window(uuid, jsonb, text[], boolean, boolean) TO kho_application;

-- Keys of the rows in force whose field holds a part, and how many hold it at least; none where those are more than the
-- bound. Terms are of all rows, so they are asked here, and for what the window of the transaction shows.
CREATE FUNCTION warehouse.find_keys(dataset uuid, field text, pattern text, bound integer)
RETURNS TABLE (rows bigint, keys text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  source text := (SELECT warehouse.table_name(d.code) FROM catalogue.datasets AS d WHERE d.id = dataset);
BEGIN
  rows := 0;
  keys := '{}';
  IF current_setting('kho.dataset', true) = dataset::text AND EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = to_regclass('shown.in_force_' || current_setting('kho.window', true)) AND a.attname = field || '_s') THEN
    EXECUTE format($q$
      WITH terms AS MATERIALIZED (SELECT hashtextextended(t.term, 0) AS hash, t.rows FROM search.%1$I AS t WHERE t.term LIKE $1 LIMIT $2 + 1),
      found AS MATERIALIZED (SELECT coalesce(sum(t.rows), 0)::bigint AS rows FROM terms AS t)
      SELECT f.rows, CASE WHEN f.rows > $2 THEN '{}' ELSE ARRAY(
        SELECT d._key FROM data.%2$I AS d WHERE hashtextextended(d.%3$I, 0) = ANY (ARRAY(SELECT t.hash FROM terms AS t)) AND d.%3$I LIKE $1) END
      FROM found AS f$q$, source || '$' || field, source, field || '_s') INTO rows, keys USING pattern, bound;
  END IF;
  RETURN NEXT;
END $$;
GRANT EXECUTE ON FUNCTION warehouse.find_keys(uuid, text, text, integer) TO kho_reader;

-- What is no longer searched takes its column out of the windows; they are made anew without it.
CREATE OR REPLACE FUNCTION warehouse.build_search(dataset uuid) RETURNS void
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
    EXECUTE format('ALTER TABLE search.%I ENABLE ROW LEVEL SECURITY', terms);
  END LOOP;
  FOR source IN SELECT left(a.attname, -2) FROM pg_catalog.pg_attribute AS a
                WHERE a.attrelid = format('data.%I', name)::regclass AND a.attname LIKE '%\_s' AND NOT a.attisdropped
                  AND left(a.attname, -2) <> ALL (searched) LOOP
    EXECUTE format('ALTER TABLE data.%I DROP COLUMN %I CASCADE', name, source || '_s');
    EXECUTE format('DROP TABLE IF EXISTS search.%I', name || '$' || source);
  END LOOP;
END $$;

-- Readers come to no table of a module but what tells of the dataset they read, and then of no other.
DO $$
DECLARE
  module text;
BEGIN
  FOREACH module IN ARRAY ARRAY['law', 'identity', 'reference', 'catalogue', 'access', 'warehouse', 'data', 'history', 'search'] LOOP
    EXECUTE format('REVOKE SELECT ON ALL TABLES IN SCHEMA %I FROM kho_reader', module);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE SELECT ON TABLES FROM kho_reader', module);
  END LOOP;
  FOREACH module IN ARRAY ARRAY['journal', 'law', 'identity', 'reference', 'catalogue', 'access', 'data', 'history', 'search'] LOOP
    EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM kho_reader', module);
  END LOOP;
END $$;
CREATE OR REPLACE FUNCTION platform.open_module(module text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', module);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO kho_application, kho_loader', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kho_application', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO kho_loader', module);
END $$;

GRANT SELECT ON warehouse.applies, warehouse.states, warehouse.row_leaves, warehouse.row_tiles TO kho_reader;
GRANT SELECT (id, dataset_id, journal_entry) ON warehouse.submissions TO kho_reader;
DO $$
DECLARE
  relation text;
BEGIN
  FOREACH relation IN ARRAY ARRAY['warehouse.applies', 'warehouse.states', 'warehouse.row_leaves', 'warehouse.row_tiles', 'warehouse.submissions'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
    EXECUTE format('CREATE POLICY own ON %s TO kho_application, kho_loader USING (true) WITH CHECK (true)', relation);
    EXECUTE format($q$CREATE POLICY read ON %s FOR SELECT TO kho_reader
      USING (dataset_id = nullif(current_setting('kho.dataset', true), '')::uuid)$q$, relation);
  END LOOP;
END $$;

-- Datasets and terms that are there already.
DO $$
DECLARE
  dataset uuid;
  terms text;
BEGIN
  FOR dataset IN SELECT d.id FROM catalogue.datasets AS d WHERE to_regclass(format('data.%I', warehouse.table_name(d.code))) IS NOT NULL LOOP
    PERFORM warehouse.secure_rows(dataset);
  END LOOP;
  FOR terms IN SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'search'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE 'ALTER TABLE ' || terms || ' ENABLE ROW LEVEL SECURITY';
  END LOOP;
END $$;
