--
-- PostgreSQL database dump
--

--
-- Name: access; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA access;

ALTER SCHEMA access OWNER TO kho_owner;

--
-- Name: catalogue; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA catalogue;

ALTER SCHEMA catalogue OWNER TO kho_owner;

--
-- Name: data; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA data;

ALTER SCHEMA data OWNER TO kho_owner;

--
-- Name: history; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA history;

ALTER SCHEMA history OWNER TO kho_owner;

--
-- Name: identity; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA identity;

ALTER SCHEMA identity OWNER TO kho_owner;

--
-- Name: journal; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA journal;

ALTER SCHEMA journal OWNER TO kho_owner;

--
-- Name: law; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA law;

ALTER SCHEMA law OWNER TO kho_owner;

--
-- Name: platform; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA platform;

ALTER SCHEMA platform OWNER TO kho_owner;

--
-- Name: reference; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA reference;

ALTER SCHEMA reference OWNER TO kho_owner;

--
-- Name: search; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA search;

ALTER SCHEMA search OWNER TO kho_owner;

--
-- Name: shown; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA shown;

ALTER SCHEMA shown OWNER TO kho_owner;

--
-- Name: staging; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA staging;

ALTER SCHEMA staging OWNER TO kho_owner;

--
-- Name: warehouse; Type: SCHEMA; Schema: -; Owner: kho_owner
--

CREATE SCHEMA warehouse;

ALTER SCHEMA warehouse OWNER TO kho_owner;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA platform;

--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

--
-- Name: leaf_hash; Type: DOMAIN; Schema: journal; Owner: kho_owner
--

CREATE DOMAIN journal.leaf_hash AS bytea
	CONSTRAINT leaf_hash_check CHECK ((octet_length(VALUE) = 32));

ALTER DOMAIN journal.leaf_hash OWNER TO kho_owner;

--
-- Name: payload; Type: DOMAIN; Schema: journal; Owner: kho_owner
--

CREATE DOMAIN journal.payload AS jsonb
	CONSTRAINT payload_check CHECK ((octet_length((VALUE)::text) <= 60000));

ALTER DOMAIN journal.payload OWNER TO kho_owner;

--
-- Name: via; Type: DOMAIN; Schema: journal; Owner: kho_owner
--

CREATE DOMAIN journal.via AS text
	CONSTRAINT via_check CHECK ((VALUE = ANY (ARRAY['session'::text, 'token'::text, 'system'::text])));

ALTER DOMAIN journal.via OWNER TO kho_owner;

--
-- Name: list_health_networks(); Type: FUNCTION; Schema: access; Owner: kho_owner
--

CREATE FUNCTION access.list_health_networks() RETURNS SETOF cidr
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT n.network FROM access.networks AS n WHERE n.zone = 'health' AND n.removed_at IS NULL ORDER BY n.network
$$;

ALTER FUNCTION access.list_health_networks() OWNER TO kho_owner;

--
-- Name: list_public_datasets(date); Type: FUNCTION; Schema: catalogue; Owner: kho_owner
--

CREATE FUNCTION catalogue.list_public_datasets(day date) RETURNS TABLE(code text, name text, name_en text, description text, description_en text, kind text, provider text, provider_en text, update_method text, update_frequency text, licence text, catalogue_version integer, in_force_from date, fields jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
  SELECT d.code, r.name, r.name_en, d.description, d.description_en, r.kind, o.name, o.name_en,
         r.update_method, r.update_frequency, d.licence, v.number, v.effective_from,
         coalesce((SELECT jsonb_agg(jsonb_build_object('name', f.value ->> 'name', 'title', f.value ->> 'title',
                            'titleEn', f.value ->> 'titleEn', 'type', f.value ->> 'type') ORDER BY f.place)
                   FROM catalogue.structures AS s, jsonb_array_elements(s.fields) WITH ORDINALITY AS f (value, place)
                   WHERE s.dataset_id = d.id AND f.value ->> 'sensitivity' = 'none' AND s.version =
                     (SELECT max(a.version) FROM catalogue.structures AS a
                      WHERE a.dataset_id = d.id AND a.state = 'adopted')), '[]'::jsonb)
  FROM catalogue.versions AS v
  JOIN catalogue.rows AS r ON r.version = v.number
  JOIN catalogue.datasets AS d ON d.id = r.dataset_id
  JOIN identity.organisations AS o ON o.id = coalesce(
    (SELECT s.successor_id FROM catalogue.unit_successions AS s
     WHERE s.dataset_id = r.dataset_id AND s.role = 'provider' AND s.unit_id = r.provider_id
       AND s.since <= day AND (s.until IS NULL OR day < s.until)), r.provider_id)
  WHERE v.effective_from <= day AND (v.effective_to IS NULL OR day < v.effective_to)
    AND r.classification = 'public' AND d.classification = 'public'
    AND NOT EXISTS (SELECT FROM catalogue.rows AS later WHERE later.dataset_id = d.id AND later.version > v.number
                      AND later.classification <> 'public')
    AND coalesce((SELECT t.stage FROM catalogue.retirements AS t WHERE t.dataset_id = d.id
                  ORDER BY t.number DESC LIMIT 1), 'active') <> 'archived'
$$;

ALTER FUNCTION catalogue.list_public_datasets(day date) OWNER TO kho_owner;

--
-- Name: tokens_ended(); Type: FUNCTION; Schema: identity; Owner: kho_owner
--

CREATE FUNCTION identity.tokens_ended() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
BEGIN
  IF EXISTS (SELECT FROM ended WHERE model IN ('AccessToken', 'ClientCredentials') AND expires_at > clock_timestamp()) THEN
    UPDATE platform.authority SET epoch = epoch + 1;
  END IF;
  RETURN NULL;
END $$;

ALTER FUNCTION identity.tokens_ended() OWNER TO kho_owner;

--
-- Name: always_enable(regclass, text); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.always_enable(relation regclass, trigger_name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', relation, trigger_name);
END $$;

ALTER FUNCTION journal.always_enable(relation regclass, trigger_name text) OWNER TO kho_owner;

--
-- Name: govern(regclass); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.govern(relation regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER governed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change()', relation);
  PERFORM journal.always_enable(relation, 'governed');
END $$;

ALTER FUNCTION journal.govern(relation regclass) OWNER TO kho_owner;

--
-- Name: is_unwatched(text); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.is_unwatched(schema_name text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT coalesce(schema_name IN ('staging', 'public', 'shown') OR schema_name ~ '^pg_(toast_)?temp', false)
$$;

ALTER FUNCTION journal.is_unwatched(schema_name text) OWNER TO kho_owner;

--
-- Name: note_structure(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.note_structure() RETURNS event_trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
BEGIN
  IF TG_EVENT = 'sql_drop' THEN
    INSERT INTO journal.structure_queue (role, command, object_type, object)
    SELECT session_user, TG_TAG, d.object_type, d.object_identity FROM pg_catalog.pg_event_trigger_dropped_objects() AS d
    WHERE d.original AND NOT d.is_temporary AND NOT journal.is_unwatched(d.schema_name);
  ELSE
    INSERT INTO journal.structure_queue (role, command, object_type, object)
    SELECT session_user, c.command_tag, c.object_type, coalesce(c.object_identity, '') FROM pg_catalog.pg_event_trigger_ddl_commands() AS c
    WHERE NOT journal.is_unwatched(c.schema_name);
  END IF;
  -- INFO reaches the client whatever it wants to hear.
  IF FOUND THEN RAISE INFO '% is taken to the journal (Điều 13.3)', TG_TAG USING ERRCODE = 'KJ005'; END IF;
END $$;

ALTER FUNCTION journal.note_structure() OWNER TO kho_owner;

--
-- Name: only_grow(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.only_grow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.level, NEW.index) IS DISTINCT FROM (OLD.level, OLD.index)
     OR substring(NEW.hashes FOR octet_length(OLD.hashes)) <> OLD.hashes THEN
    RAISE EXCEPTION 'journal.tiles only grows (Điều 13.3)' USING ERRCODE = 'KJ002';
  END IF;
  RETURN NEW;
END $$;

ALTER FUNCTION journal.only_grow() OWNER TO kho_owner;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.refuse_change() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'an entry has waited too long for its place in the tree (Điều 13.3)' USING ERRCODE = 'KJ004';
END $$;

ALTER FUNCTION journal.refuse_change() OWNER TO kho_owner;

--
-- Name: refuse_rewrite(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.refuse_rewrite() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'journal.% is append-only (Điều 13.3)', TG_TABLE_NAME USING ERRCODE = 'KJ002';
END $$;

ALTER FUNCTION journal.refuse_rewrite() OWNER TO kho_owner;

--
-- Name: require_change(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.require_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM journal.changes AS c
    WHERE c.id = nullif(current_setting('kho.change', true), '')::uuid AND c.xact = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION '%.% takes no change without a journal record (Điều 13.3)', TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'KJ001';
  END IF;
  RETURN NULL;
END $$;

ALTER FUNCTION journal.require_change() OWNER TO kho_owner;

--
-- Name: require_entry(); Type: FUNCTION; Schema: journal; Owner: kho_owner
--

CREATE FUNCTION journal.require_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal.entries AS e WHERE e.change_id OPERATOR(pg_catalog.=) NEW.id) THEN
    RAISE EXCEPTION 'a change without an entry cannot commit (Điều 13.3)' USING ERRCODE = 'KJ003';
  END IF;
  RETURN NULL;
END $$;

ALTER FUNCTION journal.require_entry() OWNER TO kho_owner;

--
-- Name: area_of(point); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.area_of(place point) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT '\x0000000001'::bytea || float8send(((floor(place[0] * 100) + 0.5) / 100)::float8)
                             || float8send(((floor(place[1] * 100) + 0.5) / 100)::float8)
$$;

ALTER FUNCTION platform.area_of(place point) OWNER TO kho_owner;

--
-- Name: bump_authority(); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.bump_authority() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
BEGIN
  UPDATE platform.authority SET epoch = epoch + 1;
  RETURN NULL;
END $$;

ALTER FUNCTION platform.bump_authority() OWNER TO kho_owner;

--
-- Name: carries_authority(regclass); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.carries_authority(relation regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER carries_authority AFTER INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority()', relation);
  PERFORM journal.always_enable(relation, 'carries_authority');
END $$;

ALTER FUNCTION platform.carries_authority(relation regclass) OWNER TO kho_owner;

--
-- Name: fold(text); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.fold(text text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
SELECT btrim(lower(regexp_replace(
  translate(normalize(text, NFD),
            U&'\0111\0110\00F0\00D0\0009\000A\000B\000C\000D\00A0\2003\2009\202F\3000\FEFF',
            'dddd           ') COLLATE "C",
  U&'[\0300-\036F]+| +(?= )', '', 'g')))
$$;

ALTER FUNCTION platform.fold(text text) OWNER TO kho_owner;

--
-- Name: only_forward(); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.only_forward() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.epoch <= OLD.epoch THEN
    RAISE EXCEPTION 'platform.authority only goes forward' USING ERRCODE = 'KJ002';
  END IF;
  RETURN NEW;
END $$;

ALTER FUNCTION platform.only_forward() OWNER TO kho_owner;

--
-- Name: open_module(text); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.open_module(module text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', module);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO kho_application, kho_loader', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kho_application', module);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO kho_loader', module);
END $$;

ALTER FUNCTION platform.open_module(module text) OWNER TO kho_owner;

--
-- Name: pseudonym(text, bytea); Type: FUNCTION; Schema: platform; Owner: kho_owner
--

CREATE FUNCTION platform.pseudonym(value text, key bytea) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz234567',
                           1 + substring(('x' || encode(mac, 'hex'))::bit(256) FROM 1 + 5 * place FOR 5)::integer, 1), '' ORDER BY place)
  FROM sha256(substr(key, 65, 64) || sha256(substr(key, 1, 64) || convert_to(value, 'UTF8'))) AS mac, generate_series(0, 25) AS place
$$;

ALTER FUNCTION platform.pseudonym(value text, key bytea) OWNER TO kho_owner;

--
-- Name: box_of(bytea); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.box_of(wkb bytea) RETURNS box
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO ''
    AS $$
DECLARE
  place int := 1;
  kind int;
  width int;
  rings int;
  points int;
  parts int[] := ARRAY[1];
  found box;
  whole box;
BEGIN
  -- A stack of counts: how many geometries are still to come at each depth.
  WHILE array_length(parts, 1) > 0 LOOP
    IF parts[array_length(parts, 1)] = 0 THEN
      parts := parts[1:array_length(parts, 1) - 1];
      CONTINUE;
    END IF;
    parts[array_length(parts, 1)] := parts[array_length(parts, 1)] - 1;
    kind := warehouse.whole_of(substr(wkb, place + 1, 4));
    width := CASE WHEN kind > 1000 THEN 24 ELSE 16 END;
    kind := kind % 1000;
    place := place + 5;
    IF kind >= 4 THEN
      parts := parts || warehouse.whole_of(substr(wkb, place, 4));
      place := place + 4;
      CONTINUE;
    END IF;
    rings := 1;
    IF kind = 3 THEN
      rings := warehouse.whole_of(substr(wkb, place, 4));
      place := place + 4;
    END IF;
    FOR ring IN 1 .. rings LOOP
      points := CASE WHEN kind = 1 THEN 1 ELSE warehouse.whole_of(substr(wkb, place, 4)) END;
      IF kind <> 1 THEN place := place + 4; END IF;
      SELECT box(point(warehouse.number_of(least_x), warehouse.number_of(least_y)),
                 point(warehouse.number_of(most_x), warehouse.number_of(most_y))) INTO found
      FROM (SELECT coalesce(max(x) FILTER (WHERE x >= '8'), min(x)) AS least_x, coalesce(max(x) FILTER (WHERE x < '8'), min(x)) AS most_x,
                   coalesce(max(y) FILTER (WHERE y >= '8'), min(y)) AS least_y, coalesce(max(y) FILTER (WHERE y < '8'), min(y)) AS most_y
            FROM (SELECT encode(substr(wkb, place + n * width, 8), 'hex') COLLATE "C" AS x,
                         encode(substr(wkb, place + n * width + 8, 8), 'hex') COLLATE "C" AS y
                  FROM generate_series(0, points - 1) AS n) AS p) AS outermost
      WHERE least_x IS NOT NULL AND least_x !~ '^7ff8';
      whole := CASE WHEN whole IS NULL THEN found WHEN found IS NULL THEN whole
               ELSE box(point(least((whole[1])[0], (found[1])[0]), least((whole[1])[1], (found[1])[1])),
                        point(greatest((whole[0])[0], (found[0])[0]), greatest((whole[0])[1], (found[0])[1]))) END;
      place := place + points * width;
    END LOOP;
  END LOOP;
  RETURN whole;
END $$;

ALTER FUNCTION warehouse.box_of(wkb bytea) OWNER TO kho_owner;

--
-- Name: build_base_indexes(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.build_base_indexes(dataset uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
  FOR field IN SELECT a.attname AS id FROM pg_catalog.pg_attribute AS a
               WHERE a.attrelid = format('data.%I', name)::regclass AND a.attname LIKE 'f%\_box' AND NOT a.attisdropped LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I USING gist (%I)', name || '$' || field.id, name, field.id);
  END LOOP;
END $_$;

ALTER FUNCTION warehouse.build_base_indexes(dataset uuid) OWNER TO kho_owner;

--
-- Name: build_indexes(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.build_indexes(dataset uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.build_indexes(dataset uuid) OWNER TO kho_owner;

--
-- Name: build_search(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.build_search(dataset uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.build_search(dataset uuid) OWNER TO kho_owner;

--
-- Name: column_type(text); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.column_type(field_type text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT
    AS $$
  SELECT CASE field_type WHEN 'text' THEN 'text' WHEN 'integer' THEN 'bigint' WHEN 'decimal' THEN 'numeric'
                         WHEN 'date' THEN 'date' WHEN 'boolean' THEN 'boolean' WHEN 'geometry' THEN 'bytea' END
$$;

ALTER FUNCTION warehouse.column_type(field_type text) OWNER TO kho_owner;

--
-- Name: count_terms(uuid, bigint); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.count_terms(dataset uuid, apply bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.count_terms(dataset uuid, apply bigint) OWNER TO kho_owner;

--
-- Name: declared_fields(uuid, integer); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.declared_fields(dataset uuid, structure_version integer) RETURNS TABLE(id text, type text, indexed boolean)
    LANGUAGE sql STABLE
    AS $_$
  SELECT f.value->>'id', f.value->>'type',
         ((f.value->>'unique')::boolean OR (f.value->>'territory')::boolean OR f.value->'references' <> 'null'::jsonb)
         AND NOT (f.value->>'type' = 'text' AND (f.value->>'key')::boolean
                  AND jsonb_array_length(jsonb_path_query_array(s.fields, '$[*] ? (@.key == true)')) = 1)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) WITH ORDINALITY AS f (value, place)
  WHERE s.dataset_id = dataset AND s.version = structure_version
  ORDER BY f.place
$_$;

ALTER FUNCTION warehouse.declared_fields(dataset uuid, structure_version integer) OWNER TO kho_owner;

--
-- Name: find_keys(uuid, text, text, integer); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.find_keys(dataset uuid, field text, pattern text, bound integer) RETURNS TABLE(rows bigint, keys text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.find_keys(dataset uuid, field text, pattern text, bound integer) OWNER TO kho_owner;

--
-- Name: looked_up_fields(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.looked_up_fields(dataset uuid) RETURNS TABLE(source text, is_searched boolean, is_sorted boolean)
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $_$
  SELECT CASE WHEN k.is_key THEN '_key' ELSE f.value->>'id' END,
         bool_or(coalesce((f.value->>'searched')::boolean, false)),
         bool_or(coalesce((f.value->>'indexed')::boolean, false) AND NOT k.is_key)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value),
       LATERAL (SELECT f.value->>'type' = 'text' AND (f.value->>'key')::boolean
                  AND jsonb_array_length(jsonb_path_query_array(s.fields, '$[*] ? (@.key == true)')) = 1 AS is_key) AS k
  WHERE s.dataset_id = dataset AND s.state <> 'abandoned'
    AND s.version >= (SELECT max(n.version) FROM catalogue.structures AS n WHERE n.dataset_id = dataset AND n.state = 'adopted')
  GROUP BY 1
$_$;

ALTER FUNCTION warehouse.looked_up_fields(dataset uuid) OWNER TO kho_owner;

--
-- Name: make_base_tables(uuid, integer); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.make_base_tables(dataset uuid, structure_version integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
    IF field.type = 'geometry' THEN
      EXECUTE format('ALTER TABLE data.%I ADD COLUMN IF NOT EXISTS %I box GENERATED ALWAYS AS (warehouse.box_of(%I)) STORED',
                     name, field.id || '_box', field.id);
    END IF;
  END LOOP;
  PERFORM warehouse.build_indexes(dataset);
  IF is_new THEN
    PERFORM journal.govern(format('data.%I', name)::regclass), journal.govern(format('history.%I', name)::regclass);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON data.%1$I TO kho_loader', name);
    EXECUTE format('GRANT SELECT, INSERT ON history.%1$I TO kho_loader', name);
    EXECUTE format('GRANT SELECT ON data.%1$I, history.%1$I TO kho_reader', name);
  END IF;
END $_$;

ALTER FUNCTION warehouse.make_base_tables(dataset uuid, structure_version integer) OWNER TO kho_owner;

--
-- Name: make_dataset_tables(uuid, integer); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
BEGIN
  PERFORM warehouse.make_base_tables(dataset, structure_version), warehouse.secure_rows(dataset);
END $$;

ALTER FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) OWNER TO kho_owner;

--
-- Name: masked(text, text, text); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.masked(field text, type text, mask text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO ''
    AS $_$
  SELECT format(CASE type || ' ' || mask
    WHEN 'text lastDigits' THEN $q$repeat('•', length(%1$I) - least(3, length(%1$I) / 4)) || right(%1$I, least(3, length(%1$I) / 4))$q$
    WHEN 'text area' THEN $q$CASE WHEN strpos(%1$I, ',') > 0 THEN nullif(btrim(substr(%1$I, strpos(%1$I, ',') + 1)), '') END$q$
    WHEN 'date yearOnly' THEN $q$to_char(%1$I, 'YYYY')$q$
    WHEN 'bytea area' THEN $q$platform.area_of(center(warehouse.box_of(%1$I)))$q$
    ELSE CASE WHEN mask = 'pseudonym' THEN format($q$platform.pseudonym(%s, decode(nullif(current_setting('kho.pseudonym_key', true), ''), 'base64'))$q$,
      CASE type WHEN 'bytea' THEN $q$upper(encode(%1$I, 'hex'))$q$ ELSE $q$%1$I::text$q$ END) END
  END, field)
$_$;

ALTER FUNCTION warehouse.masked(field text, type text, mask text) OWNER TO kho_owner;

--
-- Name: number_of(text); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.number_of(hex text) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  -- What is nearer to nothing than 2⁻⁹⁷⁰ is no place.
  SELECT CASE WHEN (bits >> 52 & 2047) < 53 THEN 0
         ELSE sign(bits::numeric)::int::float8 * (bits & 4503599627370495 | 4503599627370496)::float8
              * power(2::float8, (bits >> 52 & 2047)::float8 - 1075) END
  FROM (SELECT ('x' || hex)::bit(64)::bigint AS bits) AS b
$$;

ALTER FUNCTION warehouse.number_of(hex text) OWNER TO kho_owner;

--
-- Name: open_window(uuid, jsonb, text[], boolean, boolean); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean) RETURNS TABLE(name text, reach text, scope_fields text[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean) OWNER TO kho_owner;

--
-- Name: scope_fields(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.scope_fields(dataset uuid) RETURNS TABLE(id text, is_territory boolean)
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
  SELECT f.value->>'id', bool_or((f.value->>'territory')::boolean)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value)
  WHERE s.dataset_id = dataset AND ((f.value->>'territory')::boolean OR f.value->'codeList' <> 'null'::jsonb)
  GROUP BY 1 ORDER BY 1
$$;

ALTER FUNCTION warehouse.scope_fields(dataset uuid) OWNER TO kho_owner;

--
-- Name: secure_rows(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.secure_rows(dataset uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.secure_rows(dataset uuid) OWNER TO kho_owner;

--
-- Name: strip_indexes(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.strip_indexes(dataset uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
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
END $_$;

ALTER FUNCTION warehouse.strip_indexes(dataset uuid) OWNER TO kho_owner;

--
-- Name: table_name(text); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.table_name(code text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT replace(code, '-', '_') $$;

ALTER FUNCTION warehouse.table_name(code text) OWNER TO kho_owner;

--
-- Name: territory_field(uuid); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.territory_field(dataset uuid) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(f.id) END FROM warehouse.scope_fields(dataset) AS f WHERE f.is_territory
$$;

ALTER FUNCTION warehouse.territory_field(dataset uuid) OWNER TO kho_owner;

--
-- Name: whole_of(bytea); Type: FUNCTION; Schema: warehouse; Owner: kho_owner
--

CREATE FUNCTION warehouse.whole_of(bytes bytea) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT ('x' || encode(bytes, 'hex'))::bit(32)::int $$;

ALTER FUNCTION warehouse.whole_of(bytes bytea) OWNER TO kho_owner;

--
-- Name: decisions; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.decisions (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    unit_id text NOT NULL,
    request jsonb NOT NULL,
    policy_set text NOT NULL,
    allowed boolean NOT NULL,
    policies text[] NOT NULL,
    fields text,
    rows text
);

ALTER TABLE access.decisions OWNER TO kho_owner;

--
-- Name: grant_holders; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grant_holders (
    grant_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone
);

ALTER TABLE access.grant_holders OWNER TO kho_owner;

--
-- Name: grant_holds; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grant_holds (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    party text NOT NULL,
    since timestamp with time zone NOT NULL,
    by_account text NOT NULL,
    reason text NOT NULL,
    let_go_at timestamp with time zone,
    CONSTRAINT grant_holds_party_check CHECK ((party = ANY (ARRAY['provider'::text, 'consumer'::text, 'coordinator'::text]))),
    CONSTRAINT grant_holds_reason_check CHECK ((reason ~ '\S'::text))
);

ALTER TABLE access.grant_holds OWNER TO kho_owner;

--
-- Name: grant_requests; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grant_requests (
    id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    grant_id uuid,
    unit_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    purpose text NOT NULL,
    legal_basis text NOT NULL,
    reasons text NOT NULL,
    extent jsonb NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text NOT NULL,
    due_at timestamp with time zone,
    certainty text NOT NULL,
    overdue_since timestamp with time zone,
    ended_at timestamp with time zone,
    instrument_id uuid,
    ground text,
    CONSTRAINT grant_requests_certainty_check CHECK ((certainty = ANY (ARRAY['whole'::text, 'partial'::text, 'weekdays'::text]))),
    CONSTRAINT grant_requests_check CHECK (((kind = 'new'::text) = (grant_id IS NULL))),
    CONSTRAINT grant_requests_check1 CHECK (((starts_at IS NULL) OR (starts_at < ends_at))),
    CONSTRAINT grant_requests_check2 CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['opinion'::text, 'check'::text, 'decision'::text])))),
    CONSTRAINT grant_requests_check3 CHECK (((due_at IS NULL) = (ended_at IS NOT NULL))),
    CONSTRAINT grant_requests_check4 CHECK (((state = 'granted'::text) = (instrument_id IS NOT NULL))),
    CONSTRAINT grant_requests_check5 CHECK (((state = 'refused'::text) = (ground IS NOT NULL))),
    CONSTRAINT grant_requests_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'renewal'::text, 'amendment'::text]))),
    CONSTRAINT grant_requests_legal_basis_check CHECK ((legal_basis ~ '\S'::text)),
    CONSTRAINT grant_requests_number_check CHECK ((number >= 1)),
    CONSTRAINT grant_requests_reasons_check CHECK ((reasons ~ '\S'::text)),
    CONSTRAINT grant_requests_state_check CHECK ((state = ANY (ARRAY['opinion'::text, 'check'::text, 'decision'::text, 'granted'::text, 'refused'::text, 'returned'::text, 'withdrawn'::text])))
);

ALTER TABLE access.grant_requests OWNER TO kho_owner;

--
-- Name: grant_steps; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grant_steps (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    unit_id uuid,
    account_id text NOT NULL,
    account_name text NOT NULL,
    text text,
    CONSTRAINT grant_steps_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'agreed'::text, 'objected'::text, 'overdue'::text, 'passedOn'::text, 'returned'::text, 'withdrawn'::text, 'granted'::text, 'refused'::text, 'passed'::text])))
);

ALTER TABLE access.grant_steps OWNER TO kho_owner;

--
-- Name: grant_use; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grant_use (
    grant_id uuid NOT NULL,
    day date NOT NULL,
    rows bigint NOT NULL,
    CONSTRAINT grant_use_rows_check CHECK ((rows > 0))
);

ALTER TABLE access.grant_use OWNER TO kho_owner;

--
-- Name: grants; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.grants (
    id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    request_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    purpose text NOT NULL,
    extent jsonb NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    instrument_id uuid NOT NULL,
    revoked_at timestamp with time zone,
    revocation text,
    became uuid,
    CONSTRAINT grants_check CHECK ((starts_at <= ends_at)),
    CONSTRAINT grants_check1 CHECK (((revoked_at IS NULL) = (revocation IS NULL))),
    CONSTRAINT grants_number_check CHECK ((number >= 1))
);

ALTER TABLE access.grants OWNER TO kho_owner;

--
-- Name: impact_files; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.impact_files (
    dataset_id uuid NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    purposes text NOT NULL,
    legal_basis text NOT NULL,
    retention text NOT NULL,
    risks text NOT NULL,
    measures text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    written_by text NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by text,
    facts jsonb,
    CONSTRAINT impact_files_check CHECK ((num_nulls(confirmed_at, confirmed_by, facts) = ANY (ARRAY[0, 3]))),
    CONSTRAINT impact_files_version_check CHECK ((version >= 1))
);

ALTER TABLE access.impact_files OWNER TO kho_owner;

--
-- Name: incident_acts; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.incident_acts (
    incident_id uuid NOT NULL,
    number integer NOT NULL,
    act text NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_name text NOT NULL,
    reason text,
    outcome text,
    instrument uuid,
    CONSTRAINT incident_acts_act_check CHECK ((act = ANY (ARRAY['opened'::text, 'sealed'::text, 'releaseAsked'::text, 'releaseRefused'::text, 'released'::text, 'restored'::text, 'handled'::text]))),
    CONSTRAINT incident_acts_check CHECK (((act = 'handled'::text) = (num_nonnulls(outcome, instrument) = 2))),
    CONSTRAINT incident_acts_outcome_check CHECK ((outcome = ANY (ARRAY['destroyed'::text, 'handedOver'::text])))
);

ALTER TABLE access.incident_acts OWNER TO kho_owner;

--
-- Name: incidents; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.incidents (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    dataset_code text NOT NULL,
    submission_id uuid,
    upload_id uuid,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    marker_kind text NOT NULL,
    marker_place jsonb NOT NULL,
    degree text NOT NULL,
    digest text NOT NULL,
    bytes bigint NOT NULL,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    sealed_at timestamp with time zone,
    restored_at timestamp with time zone,
    CONSTRAINT incidents_check CHECK (((restored_at IS NULL) OR (state = 'released'::text))),
    CONSTRAINT incidents_check1 CHECK ((num_nonnulls(submission_id, upload_id) = 1)),
    CONSTRAINT incidents_degree_check CHECK ((degree = ANY (ARRAY['mat'::text, 'toi-mat'::text, 'tuyet-mat'::text, 'unnamed'::text]))),
    CONSTRAINT incidents_marker_kind_check CHECK ((marker_kind = ANY (ARRAY['file-name'::text, 'property'::text, 'sheet-name'::text, 'page-header'::text, 'drawing'::text, 'text'::text, 'classification'::text, 'known-file'::text]))),
    CONSTRAINT incidents_state_check CHECK ((state = ANY (ARRAY['open'::text, 'release-asked'::text, 'released'::text, 'handled'::text])))
);

ALTER TABLE access.incidents OWNER TO kho_owner;

--
-- Name: networks; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.networks (
    id uuid NOT NULL,
    zone text NOT NULL,
    network cidr NOT NULL,
    name text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT networks_check CHECK ((removed_at >= added_at)),
    CONSTRAINT networks_name_check CHECK ((name ~ '\S'::text)),
    CONSTRAINT networks_zone_check CHECK ((zone = ANY (ARRAY['dedicated'::text, 'administration'::text, 'health'::text])))
);

ALTER TABLE access.networks OWNER TO kho_owner;

--
-- Name: planted_keys; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.planted_keys (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    key_digest text NOT NULL,
    planted_at timestamp with time zone NOT NULL,
    by_name text NOT NULL,
    removed_at timestamp with time zone
);

ALTER TABLE access.planted_keys OWNER TO kho_owner;

--
-- Name: policy_sets; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.policy_sets (
    number integer NOT NULL,
    digest text NOT NULL,
    files jsonb NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    proposed_by text NOT NULL,
    proposer_name text NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    instrument_id uuid,
    refusal text,
    CONSTRAINT policy_sets_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
    CONSTRAINT policy_sets_check1 CHECK (((decided_at IS NULL) = (decided_by IS NULL))),
    CONSTRAINT policy_sets_check2 CHECK (((state = ANY (ARRAY['inForce'::text, 'replaced'::text])) = (instrument_id IS NOT NULL))),
    CONSTRAINT policy_sets_check3 CHECK (((state = 'refused'::text) = (refusal IS NOT NULL))),
    CONSTRAINT policy_sets_check4 CHECK ((decided_by <> proposed_by)),
    CONSTRAINT policy_sets_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT policy_sets_number_check CHECK ((number > 0)),
    CONSTRAINT policy_sets_reason_check CHECK ((reason ~ '\S'::text)),
    CONSTRAINT policy_sets_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'inForce'::text, 'replaced'::text, 'refused'::text])))
);

ALTER TABLE access.policy_sets OWNER TO kho_owner;

--
-- Name: purpose_functions; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.purpose_functions (
    purpose text NOT NULL,
    function_id uuid NOT NULL
);

ALTER TABLE access.purpose_functions OWNER TO kho_owner;

--
-- Name: purposes; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.purposes (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    nature text NOT NULL,
    legal_basis text NOT NULL,
    is_common boolean NOT NULL,
    shows text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT purposes_check CHECK (((nature = 'official'::text) OR (NOT is_common))),
    CONSTRAINT purposes_code_check CHECK (((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(code) <= 60))),
    CONSTRAINT purposes_legal_basis_check CHECK ((legal_basis ~ '\S'::text)),
    CONSTRAINT purposes_name_check CHECK ((name ~ '\S'::text)),
    CONSTRAINT purposes_name_en_check CHECK ((name_en ~ '\S'::text)),
    CONSTRAINT purposes_nature_check CHECK ((nature = ANY (ARRAY['official'::text, 'personal'::text, 'commercial'::text]))),
    CONSTRAINT purposes_shows_check CHECK ((shows = ANY (ARRAY['none'::text, 'personal'::text, 'sensitive'::text])))
);

ALTER TABLE access.purposes OWNER TO kho_owner;

--
-- Name: reading_blocks; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.reading_blocks (
    violation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone
);

ALTER TABLE access.reading_blocks OWNER TO kho_owner;

--
-- Name: sealed_keys; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.sealed_keys (
    incident_id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    facts bytea NOT NULL
);

ALTER TABLE access.sealed_keys OWNER TO kho_owner;

--
-- Name: shipped_policies; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.shipped_policies (
    digest text NOT NULL,
    since timestamp with time zone NOT NULL
);

ALTER TABLE access.shipped_policies OWNER TO kho_owner;

--
-- Name: subject_notices; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.subject_notices (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    kind text NOT NULL,
    clock text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT subject_notices_clock_check CHECK ((clock = ANY (ARRAY['respond'::text, 'fulfil'::text]))),
    CONSTRAINT subject_notices_kind_check CHECK ((kind = ANY (ARRAY['assigned'::text, 'due-soon'::text, 'overdue'::text])))
);

ALTER TABLE access.subject_notices OWNER TO kho_owner;

--
-- Name: subject_request_datasets; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.subject_request_datasets (
    request_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    reported_at timestamp with time zone
);

ALTER TABLE access.subject_request_datasets OWNER TO kho_owner;

--
-- Name: subject_request_steps; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.subject_request_steps (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    unit_id uuid,
    account_name text NOT NULL,
    text text,
    salt uuid,
    commitment bytea,
    CONSTRAINT subject_request_steps_commitment_check CHECK ((octet_length(commitment) = 32)),
    CONSTRAINT subject_request_steps_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'assigned'::text, 'responded'::text, 'reported'::text, 'extended'::text, 'reads'::text, 'answered'::text, 'refused'::text, 'overdue'::text, 'erased'::text])))
);

ALTER TABLE access.subject_request_steps OWNER TO kho_owner;

--
-- Name: subject_requests; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.subject_requests (
    id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    unit_id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    respond_by timestamp with time zone NOT NULL,
    fulfil_by timestamp with time zone,
    certainty text NOT NULL,
    responded_at timestamp with time zone,
    extended_at timestamp with time zone,
    ended_at timestamp with time zone,
    ground text,
    overdue_respond timestamp with time zone,
    overdue_fulfil timestamp with time zone,
    CONSTRAINT subject_requests_certainty_check CHECK ((certainty = ANY (ARRAY['whole'::text, 'partial'::text, 'weekdays'::text]))),
    CONSTRAINT subject_requests_check CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['answered'::text, 'refused'::text])))),
    CONSTRAINT subject_requests_check1 CHECK (((ground IS NOT NULL) = (state = 'refused'::text))),
    CONSTRAINT subject_requests_check2 CHECK (((state = 'received'::text) OR (responded_at IS NOT NULL))),
    CONSTRAINT subject_requests_kind_check CHECK ((kind = ANY (ARRAY['copy'::text, 'reads'::text, 'rectify'::text, 'erase'::text, 'restrict'::text, 'withdraw'::text, 'complain'::text]))),
    CONSTRAINT subject_requests_number_check CHECK ((number >= 1)),
    CONSTRAINT subject_requests_state_check CHECK ((state = ANY (ARRAY['received'::text, 'in-progress'::text, 'answered'::text, 'refused'::text])))
);

ALTER TABLE access.subject_requests OWNER TO kho_owner;

--
-- Name: subjects; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.subjects (
    request_id uuid NOT NULL,
    name text,
    identity_number text,
    contact text,
    wish text,
    salt uuid,
    commitment bytea NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT subjects_check CHECK ((num_nulls(name, identity_number, contact, wish, salt) =
CASE
    WHEN (erased_at IS NULL) THEN 0
    ELSE 5
END)),
    CONSTRAINT subjects_commitment_check CHECK ((octet_length(commitment) = 32))
);

ALTER TABLE access.subjects OWNER TO kho_owner;

--
-- Name: violation_acts; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.violation_acts (
    violation_id uuid NOT NULL,
    number integer NOT NULL,
    act text NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_name text NOT NULL,
    words text,
    salt uuid,
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT violation_acts_act_check CHECK ((act = ANY (ARRAY['raised'::text, 'evidenceAdded'::text, 'examined'::text, 'proposed'::text, 'returned'::text, 'upheld'::text, 'dismissed'::text, 'restrained'::text, 'released'::text, 'incidentDeclared'::text, 'noticeSent'::text]))),
    CONSTRAINT violation_acts_check CHECK (((words IS NULL) = (salt IS NULL)))
);

ALTER TABLE access.violation_acts OWNER TO kho_owner;

--
-- Name: violation_evidence; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.violation_evidence (
    violation_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name text NOT NULL,
    positions jsonb NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT violation_evidence_seal_check CHECK ((octet_length(seal) = 32))
);

ALTER TABLE access.violation_evidence OWNER TO kho_owner;

--
-- Name: violation_notices; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.violation_notices (
    violation_id uuid NOT NULL,
    notice text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    by_name text NOT NULL,
    recipient text NOT NULL,
    reference text NOT NULL,
    CONSTRAINT violation_notices_notice_check CHECK ((notice = ANY (ARRAY['first'::text, 'full'::text, 'personalData'::text]))),
    CONSTRAINT violation_notices_recipient_check CHECK ((recipient ~ '\S'::text)),
    CONSTRAINT violation_notices_reference_check CHECK ((reference ~ '\S'::text))
);

ALTER TABLE access.violation_notices OWNER TO kho_owner;

--
-- Name: violation_views; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.violation_views (
    violation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    for_committee boolean NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE access.violation_views OWNER TO kho_owner;

--
-- Name: violations; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.violations (
    id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    detector text,
    reporter_account_id uuid,
    reporter_name text,
    reporter_unit_id uuid,
    subject_type text NOT NULL,
    subject_id text,
    subject_name text,
    subject_account_id uuid,
    subject_unit_id uuid,
    dataset_id uuid,
    words text,
    salt uuid,
    figures jsonb DEFAULT '{}'::jsonb NOT NULL,
    window_from timestamp with time zone,
    window_to timestamp with time zone,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    measure text,
    ground text,
    proposed_by uuid,
    instrument_id uuid,
    incident_since timestamp with time zone,
    incident_personal boolean,
    incident_facts jsonb,
    CONSTRAINT violations_check CHECK (((detector IS NULL) = (reporter_account_id IS NOT NULL))),
    CONSTRAINT violations_check1 CHECK ((num_nonnulls(reporter_account_id, reporter_name, reporter_unit_id) = ANY (ARRAY[0, 3]))),
    CONSTRAINT violations_check10 CHECK (((instrument_id IS NULL) OR (state = 'upheld'::text))),
    CONSTRAINT violations_check11 CHECK ((num_nonnulls(incident_since, incident_personal, incident_facts) = ANY (ARRAY[0, 3]))),
    CONSTRAINT violations_check2 CHECK ((((detector IS NULL) = (window_from IS NULL)) AND ((window_from IS NULL) = (window_to IS NULL)))),
    CONSTRAINT violations_check3 CHECK ((((subject_type = 'unknown'::text) = (subject_id IS NULL)) AND ((subject_id IS NULL) = (subject_name IS NULL)))),
    CONSTRAINT violations_check4 CHECK ((((words IS NULL) = (salt IS NULL)) AND ((detector IS NOT NULL) OR (words ~ '\S'::text)))),
    CONSTRAINT violations_check5 CHECK (((state = ANY (ARRAY['upheld'::text, 'dismissed'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT violations_check6 CHECK (((state = ANY (ARRAY['proposed'::text, 'upheld'::text, 'dismissed'::text])) = (outcome IS NOT NULL))),
    CONSTRAINT violations_check7 CHECK (((outcome IS NULL) = (proposed_by IS NULL))),
    CONSTRAINT violations_check8 CHECK (((NOT (outcome IS DISTINCT FROM 'upheld'::text)) = (measure IS NOT NULL))),
    CONSTRAINT violations_check9 CHECK (((NOT (outcome IS DISTINCT FROM 'dismissed'::text)) = (ground IS NOT NULL))),
    CONSTRAINT violations_ground_check CHECK ((ground = ANY (ARRAY['lawful'::text, 'falseAlarm'::text, 'unproven'::text, 'elsewhere'::text]))),
    CONSTRAINT violations_kind_check CHECK ((kind = ANY (ARRAY['obstruction'::text, 'unlawfulSharing'::text, 'intellectualProperty'::text, 'distortion'::text, 'unlawfulUse'::text, 'sabotage'::text]))),
    CONSTRAINT violations_measure_check CHECK ((measure = ANY (ARRAY['reminder'::text, 'discipline'::text, 'administrative'::text, 'criminal'::text]))),
    CONSTRAINT violations_number_check CHECK ((number >= 1)),
    CONSTRAINT violations_outcome_check CHECK ((outcome = ANY (ARRAY['upheld'::text, 'dismissed'::text]))),
    CONSTRAINT violations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'examination'::text, 'proposed'::text, 'upheld'::text, 'dismissed'::text]))),
    CONSTRAINT violations_subject_type_check CHECK ((subject_type = ANY (ARRAY['account'::text, 'unit'::text, 'grant'::text, 'dataset'::text, 'unknown'::text])))
);

ALTER TABLE access.violations OWNER TO kho_owner;

--
-- Name: zone_refusals; Type: TABLE; Schema: access; Owner: kho_owner
--

CREATE TABLE access.zone_refusals (
    id uuid NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    zone text NOT NULL,
    route text NOT NULL,
    reason text NOT NULL,
    count integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    seal uuid,
    CONSTRAINT zone_refusals_check CHECK ((last_at >= first_at)),
    CONSTRAINT zone_refusals_count_check CHECK ((count > 0))
);

ALTER TABLE access.zone_refusals OWNER TO kho_owner;

--
-- Name: datasets; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.datasets (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    description text NOT NULL,
    description_en text NOT NULL,
    kind text NOT NULL,
    classification text NOT NULL,
    provider_id uuid NOT NULL,
    update_method text NOT NULL,
    update_frequency text NOT NULL,
    consumers jsonb NOT NULL,
    licence text NOT NULL,
    contact text NOT NULL,
    search text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    revised_at timestamp with time zone NOT NULL,
    CONSTRAINT datasets_check CHECK (((kind <> 'open'::text) OR (classification = 'public'::text))),
    CONSTRAINT datasets_classification_check CHECK ((classification = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text]))),
    CONSTRAINT datasets_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,40}$'::text)),
    CONSTRAINT datasets_kind_check CHECK ((kind = ANY (ARRAY['transactional'::text, 'sectoral'::text, 'shared'::text, 'reference'::text, 'open'::text]))),
    CONSTRAINT datasets_update_frequency_check CHECK ((update_frequency = ANY (ARRAY['continuous'::text, 'daily'::text, 'weekly'::text, 'monthly'::text, 'quarterly'::text, 'yearly'::text, 'on-change'::text]))),
    CONSTRAINT datasets_update_method_check CHECK ((update_method = ANY (ARRAY['full'::text, 'incremental'::text])))
);

ALTER TABLE catalogue.datasets OWNER TO kho_owner;

--
-- Name: documents; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.documents (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    version text NOT NULL,
    effective_from date NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes bigint NOT NULL,
    digest text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    supersedes uuid,
    CONSTRAINT documents_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT documents_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT documents_kind_check CHECK ((kind = ANY (ARRAY['specification'::text, 'dictionary'::text, 'guide'::text, 'mapping'::text, 'agreement'::text, 'other'::text]))),
    CONSTRAINT documents_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
    CONSTRAINT documents_title_check CHECK ((title ~ '\S'::text)),
    CONSTRAINT documents_version_check CHECK ((version ~ '\S'::text))
);

ALTER TABLE catalogue.documents OWNER TO kho_owner;

--
-- Name: retirements; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.retirements (
    dataset_id uuid NOT NULL,
    number integer NOT NULL,
    stage text NOT NULL,
    instrument_id uuid NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT retirements_number_check CHECK ((number > 0)),
    CONSTRAINT retirements_reason_check CHECK ((reason ~ '\S'::text)),
    CONSTRAINT retirements_stage_check CHECK ((stage = ANY (ARRAY['active'::text, 'closed'::text, 'archived'::text])))
);

ALTER TABLE catalogue.retirements OWNER TO kho_owner;

--
-- Name: rows; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.rows (
    version integer NOT NULL,
    dataset_id uuid NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    classification text NOT NULL,
    provider_id uuid NOT NULL,
    update_method text NOT NULL,
    update_frequency text NOT NULL,
    consumers jsonb NOT NULL,
    CONSTRAINT rows_consumers_check CHECK ((jsonb_array_length(consumers) > 0))
);

ALTER TABLE catalogue.rows OWNER TO kho_owner;

--
-- Name: structures; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.structures (
    dataset_id uuid NOT NULL,
    version integer NOT NULL,
    fields jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    note text NOT NULL,
    state text NOT NULL,
    conversions jsonb NOT NULL,
    carried_by uuid,
    CONSTRAINT structures_fields_check CHECK ((jsonb_array_length(fields) > 0)),
    CONSTRAINT structures_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'adopted'::text, 'abandoned'::text]))),
    CONSTRAINT structures_version_check CHECK ((version > 0))
);

ALTER TABLE catalogue.structures OWNER TO kho_owner;

--
-- Name: unit_successions; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.unit_successions (
    dataset_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    successor_id uuid NOT NULL,
    role text NOT NULL,
    since date NOT NULL,
    until date,
    act_id uuid NOT NULL,
    CONSTRAINT unit_successions_check CHECK ((until >= since)),
    CONSTRAINT unit_successions_role_check CHECK ((role = ANY (ARRAY['provider'::text, 'consumer'::text])))
);

ALTER TABLE catalogue.unit_successions OWNER TO kho_owner;

--
-- Name: versions; Type: TABLE; Schema: catalogue; Owner: kho_owner
--

CREATE TABLE catalogue.versions (
    number integer NOT NULL,
    instrument_id uuid NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    promulgated_at timestamp with time zone NOT NULL,
    CONSTRAINT versions_check CHECK ((effective_to > effective_from)),
    CONSTRAINT versions_number_check CHECK ((number > 0))
);

ALTER TABLE catalogue.versions OWNER TO kho_owner;

--
-- Name: account_closings; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.account_closings (
    account_id uuid NOT NULL,
    state text DEFAULT 'closed'::text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT account_closings_state_check CHECK ((state = 'closed'::text))
);

ALTER TABLE identity.account_closings OWNER TO kho_owner;

--
-- Name: account_requests; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.account_requests (
    id uuid NOT NULL,
    kind text NOT NULL,
    organisation_id uuid NOT NULL,
    account_id uuid,
    login text NOT NULL,
    name text,
    name_salt uuid,
    roles jsonb,
    reason text NOT NULL,
    requested_by text NOT NULL,
    requester_login text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    decided_by text,
    decider_login text,
    decided_at timestamp with time zone,
    decision text,
    remark text,
    CONSTRAINT account_requests_check CHECK (((name IS NULL) = (name_salt IS NULL))),
    CONSTRAINT account_requests_check1 CHECK (((state = 'open'::text) = (decided_at IS NULL))),
    CONSTRAINT account_requests_check2 CHECK (((state = ANY (ARRAY['approved'::text, 'refused'::text])) = (decided_by IS NOT NULL))),
    CONSTRAINT account_requests_check3 CHECK (((state <> 'approved'::text) OR (decision IS NOT NULL))),
    CONSTRAINT account_requests_kind_check CHECK ((kind = ANY (ARRAY['issue'::text, 'change'::text, 'resume'::text, 'close'::text]))),
    CONSTRAINT account_requests_login_check CHECK ((login = lower(login))),
    CONSTRAINT account_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT decided_by_another CHECK ((decided_by <> requested_by)),
    CONSTRAINT not_decided_by_oneself CHECK ((decided_by <> (account_id)::text))
);

ALTER TABLE identity.account_requests OWNER TO kho_owner;

--
-- Name: account_roles; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.account_roles (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone,
    requested_by text NOT NULL,
    granted_by text NOT NULL,
    decision text,
    CONSTRAINT account_roles_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT account_roles_check1 CHECK (((decision IS NOT NULL) OR (granted_by = 'system'::text))),
    CONSTRAINT account_roles_role_check CHECK ((role = ANY (ARRAY['provider'::text, 'consumer'::text, 'coordinator'::text, 'committee'::text, 'auditor'::text, 'administrator'::text]))),
    CONSTRAINT granted_by_another CHECK (((granted_by = 'system'::text) OR (granted_by <> requested_by))),
    CONSTRAINT not_granted_to_oneself CHECK ((granted_by <> (account_id)::text))
);

ALTER TABLE identity.account_roles OWNER TO kho_owner;

--
-- Name: account_uses; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.account_uses (
    account_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE identity.account_uses OWNER TO kho_owner;

--
-- Name: accounts; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.accounts (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    suspended_at timestamp with time zone,
    name_salt uuid DEFAULT gen_random_uuid() NOT NULL,
    suspended_for text,
    standing_since timestamp with time zone,
    warned_at timestamp with time zone,
    activated_at timestamp with time zone,
    is_demo boolean NOT NULL,
    kind text DEFAULT 'person'::text NOT NULL,
    CONSTRAINT accounts_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'system'::text]))),
    CONSTRAINT accounts_login_check CHECK ((login = lower(login))),
    CONSTRAINT accounts_state CHECK ((state = ANY (ARRAY['issued'::text, 'active'::text, 'suspended'::text, 'closed'::text]))),
    CONSTRAINT accounts_suspended CHECK (((state <> 'suspended'::text) OR (suspended_at IS NOT NULL))),
    CONSTRAINT accounts_suspended_for_check CHECK ((suspended_for = ANY (ARRAY['coordinator'::text, 'unit'::text, 'unused'::text, 'unanswered'::text, 'revoked'::text])))
);

ALTER TABLE identity.accounts OWNER TO kho_owner;

--
-- Name: acts; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.acts (
    id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    instrument_id uuid,
    effective_on date,
    steps jsonb NOT NULL,
    state text NOT NULL,
    prepared_at timestamp with time zone NOT NULL,
    prepared_by text NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by text,
    applied_at timestamp with time zone,
    effect jsonb,
    problem jsonb,
    CONSTRAINT acts_check CHECK (((kind = 'import'::text) = (instrument_id IS NULL))),
    CONSTRAINT acts_check1 CHECK (((kind = 'import'::text) = (effective_on IS NULL))),
    CONSTRAINT acts_check2 CHECK (((state = 'applied'::text) = (applied_at IS NOT NULL))),
    CONSTRAINT acts_check3 CHECK (((state = 'failed'::text) = (problem IS NOT NULL))),
    CONSTRAINT acts_kind_check CHECK ((kind = ANY (ARRAY['import'::text, 'decision'::text]))),
    CONSTRAINT acts_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'confirmed'::text, 'applied'::text, 'failed'::text, 'withdrawn'::text])))
);

ALTER TABLE identity.acts OWNER TO kho_owner;

--
-- Name: api_tokens; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.api_tokens (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    label text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    holds_guarded_roles boolean DEFAULT false NOT NULL,
    networks cidr[] DEFAULT '{}'::cidr[] NOT NULL,
    CONSTRAINT api_tokens_digest_check CHECK ((octet_length(digest) = 32))
);

ALTER TABLE identity.api_tokens OWNER TO kho_owner;

--
-- Name: authenticator_uses; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.authenticator_uses (
    account_id uuid NOT NULL,
    step bigint NOT NULL
);

ALTER TABLE identity.authenticator_uses OWNER TO kho_owner;

--
-- Name: client_keys; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.client_keys (
    client_id uuid NOT NULL,
    thumbprint text NOT NULL,
    jwk jsonb NOT NULL,
    added_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    CONSTRAINT client_keys_jwk_check CHECK ((NOT (jwk ?| ARRAY['d'::text, 'p'::text, 'q'::text, 'dp'::text, 'dq'::text, 'qi'::text, 'k'::text, 'priv'::text])))
);

ALTER TABLE identity.client_keys OWNER TO kho_owner;

--
-- Name: clients; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.clients (
    id uuid NOT NULL,
    code text NOT NULL,
    organisation_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    method text NOT NULL,
    roles text[] NOT NULL,
    redirect_uris text[] NOT NULL,
    state text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    document text,
    account_id uuid,
    CONSTRAINT clients_check CHECK (((kind = 'system'::text) = (cardinality(redirect_uris) = 0))),
    CONSTRAINT clients_check1 CHECK (((kind = 'system'::text) = (cardinality(roles) > 0))),
    CONSTRAINT clients_check2 CHECK ((((state = 'requested'::text) = (decided_by IS NULL)) AND ((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (document IS NULL)))),
    CONSTRAINT clients_check3 CHECK ((decided_by <> requested_by)),
    CONSTRAINT clients_check4 CHECK (((account_id IS NOT NULL) = ((kind = 'system'::text) AND (state = ANY (ARRAY['active'::text, 'suspended'::text]))))),
    CONSTRAINT clients_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{2,39}$'::text)),
    CONSTRAINT clients_kind_check CHECK ((kind = ANY (ARRAY['system'::text, 'portal'::text]))),
    CONSTRAINT clients_method_check CHECK ((method = ANY (ARRAY['key'::text, 'certificate'::text]))),
    CONSTRAINT clients_roles_check CHECK ((roles <@ ARRAY['provider'::text, 'consumer'::text])),
    CONSTRAINT clients_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'refused'::text, 'active'::text, 'suspended'::text])))
);

ALTER TABLE identity.clients OWNER TO kho_owner;

--
-- Name: focal_points; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.focal_points (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    account_id uuid,
    person_id uuid,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT focal_points_check CHECK ((valid_to > valid_from)),
    CONSTRAINT focal_points_check1 CHECK ((num_nonnulls(account_id, person_id) = 1)),
    CONSTRAINT focal_points_role_check CHECK ((role = ANY (ARRAY['provider'::text, 'consumer'::text])))
);

ALTER TABLE identity.focal_points OWNER TO kho_owner;

--
-- Name: known_devices; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.known_devices (
    digest bytea NOT NULL,
    account_id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT known_devices_digest_check CHECK ((octet_length(digest) = 32))
);

ALTER TABLE identity.known_devices OWNER TO kho_owner;

--
-- Name: one_time_links; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.one_time_links (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    digest bytea NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    asked_by text,
    asker_login text,
    released_by text,
    code_digest bytea,
    CONSTRAINT not_for_oneself CHECK (((asked_by <> (account_id)::text) AND (released_by <> (account_id)::text))),
    CONSTRAINT one_time_links_code_digest_check CHECK ((octet_length(code_digest) = 32)),
    CONSTRAINT one_time_links_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT one_time_links_purpose_check CHECK ((purpose = ANY (ARRAY['activation'::text, 'recovery'::text]))),
    CONSTRAINT released_by_another CHECK ((released_by <> asked_by)),
    CONSTRAINT released_when_asked CHECK (((released_by IS NULL) OR (asked_by IS NOT NULL))),
    CONSTRAINT released_with_a_code CHECK (((released_by IS NULL) = (code_digest IS NULL)))
);

ALTER TABLE identity.one_time_links OWNER TO kho_owner;

--
-- Name: openid_artifacts; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.openid_artifacts (
    model text NOT NULL,
    digest bytea NOT NULL,
    payload jsonb NOT NULL,
    grant_id text,
    user_code bytea,
    account_id uuid,
    client text,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    CONSTRAINT openid_artifacts_digest_check CHECK ((octet_length(digest) = 32))
);

ALTER TABLE identity.openid_artifacts OWNER TO kho_owner;

--
-- Name: organisation_functions; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.organisation_functions (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    text text NOT NULL,
    instrument_id uuid,
    citation text,
    valid_from date NOT NULL,
    valid_to date,
    act_id uuid NOT NULL,
    CONSTRAINT organisation_functions_check CHECK ((valid_to > valid_from)),
    CONSTRAINT organisation_functions_check1 CHECK (((instrument_id IS NOT NULL) OR (citation IS NOT NULL)))
);

ALTER TABLE identity.organisation_functions OWNER TO kho_owner;

--
-- Name: organisation_identifiers; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.organisation_identifiers (
    organisation_id uuid NOT NULL,
    scheme text NOT NULL,
    value text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT organisation_identifiers_check CHECK ((valid_to > valid_from)),
    CONSTRAINT organisation_identifiers_scheme_check CHECK ((scheme = ANY (ARRAY['QCVN102'::text, 'QD20'::text, 'MST'::text, 'GSO'::text])))
);

ALTER TABLE identity.organisation_identifiers OWNER TO kho_owner;

--
-- Name: organisation_periods; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.organisation_periods (
    organisation_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    parent_id uuid,
    territory text,
    valid_from date NOT NULL,
    valid_to date,
    search text NOT NULL,
    act_id uuid NOT NULL,
    CONSTRAINT organisation_periods_check CHECK ((valid_to > valid_from)),
    CONSTRAINT organisation_periods_check1 CHECK ((parent_id <> organisation_id))
);

ALTER TABLE identity.organisation_periods OWNER TO kho_owner;

--
-- Name: organisations; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.organisations (
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    parent_id uuid,
    territory text,
    valid_from date NOT NULL,
    valid_to date,
    search text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    ended_by uuid,
    CONSTRAINT organisations_check1 CHECK ((valid_to > valid_from)),
    CONSTRAINT organisations_check2 CHECK (((kind = 'city'::text) = (parent_id IS NULL))),
    CONSTRAINT organisations_kind CHECK ((kind = ANY (ARRAY['city'::text, 'committee'::text, 'department'::text, 'district'::text, 'ward'::text, 'commune'::text, 'special-zone'::text, 'service-unit'::text, 'enterprise'::text, 'outside-body'::text]))),
    CONSTRAINT territory_of_a_ward CHECK (((territory IS NULL) OR (kind = ANY (ARRAY['ward'::text, 'commune'::text, 'special-zone'::text]))))
);

ALTER TABLE identity.organisations OWNER TO kho_owner;

--
-- Name: outside_links; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.outside_links (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    issuer text NOT NULL,
    subject bytea NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    unlinked_at timestamp with time zone,
    linked_by text NOT NULL,
    confirmed_by text,
    CONSTRAINT confirmed_by_another CHECK ((confirmed_by <> linked_by)),
    CONSTRAINT not_for_oneself CHECK (((linked_by <> (account_id)::text) AND (confirmed_by <> (account_id)::text))),
    CONSTRAINT outside_links_subject_check CHECK ((octet_length(subject) = 32))
);

ALTER TABLE identity.outside_links OWNER TO kho_owner;

--
-- Name: passkey_attempts; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.passkey_attempts (
    digest bytea NOT NULL,
    purpose text NOT NULL,
    account_id uuid,
    challenge text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT passkey_attempts_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT passkey_attempts_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'proof'::text, 'act'::text, 'registration'::text])))
);

ALTER TABLE identity.passkey_attempts OWNER TO kho_owner;

--
-- Name: passkey_uses; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.passkey_uses (
    passkey_id uuid NOT NULL,
    counter bigint NOT NULL,
    at timestamp with time zone,
    address text,
    device text
);

ALTER TABLE identity.passkey_uses OWNER TO kho_owner;

--
-- Name: passkeys; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.passkeys (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    credential_id text NOT NULL,
    public_key bytea NOT NULL,
    transports text[] NOT NULL,
    name text NOT NULL,
    is_synced boolean NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone
);

ALTER TABLE identity.passkeys OWNER TO kho_owner;

--
-- Name: passwords; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.passwords (
    account_id uuid NOT NULL,
    hash text NOT NULL,
    authenticator bytea,
    set_at timestamp with time zone NOT NULL
);

ALTER TABLE identity.passwords OWNER TO kho_owner;

--
-- Name: recorded_people; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.recorded_people (
    id uuid NOT NULL,
    name text NOT NULL,
    "position" text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    salt uuid NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT recorded_people_commitment_check CHECK ((octet_length(commitment) = 32))
);

ALTER TABLE identity.recorded_people OWNER TO kho_owner;

--
-- Name: recovery_codes; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.recovery_codes (
    digest bytea NOT NULL,
    account_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_codes_digest_check CHECK ((octet_length(digest) = 32))
);

ALTER TABLE identity.recovery_codes OWNER TO kho_owner;

--
-- Name: review_items; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.review_items (
    id uuid NOT NULL,
    review_id uuid NOT NULL,
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    account_role_id uuid,
    answer text,
    answered_by text,
    answerer_login text,
    answered_at timestamp with time zone,
    CONSTRAINT not_answered_by_oneself CHECK ((answered_by <> (account_id)::text)),
    CONSTRAINT review_items_answer_check CHECK ((answer = ANY (ARRAY['certified'::text, 'revoked'::text]))),
    CONSTRAINT review_items_check CHECK ((num_nulls(answer, answered_by, answerer_login, answered_at) = ANY (ARRAY[0, 4])))
);

ALTER TABLE identity.review_items OWNER TO kho_owner;

--
-- Name: reviews; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.reviews (
    id uuid NOT NULL,
    quarter text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    deadline timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT reviews_check CHECK ((deadline > opened_at)),
    CONSTRAINT reviews_quarter_check CHECK ((quarter ~ '^\d{4}-Q[1-4]$'::text))
);

ALTER TABLE identity.reviews OWNER TO kho_owner;

--
-- Name: sessions; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.sessions (
    digest bytea NOT NULL,
    account_id uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    factor text NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    address text NOT NULL,
    device text NOT NULL,
    CONSTRAINT sessions_digest_check CHECK ((octet_length(digest) = 32)),
    CONSTRAINT sessions_factor_check CHECK ((factor = ANY (ARRAY['passkey'::text, 'two-factor'::text, 'password'::text, 'outside'::text, 'outside-key'::text])))
);

ALTER TABLE identity.sessions OWNER TO kho_owner;

--
-- Name: sign_in_attempts; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.sign_in_attempts (
    key text NOT NULL,
    failures integer NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    blocked_until timestamp with time zone NOT NULL,
    told_until timestamp with time zone
);

ALTER TABLE identity.sign_in_attempts OWNER TO kho_owner;

--
-- Name: sign_ins; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.sign_ins (
    id uuid NOT NULL,
    account_id uuid,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    method text NOT NULL,
    address text NOT NULL,
    device text NOT NULL,
    seal uuid,
    CONSTRAINT sign_ins_method_check CHECK ((method = ANY (ARRAY['passkey'::text, 'password'::text, 'code'::text, 'recovery-code'::text, 'link'::text, 'outside'::text]))),
    CONSTRAINT sign_ins_outcome_check CHECK ((outcome = ANY (ARRAY['opened'::text, 'proven'::text, 'refused'::text, 'copied-passkey'::text, 'locked'::text])))
);

ALTER TABLE identity.sign_ins OWNER TO kho_owner;

--
-- Name: signing_keys; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.signing_keys (
    kid text NOT NULL,
    sealed bytea NOT NULL,
    published_at timestamp with time zone NOT NULL,
    signs_from timestamp with time zone NOT NULL,
    CONSTRAINT signing_keys_check CHECK ((signs_from >= published_at))
);

ALTER TABLE identity.signing_keys OWNER TO kho_owner;

--
-- Name: successions; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.successions (
    predecessor_id uuid NOT NULL,
    successor_id uuid NOT NULL,
    since date NOT NULL,
    is_main boolean NOT NULL,
    act_id uuid NOT NULL,
    CONSTRAINT successions_check CHECK ((predecessor_id <> successor_id))
);

ALTER TABLE identity.successions OWNER TO kho_owner;

--
-- Name: token_uses; Type: TABLE; Schema: identity; Owner: kho_owner
--

CREATE TABLE identity.token_uses (
    token_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE identity.token_uses OWNER TO kho_owner;

--
-- Name: changes; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.changes (
    id uuid NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    via journal.via NOT NULL,
    request_id text NOT NULL,
    signature jsonb,
    client jsonb
);

ALTER TABLE journal.changes OWNER TO kho_owner;

--
-- Name: checkpoints; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.checkpoints (
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea[] NOT NULL,
    at timestamp with time zone NOT NULL,
    note text,
    sealed_at timestamp with time zone DEFAULT clock_timestamp(),
    CONSTRAINT checkpoints_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT checkpoints_size_check CHECK ((size > 0))
);
ALTER TABLE ONLY journal.checkpoints ALTER COLUMN frontier SET STORAGE EXTERNAL;

ALTER TABLE journal.checkpoints OWNER TO kho_owner;

--
-- Name: cosignatures; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.cosignatures (
    size bigint NOT NULL,
    witness text NOT NULL,
    key_id bigint NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT cosignatures_key_id_check CHECK (((key_id >= 0) AND (key_id <= '4294967295'::bigint))),
    CONSTRAINT cosignatures_signature_check CHECK ((octet_length(signature) = 72))
);

ALTER TABLE journal.cosignatures OWNER TO kho_owner;

--
-- Name: entries; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.entries (
    id uuid NOT NULL,
    change_id uuid NOT NULL,
    event text NOT NULL,
    subject_type text NOT NULL,
    subject_id text NOT NULL,
    subject_label text NOT NULL,
    payload journal.payload NOT NULL,
    leaf_hash journal.leaf_hash NOT NULL
);

ALTER TABLE journal.entries OWNER TO kho_owner;

--
-- Name: leaves; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.leaves (
    index bigint NOT NULL,
    entry_id uuid NOT NULL,
    CONSTRAINT leaves_index_check CHECK ((index >= 0))
);

ALTER TABLE journal.leaves OWNER TO kho_owner;

--
-- Name: logs; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.logs (
    number smallint NOT NULL,
    origin text NOT NULL,
    verifier text NOT NULL,
    size bigint NOT NULL,
    succession text,
    opened_at timestamp with time zone NOT NULL,
    CONSTRAINT logs_check CHECK ((((number = 1) = (succession IS NULL)) AND ((number = 1) = (size = 0)))),
    CONSTRAINT logs_number_check CHECK ((number > 0)),
    CONSTRAINT logs_size_check CHECK ((size >= 0))
);

ALTER TABLE journal.logs OWNER TO kho_owner;

--
-- Name: reads; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.reads (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    via text NOT NULL,
    request_id text NOT NULL,
    dataset text NOT NULL,
    action text NOT NULL,
    purpose text,
    query text NOT NULL,
    fields text[] NOT NULL,
    row_count integer NOT NULL,
    digest text NOT NULL,
    structure_version integer,
    apply bigint,
    checkpoint bigint,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    client jsonb,
    query_digest text,
    grant_id uuid
);

ALTER TABLE journal.reads OWNER TO kho_owner;

--
-- Name: structure_queue; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.structure_queue (
    id bigint NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    role text NOT NULL,
    command text NOT NULL,
    object_type text NOT NULL,
    object text NOT NULL
);

ALTER TABLE journal.structure_queue OWNER TO kho_owner;

--
-- Name: structure_queue_id_seq; Type: SEQUENCE; Schema: journal; Owner: kho_owner
--

ALTER TABLE journal.structure_queue ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME journal.structure_queue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: tiles; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.tiles (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT tiles_hashes_check CHECK ((((octet_length(hashes) >= 32) AND (octet_length(hashes) <= 8192)) AND ((octet_length(hashes) % 32) = 0))),
    CONSTRAINT tiles_index_check CHECK ((index >= 0)),
    CONSTRAINT tiles_level_check CHECK (((level >= 0) AND (level <= 7)))
);
ALTER TABLE ONLY journal.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

ALTER TABLE journal.tiles OWNER TO kho_owner;

--
-- Name: timestamps; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.timestamps (
    size bigint NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    authority text NOT NULL,
    response bytea NOT NULL,
    CONSTRAINT timestamps_response_check CHECK ((octet_length(response) <= 100000))
);

ALTER TABLE journal.timestamps OWNER TO kho_owner;

--
-- Name: unsealed; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.unsealed (
    entry_id uuid NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE journal.unsealed OWNER TO kho_owner;

--
-- Name: witness_answers; Type: TABLE; Schema: journal; Owner: kho_owner
--

CREATE TABLE journal.witness_answers (
    witness text NOT NULL,
    key_id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    size bigint NOT NULL,
    failure text,
    detail text
);

ALTER TABLE journal.witness_answers OWNER TO kho_owner;

--
-- Name: calendar_days; Type: TABLE; Schema: law; Owner: kho_owner
--

CREATE TABLE law.calendar_days (
    version_id uuid NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    basis text NOT NULL,
    CONSTRAINT calendar_days_check CHECK ((((kind = 'swapped-on'::text) = (EXTRACT(isodow FROM day) > (5)::numeric)) OR (kind = 'holiday'::text))),
    CONSTRAINT calendar_days_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'substitute'::text, 'swapped-off'::text, 'swapped-on'::text])))
);

ALTER TABLE law.calendar_days OWNER TO kho_owner;

--
-- Name: calendar_versions; Type: TABLE; Schema: law; Owner: kho_owner
--

CREATE TABLE law.calendar_versions (
    id uuid NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    completeness text NOT NULL,
    instrument_id uuid,
    note text NOT NULL,
    note_en text NOT NULL,
    recorded_at timestamp with time zone,
    CONSTRAINT calendar_versions_check CHECK (((completeness = 'whole'::text) OR (note <> ''::text))),
    CONSTRAINT calendar_versions_check1 CHECK (((recorded_at IS NULL) = (instrument_id IS NULL))),
    CONSTRAINT calendar_versions_completeness_check CHECK ((completeness = ANY (ARRAY['whole'::text, 'partial'::text]))),
    CONSTRAINT calendar_versions_version_check CHECK ((version >= 1)),
    CONSTRAINT calendar_versions_year_check CHECK (((year >= 2019) AND (year <= 2100)))
);

ALTER TABLE law.calendar_versions OWNER TO kho_owner;

--
-- Name: instruments; Type: TABLE; Schema: law; Owner: kho_owner
--

CREATE TABLE law.instruments (
    id uuid NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    issuer text NOT NULL,
    signer text NOT NULL,
    signed_on date NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    file_digest text,
    search text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT instruments_check CHECK ((effective_to > effective_from)),
    CONSTRAINT instruments_file_digest_check CHECK ((file_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT instruments_kind_check CHECK ((kind = ANY (ARRAY['decision'::text, 'resolution'::text, 'decree'::text, 'law'::text, 'circular'::text, 'other'::text])))
);

ALTER TABLE law.instruments OWNER TO kho_owner;

--
-- Name: authority; Type: TABLE; Schema: platform; Owner: kho_owner
--

CREATE TABLE platform.authority (
    only_row boolean DEFAULT true NOT NULL,
    epoch bigint NOT NULL,
    CONSTRAINT authority_only_row_check CHECK (only_row)
);

ALTER TABLE platform.authority OWNER TO kho_owner;

--
-- Name: migrations; Type: TABLE; Schema: platform; Owner: kho_owner
--

CREATE TABLE platform.migrations (
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE platform.migrations OWNER TO kho_owner;

--
-- Name: operational_tables; Type: TABLE; Schema: platform; Owner: kho_owner
--

CREATE TABLE platform.operational_tables (
    relation text NOT NULL,
    reason text NOT NULL
);

ALTER TABLE platform.operational_tables OWNER TO kho_owner;

--
-- Name: code_list_entries; Type: TABLE; Schema: reference; Owner: kho_owner
--

CREATE TABLE reference.code_list_entries (
    list text NOT NULL,
    version text NOT NULL,
    code text NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    name_en text,
    parent text,
    kind text,
    aliases text[] NOT NULL,
    search text NOT NULL
);

ALTER TABLE reference.code_list_entries OWNER TO kho_owner;

--
-- Name: code_list_versions; Type: TABLE; Schema: reference; Owner: kho_owner
--

CREATE TABLE reference.code_list_versions (
    list text NOT NULL,
    version text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    instrument_id uuid,
    entries integer NOT NULL,
    digest text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT code_list_versions_check CHECK ((valid_to > valid_from)),
    CONSTRAINT code_list_versions_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT code_list_versions_entries_check CHECK ((entries > 0))
);

ALTER TABLE reference.code_list_versions OWNER TO kho_owner;

--
-- Name: code_lists; Type: TABLE; Schema: reference; Owner: kho_owner
--

CREATE TABLE reference.code_lists (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    description text NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT code_lists_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);

ALTER TABLE reference.code_lists OWNER TO kho_owner;

--
-- Name: applies; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.applies (
    dataset_id uuid NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    submission_id uuid NOT NULL,
    structure_version integer NOT NULL,
    leaves bigint NOT NULL,
    merkle_root bytea NOT NULL,
    CONSTRAINT applies_merkle_root_check CHECK ((octet_length(merkle_root) = 32))
);

ALTER TABLE warehouse.applies OWNER TO kho_owner;

--
-- Name: calendar; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.calendar (
    day text NOT NULL
);

ALTER TABLE warehouse.calendar OWNER TO kho_owner;

--
-- Name: conversions; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.conversions (
    submission_id uuid NOT NULL,
    field text NOT NULL,
    kind text NOT NULL,
    count bigint NOT NULL
);

ALTER TABLE warehouse.conversions OWNER TO kho_owner;

--
-- Name: drafts; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.drafts (
    submission_id uuid NOT NULL,
    "row" bigint NOT NULL,
    cells jsonb NOT NULL,
    discard boolean NOT NULL
);

ALTER TABLE warehouse.drafts OWNER TO kho_owner;

--
-- Name: exports; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.exports (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    dataset_code text NOT NULL,
    state text NOT NULL,
    format text NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone,
    purpose text,
    question jsonb NOT NULL,
    fields text[] NOT NULL,
    readable text[] NOT NULL,
    structure_version integer NOT NULL,
    apply_number bigint,
    is_past boolean NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    total_rows bigint,
    bytes bigint DEFAULT 0 NOT NULL,
    digest text,
    problem text,
    row_scopes jsonb DEFAULT '[]'::jsonb NOT NULL,
    masks jsonb DEFAULT '{}'::jsonb NOT NULL,
    grant_used jsonb,
    taken_rows bigint DEFAULT 0 NOT NULL,
    CONSTRAINT exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'ndjson'::text, 'json'::text, 'geojson'::text, 'xlsx'::text]))),
    CONSTRAINT exports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE warehouse.exports OWNER TO kho_owner;

--
-- Name: fault_counts; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.fault_counts (
    submission_id uuid NOT NULL,
    rule text NOT NULL,
    field text NOT NULL,
    count bigint NOT NULL
);

ALTER TABLE warehouse.fault_counts OWNER TO kho_owner;

--
-- Name: faults; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.faults (
    submission_id uuid NOT NULL,
    "row" bigint NOT NULL,
    rule text NOT NULL,
    field text NOT NULL,
    value text
);

ALTER TABLE warehouse.faults OWNER TO kho_owner;

--
-- Name: measures; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.measures (
    submission_id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    structure_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    in_force boolean NOT NULL,
    apply_number bigint NOT NULL,
    rows bigint NOT NULL,
    fields jsonb NOT NULL,
    completeness_good bigint NOT NULL,
    completeness_total bigint NOT NULL,
    validity_good bigint NOT NULL,
    validity_total bigint NOT NULL,
    uniqueness_good bigint NOT NULL,
    uniqueness_total bigint NOT NULL,
    consistency_good bigint NOT NULL,
    consistency_total bigint NOT NULL,
    delivered_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    period_seconds bigint,
    sent bigint NOT NULL,
    usual bigint,
    score integer NOT NULL,
    CONSTRAINT measures_check CHECK (((completeness_good >= 0) AND (completeness_good <= completeness_total))),
    CONSTRAINT measures_check1 CHECK (((validity_good >= 0) AND (validity_good <= validity_total))),
    CONSTRAINT measures_check2 CHECK (((uniqueness_good >= 0) AND (uniqueness_good <= uniqueness_total))),
    CONSTRAINT measures_check3 CHECK (((consistency_good >= 0) AND (consistency_good <= consistency_total))),
    CONSTRAINT measures_score_check CHECK (((score >= 0) AND (score <= 100)))
);

ALTER TABLE warehouse.measures OWNER TO kho_owner;

--
-- Name: notice_reads; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.notice_reads (
    notice_id uuid NOT NULL,
    account_id text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE warehouse.notice_reads OWNER TO kho_owner;

--
-- Name: notices; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.notices (
    id uuid NOT NULL,
    kind text NOT NULL,
    dataset_id uuid NOT NULL,
    dataset_code text NOT NULL,
    unit_id text NOT NULL,
    contact text NOT NULL,
    cause text NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT notices_kind_check CHECK ((kind = ANY (ARRAY['due-soon'::text, 'overdue'::text, 'late'::text, 'quality-drop'::text, 'volume-jump'::text, 'quarantine-open'::text, 'confirmation-waiting'::text, 'processing-failed'::text, 'file-sealed'::text, 'release-asked'::text])))
);

ALTER TABLE warehouse.notices OWNER TO kho_owner;

--
-- Name: profiles; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.profiles (
    dataset_id uuid NOT NULL,
    profile jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    account_id text NOT NULL
);

ALTER TABLE warehouse.profiles OWNER TO kho_owner;

--
-- Name: progress; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.progress (
    submission_id uuid NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    stage text NOT NULL,
    rows bigint NOT NULL,
    total_rows bigint,
    percent integer NOT NULL,
    CONSTRAINT progress_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT progress_stage_check CHECK ((stage = ANY (ARRAY['reading'::text, 'checking'::text, 'comparing'::text, 'applying'::text, 'sealing'::text])))
);

ALTER TABLE warehouse.progress OWNER TO kho_owner;

--
-- Name: quarantine; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.quarantine (
    submission_id uuid NOT NULL,
    "row" bigint NOT NULL,
    dataset_id uuid NOT NULL,
    cells jsonb,
    raw text,
    key text,
    reasons jsonb NOT NULL,
    settled_by uuid,
    CONSTRAINT quarantine_check CHECK (((cells IS NULL) <> (raw IS NULL)))
);

ALTER TABLE warehouse.quarantine OWNER TO kho_owner;

--
-- Name: resolutions; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.resolutions (
    dataset_id uuid NOT NULL,
    field text NOT NULL,
    target_id uuid NOT NULL,
    total bigint NOT NULL,
    dangling bigint NOT NULL,
    submission_id uuid NOT NULL,
    CONSTRAINT resolutions_check CHECK (((dangling >= 0) AND (dangling <= total)))
);

ALTER TABLE warehouse.resolutions OWNER TO kho_owner;

--
-- Name: row_leaves; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.row_leaves (
    dataset_id uuid NOT NULL,
    apply bigint NOT NULL,
    chunk integer NOT NULL,
    leaves bytea NOT NULL,
    CONSTRAINT row_leaves_leaves_check CHECK (((octet_length(leaves) % 65) = 0))
);
ALTER TABLE ONLY warehouse.row_leaves ALTER COLUMN leaves SET STORAGE EXTERNAL;

ALTER TABLE warehouse.row_leaves OWNER TO kho_owner;

--
-- Name: row_tiles; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.row_tiles (
    dataset_id uuid NOT NULL,
    apply bigint NOT NULL,
    level smallint NOT NULL,
    place bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT row_tiles_hashes_check CHECK (((octet_length(hashes) % 32) = 0))
);
ALTER TABLE ONLY warehouse.row_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

ALTER TABLE warehouse.row_tiles OWNER TO kho_owner;

--
-- Name: settings; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.settings (
    dataset_id uuid NOT NULL,
    deletion_percent integer NOT NULL,
    deletion_minimum bigint NOT NULL,
    CONSTRAINT settings_deletion_minimum_check CHECK ((deletion_minimum >= 0)),
    CONSTRAINT settings_deletion_percent_check CHECK (((deletion_percent >= 0) AND (deletion_percent <= 100)))
);

ALTER TABLE warehouse.settings OWNER TO kho_owner;

--
-- Name: state_checks; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.state_checks (
    dataset_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE warehouse.state_checks OWNER TO kho_owner;

--
-- Name: states; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.states (
    dataset_id uuid NOT NULL,
    apply_number bigint NOT NULL,
    records bigint NOT NULL
);

ALTER TABLE warehouse.states OWNER TO kho_owner;

--
-- Name: submissions; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.submissions (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    dataset_code text NOT NULL,
    state text NOT NULL,
    load text NOT NULL,
    channel text NOT NULL,
    account_id text NOT NULL,
    account_name text NOT NULL,
    unit_id text NOT NULL,
    unit_name text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    file_name text,
    bytes bigint NOT NULL,
    digest text NOT NULL,
    structure_version integer NOT NULL,
    sent bigint,
    rejected bigint,
    duplicate bigint,
    unchanged bigint,
    inserted bigint,
    changed bigint,
    deleted bigint,
    faulty_rows bigint,
    apply_number bigint,
    journal_entry uuid,
    problem text,
    on_fault text NOT NULL,
    profile jsonb,
    continues uuid,
    withdraws uuid,
    repeats uuid,
    statement text,
    confirmed_deletions bigint,
    withheld bigint,
    arrival bigint NOT NULL,
    asked_at_apply bigint,
    sent_by_unit text,
    CONSTRAINT balanced CHECK (((state = ANY (ARRAY['received'::text, 'waiting'::text, 'failed'::text])) OR (sent = (((((inserted + changed) + rejected) + duplicate) + unchanged) +
CASE
    WHEN (load = ANY (ARRAY['deletions'::text, 'withdrawal'::text])) THEN deleted
    ELSE (0)::bigint
END)))),
    CONSTRAINT submissions_channel_check CHECK ((channel = ANY (ARRAY['portal'::text, 'api'::text, 'cli'::text]))),
    CONSTRAINT submissions_load_check CHECK ((load = ANY (ARRAY['full'::text, 'incremental'::text, 'deletions'::text, 'withdrawal'::text, 'conversion'::text]))),
    CONSTRAINT submissions_on_fault_check CHECK ((on_fault = ANY (ARRAY['reject'::text, 'quarantine'::text]))),
    CONSTRAINT submissions_state_check CHECK ((state = ANY (ARRAY['received'::text, 'waiting'::text, 'applied'::text, 'rejected'::text, 'failed'::text, 'sealed'::text])))
);

ALTER TABLE warehouse.submissions OWNER TO kho_owner;

--
-- Name: submissions_arrival_seq; Type: SEQUENCE; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.submissions ALTER COLUMN arrival ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME warehouse.submissions_arrival_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: uploads; Type: TABLE; Schema: warehouse; Owner: kho_owner
--

CREATE TABLE warehouse.uploads (
    id uuid NOT NULL,
    dataset_id uuid NOT NULL,
    dataset_code text NOT NULL,
    account_id text NOT NULL,
    unit_id text NOT NULL,
    file_name text,
    bytes bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE warehouse.uploads OWNER TO kho_owner;

--
-- Name: decisions decisions_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.decisions
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (id);

--
-- Name: grant_holders grant_holders_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_holders
    ADD CONSTRAINT grant_holders_pkey PRIMARY KEY (grant_id, unit_id, since);

--
-- Name: grant_holds grant_holds_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_holds
    ADD CONSTRAINT grant_holds_pkey PRIMARY KEY (id);

--
-- Name: grant_requests grant_requests_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_pkey PRIMARY KEY (id);

--
-- Name: grant_requests grant_requests_year_number_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_year_number_key UNIQUE (year, number);

--
-- Name: grant_steps grant_steps_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_steps
    ADD CONSTRAINT grant_steps_pkey PRIMARY KEY (id);

--
-- Name: grant_use grant_use_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_use
    ADD CONSTRAINT grant_use_pkey PRIMARY KEY (grant_id, day);

--
-- Name: grants grants_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

--
-- Name: grants grants_year_number_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_year_number_key UNIQUE (year, number);

--
-- Name: impact_files impact_files_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.impact_files
    ADD CONSTRAINT impact_files_pkey PRIMARY KEY (dataset_id, version);

--
-- Name: incident_acts incident_acts_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.incident_acts
    ADD CONSTRAINT incident_acts_pkey PRIMARY KEY (incident_id, number);

--
-- Name: incidents incidents_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

--
-- Name: incidents incidents_submission_id_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.incidents
    ADD CONSTRAINT incidents_submission_id_key UNIQUE (submission_id);

--
-- Name: incidents incidents_upload_id_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.incidents
    ADD CONSTRAINT incidents_upload_id_key UNIQUE (upload_id);

--
-- Name: networks networks_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.networks
    ADD CONSTRAINT networks_pkey PRIMARY KEY (id);

--
-- Name: planted_keys planted_keys_dataset_id_key_digest_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.planted_keys
    ADD CONSTRAINT planted_keys_dataset_id_key_digest_key UNIQUE (dataset_id, key_digest);

--
-- Name: planted_keys planted_keys_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.planted_keys
    ADD CONSTRAINT planted_keys_pkey PRIMARY KEY (id);

--
-- Name: policy_sets policy_sets_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.policy_sets
    ADD CONSTRAINT policy_sets_pkey PRIMARY KEY (number);

--
-- Name: purpose_functions purpose_functions_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.purpose_functions
    ADD CONSTRAINT purpose_functions_pkey PRIMARY KEY (purpose, function_id);

--
-- Name: purposes purposes_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.purposes
    ADD CONSTRAINT purposes_pkey PRIMARY KEY (code);

--
-- Name: reading_blocks reading_blocks_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.reading_blocks
    ADD CONSTRAINT reading_blocks_pkey PRIMARY KEY (violation_id);

--
-- Name: sealed_keys sealed_keys_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.sealed_keys
    ADD CONSTRAINT sealed_keys_pkey PRIMARY KEY (incident_id);

--
-- Name: shipped_policies shipped_policies_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.shipped_policies
    ADD CONSTRAINT shipped_policies_pkey PRIMARY KEY (digest);

--
-- Name: subject_notices subject_notices_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_notices
    ADD CONSTRAINT subject_notices_pkey PRIMARY KEY (id);

--
-- Name: subject_notices subject_notices_request_id_unit_id_kind_clock_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_notices
    ADD CONSTRAINT subject_notices_request_id_unit_id_kind_clock_key UNIQUE (request_id, unit_id, kind, clock);

--
-- Name: subject_request_datasets subject_request_datasets_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_datasets
    ADD CONSTRAINT subject_request_datasets_pkey PRIMARY KEY (request_id, dataset_id);

--
-- Name: subject_request_steps subject_request_steps_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_steps
    ADD CONSTRAINT subject_request_steps_pkey PRIMARY KEY (id);

--
-- Name: subject_requests subject_requests_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_requests
    ADD CONSTRAINT subject_requests_pkey PRIMARY KEY (id);

--
-- Name: subject_requests subject_requests_year_number_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_requests
    ADD CONSTRAINT subject_requests_year_number_key UNIQUE (year, number);

--
-- Name: subjects subjects_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subjects
    ADD CONSTRAINT subjects_pkey PRIMARY KEY (request_id);

--
-- Name: violation_acts violation_acts_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_acts
    ADD CONSTRAINT violation_acts_pkey PRIMARY KEY (violation_id, number);

--
-- Name: violation_evidence violation_evidence_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_evidence
    ADD CONSTRAINT violation_evidence_pkey PRIMARY KEY (violation_id, number);

--
-- Name: violation_notices violation_notices_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_notices
    ADD CONSTRAINT violation_notices_pkey PRIMARY KEY (violation_id, notice);

--
-- Name: violation_views violation_views_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_views
    ADD CONSTRAINT violation_views_pkey PRIMARY KEY (violation_id, account_id);

--
-- Name: violations violations_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_pkey PRIMARY KEY (id);

--
-- Name: violations violations_year_number_key; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_year_number_key UNIQUE (year, number);

--
-- Name: zone_refusals zone_refusals_pkey; Type: CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.zone_refusals
    ADD CONSTRAINT zone_refusals_pkey PRIMARY KEY (id);

--
-- Name: datasets datasets_code_key; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.datasets
    ADD CONSTRAINT datasets_code_key UNIQUE (code);

--
-- Name: datasets datasets_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (id);

--
-- Name: documents documents_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (id);

--
-- Name: documents documents_supersedes_key; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.documents
    ADD CONSTRAINT documents_supersedes_key UNIQUE (supersedes);

--
-- Name: versions one_version_in_force; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.versions
    ADD CONSTRAINT one_version_in_force EXCLUDE USING gist (daterange(effective_from, effective_to) WITH &&);

--
-- Name: retirements retirements_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.retirements
    ADD CONSTRAINT retirements_pkey PRIMARY KEY (dataset_id, number);

--
-- Name: rows rows_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.rows
    ADD CONSTRAINT rows_pkey PRIMARY KEY (version, dataset_id);

--
-- Name: structures structures_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.structures
    ADD CONSTRAINT structures_pkey PRIMARY KEY (dataset_id, version);

--
-- Name: unit_successions unit_successions_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.unit_successions
    ADD CONSTRAINT unit_successions_pkey PRIMARY KEY (dataset_id, role, unit_id, since, successor_id);

--
-- Name: versions versions_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (number);

--
-- Name: account_closings account_closings_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_closings
    ADD CONSTRAINT account_closings_pkey PRIMARY KEY (account_id);

--
-- Name: account_requests account_requests_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_requests
    ADD CONSTRAINT account_requests_pkey PRIMARY KEY (id);

--
-- Name: account_roles account_roles_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_roles
    ADD CONSTRAINT account_roles_pkey PRIMARY KEY (id);

--
-- Name: account_uses account_uses_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_uses
    ADD CONSTRAINT account_uses_pkey PRIMARY KEY (account_id);

--
-- Name: accounts accounts_id_state_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_id_state_key UNIQUE (id, state);

--
-- Name: accounts accounts_login_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_login_key UNIQUE (login);

--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

--
-- Name: acts acts_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.acts
    ADD CONSTRAINT acts_pkey PRIMARY KEY (id);

--
-- Name: api_tokens api_tokens_digest_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.api_tokens
    ADD CONSTRAINT api_tokens_digest_key UNIQUE (digest);

--
-- Name: api_tokens api_tokens_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);

--
-- Name: authenticator_uses authenticator_uses_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.authenticator_uses
    ADD CONSTRAINT authenticator_uses_pkey PRIMARY KEY (account_id);

--
-- Name: client_keys client_keys_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.client_keys
    ADD CONSTRAINT client_keys_pkey PRIMARY KEY (client_id, thumbprint);

--
-- Name: clients clients_account_id_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_account_id_key UNIQUE (account_id);

--
-- Name: clients clients_code_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_code_key UNIQUE (code);

--
-- Name: clients clients_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);

--
-- Name: focal_points focal_points_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.focal_points
    ADD CONSTRAINT focal_points_pkey PRIMARY KEY (id);

--
-- Name: organisation_identifiers held_by_one_at_a_time; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_identifiers
    ADD CONSTRAINT held_by_one_at_a_time EXCLUDE USING gist (scheme WITH =, value WITH =, daterange(valid_from, valid_to) WITH &&);

--
-- Name: account_roles held_once_at_a_time; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_roles
    ADD CONSTRAINT held_once_at_a_time EXCLUDE USING gist (account_id WITH =, organisation_id WITH =, role WITH =, tstzrange(valid_from, valid_to) WITH &&);

--
-- Name: known_devices known_devices_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.known_devices
    ADD CONSTRAINT known_devices_pkey PRIMARY KEY (digest);

--
-- Name: organisation_identifiers never_issued_again; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_identifiers
    ADD CONSTRAINT never_issued_again EXCLUDE USING gist (scheme WITH =, value WITH =, organisation_id WITH <>) WHERE ((scheme <> 'GSO'::text));

--
-- Name: focal_points one_focal_point_at_a_date; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.focal_points
    ADD CONSTRAINT one_focal_point_at_a_date EXCLUDE USING gist (organisation_id WITH =, role WITH =, daterange(valid_from, valid_to) WITH &&);

--
-- Name: organisation_periods one_period_at_a_date; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_periods
    ADD CONSTRAINT one_period_at_a_date EXCLUDE USING gist (organisation_id WITH =, daterange(valid_from, valid_to) WITH &&);

--
-- Name: one_time_links one_time_links_digest_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.one_time_links
    ADD CONSTRAINT one_time_links_digest_key UNIQUE (digest);

--
-- Name: one_time_links one_time_links_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.one_time_links
    ADD CONSTRAINT one_time_links_pkey PRIMARY KEY (id);

--
-- Name: openid_artifacts openid_artifacts_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.openid_artifacts
    ADD CONSTRAINT openid_artifacts_pkey PRIMARY KEY (model, digest);

--
-- Name: organisation_functions organisation_functions_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_functions
    ADD CONSTRAINT organisation_functions_pkey PRIMARY KEY (id);

--
-- Name: organisation_identifiers organisation_identifiers_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_identifiers
    ADD CONSTRAINT organisation_identifiers_pkey PRIMARY KEY (organisation_id, scheme, value, valid_from);

--
-- Name: organisation_periods organisation_periods_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_periods
    ADD CONSTRAINT organisation_periods_pkey PRIMARY KEY (organisation_id, valid_from);

--
-- Name: organisations organisations_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (id);

--
-- Name: outside_links outside_links_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.outside_links
    ADD CONSTRAINT outside_links_pkey PRIMARY KEY (id);

--
-- Name: passkey_attempts passkey_attempts_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkey_attempts
    ADD CONSTRAINT passkey_attempts_pkey PRIMARY KEY (digest);

--
-- Name: passkey_uses passkey_uses_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkey_uses
    ADD CONSTRAINT passkey_uses_pkey PRIMARY KEY (passkey_id);

--
-- Name: passkeys passkeys_credential_id_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkeys
    ADD CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id);

--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);

--
-- Name: passwords passwords_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passwords
    ADD CONSTRAINT passwords_pkey PRIMARY KEY (account_id);

--
-- Name: recorded_people recorded_people_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.recorded_people
    ADD CONSTRAINT recorded_people_pkey PRIMARY KEY (id);

--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (digest);

--
-- Name: review_items review_items_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_pkey PRIMARY KEY (id);

--
-- Name: review_items review_items_review_id_account_id_account_role_id_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_review_id_account_id_account_role_id_key UNIQUE NULLS NOT DISTINCT (review_id, account_id, account_role_id);

--
-- Name: reviews reviews_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);

--
-- Name: reviews reviews_quarter_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.reviews
    ADD CONSTRAINT reviews_quarter_key UNIQUE (quarter);

--
-- Name: sessions sessions_id_key; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (digest);

--
-- Name: sign_in_attempts sign_in_attempts_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (key);

--
-- Name: sign_ins sign_ins_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.sign_ins
    ADD CONSTRAINT sign_ins_pkey PRIMARY KEY (id);

--
-- Name: signing_keys signing_keys_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (kid);

--
-- Name: successions successions_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.successions
    ADD CONSTRAINT successions_pkey PRIMARY KEY (predecessor_id, successor_id);

--
-- Name: token_uses token_uses_pkey; Type: CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.token_uses
    ADD CONSTRAINT token_uses_pkey PRIMARY KEY (token_id);

--
-- Name: changes changes_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);

--
-- Name: checkpoints checkpoints_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (size);

--
-- Name: cosignatures cosignatures_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.cosignatures
    ADD CONSTRAINT cosignatures_pkey PRIMARY KEY (size, witness, key_id);

--
-- Name: entries entries_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (id);

--
-- Name: leaves leaves_entry_id_key; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.leaves
    ADD CONSTRAINT leaves_entry_id_key UNIQUE (entry_id);

--
-- Name: leaves leaves_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.leaves
    ADD CONSTRAINT leaves_pkey PRIMARY KEY (index);

--
-- Name: logs logs_origin_key; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.logs
    ADD CONSTRAINT logs_origin_key UNIQUE (origin);

--
-- Name: logs logs_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.logs
    ADD CONSTRAINT logs_pkey PRIMARY KEY (number);

--
-- Name: logs logs_size_key; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.logs
    ADD CONSTRAINT logs_size_key UNIQUE (size);

--
-- Name: logs logs_verifier_key; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.logs
    ADD CONSTRAINT logs_verifier_key UNIQUE (verifier);

--
-- Name: reads reads_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.reads
    ADD CONSTRAINT reads_pkey PRIMARY KEY (id);

--
-- Name: structure_queue structure_queue_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.structure_queue
    ADD CONSTRAINT structure_queue_pkey PRIMARY KEY (id);

--
-- Name: tiles tiles_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.tiles
    ADD CONSTRAINT tiles_pkey PRIMARY KEY (level, index);

--
-- Name: timestamps timestamps_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.timestamps
    ADD CONSTRAINT timestamps_pkey PRIMARY KEY (size);

--
-- Name: unsealed unsealed_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.unsealed
    ADD CONSTRAINT unsealed_pkey PRIMARY KEY (entry_id);

--
-- Name: witness_answers witness_answers_pkey; Type: CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.witness_answers
    ADD CONSTRAINT witness_answers_pkey PRIMARY KEY (witness, key_id);

--
-- Name: calendar_days calendar_days_pkey; Type: CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.calendar_days
    ADD CONSTRAINT calendar_days_pkey PRIMARY KEY (version_id, day);

--
-- Name: calendar_versions calendar_versions_pkey; Type: CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.calendar_versions
    ADD CONSTRAINT calendar_versions_pkey PRIMARY KEY (id);

--
-- Name: calendar_versions calendar_versions_year_version_key; Type: CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.calendar_versions
    ADD CONSTRAINT calendar_versions_year_version_key UNIQUE (year, version);

--
-- Name: instruments instruments_number_issuer_signed_on_key; Type: CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.instruments
    ADD CONSTRAINT instruments_number_issuer_signed_on_key UNIQUE (number, issuer, signed_on);

--
-- Name: instruments instruments_pkey; Type: CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.instruments
    ADD CONSTRAINT instruments_pkey PRIMARY KEY (id);

--
-- Name: authority authority_pkey; Type: CONSTRAINT; Schema: platform; Owner: kho_owner
--

ALTER TABLE ONLY platform.authority
    ADD CONSTRAINT authority_pkey PRIMARY KEY (only_row);

--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: platform; Owner: kho_owner
--

ALTER TABLE ONLY platform.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

--
-- Name: operational_tables operational_tables_pkey; Type: CONSTRAINT; Schema: platform; Owner: kho_owner
--

ALTER TABLE ONLY platform.operational_tables
    ADD CONSTRAINT operational_tables_pkey PRIMARY KEY (relation);

--
-- Name: code_list_entries code_list_entries_list_version_position_key; Type: CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_entries
    ADD CONSTRAINT code_list_entries_list_version_position_key UNIQUE (list, version, "position");

--
-- Name: code_list_entries code_list_entries_pkey; Type: CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_entries
    ADD CONSTRAINT code_list_entries_pkey PRIMARY KEY (list, version, code);

--
-- Name: code_list_versions code_list_versions_pkey; Type: CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_versions
    ADD CONSTRAINT code_list_versions_pkey PRIMARY KEY (list, version);

--
-- Name: code_lists code_lists_pkey; Type: CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_lists
    ADD CONSTRAINT code_lists_pkey PRIMARY KEY (code);

--
-- Name: code_list_versions one_version_in_force; Type: CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_versions
    ADD CONSTRAINT one_version_in_force EXCLUDE USING gist (list WITH =, daterange(valid_from, valid_to) WITH &&);

--
-- Name: applies applies_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.applies
    ADD CONSTRAINT applies_pkey PRIMARY KEY (dataset_id, number);

--
-- Name: calendar calendar_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.calendar
    ADD CONSTRAINT calendar_pkey PRIMARY KEY (day);

--
-- Name: conversions conversions_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.conversions
    ADD CONSTRAINT conversions_pkey PRIMARY KEY (submission_id, field, kind);

--
-- Name: drafts drafts_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (submission_id, "row");

--
-- Name: exports exports_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.exports
    ADD CONSTRAINT exports_pkey PRIMARY KEY (id);

--
-- Name: fault_counts fault_counts_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.fault_counts
    ADD CONSTRAINT fault_counts_pkey PRIMARY KEY (submission_id, rule, field);

--
-- Name: faults faults_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.faults
    ADD CONSTRAINT faults_pkey PRIMARY KEY (submission_id, "row", rule, field);

--
-- Name: measures measures_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.measures
    ADD CONSTRAINT measures_pkey PRIMARY KEY (submission_id);

--
-- Name: notice_reads notice_reads_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.notice_reads
    ADD CONSTRAINT notice_reads_pkey PRIMARY KEY (notice_id, account_id);

--
-- Name: notices notices_dataset_id_kind_unit_id_cause_key; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.notices
    ADD CONSTRAINT notices_dataset_id_kind_unit_id_cause_key UNIQUE (dataset_id, kind, unit_id, cause);

--
-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (dataset_id);

--
-- Name: progress progress_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (submission_id);

--
-- Name: quarantine quarantine_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (submission_id, "row");

--
-- Name: resolutions resolutions_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.resolutions
    ADD CONSTRAINT resolutions_pkey PRIMARY KEY (dataset_id, field);

--
-- Name: row_leaves row_leaves_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.row_leaves
    ADD CONSTRAINT row_leaves_pkey PRIMARY KEY (dataset_id, apply, chunk);

--
-- Name: row_tiles row_tiles_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.row_tiles
    ADD CONSTRAINT row_tiles_pkey PRIMARY KEY (dataset_id, apply, level, place);

--
-- Name: settings settings_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (dataset_id);

--
-- Name: state_checks state_checks_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.state_checks
    ADD CONSTRAINT state_checks_pkey PRIMARY KEY (dataset_id);

--
-- Name: states states_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.states
    ADD CONSTRAINT states_pkey PRIMARY KEY (dataset_id);

--
-- Name: submissions submissions_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (id);

--
-- Name: uploads uploads_pkey; Type: CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.uploads
    ADD CONSTRAINT uploads_pkey PRIMARY KEY (id);

--
-- Name: decisions_at; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX decisions_at ON access.decisions USING btree (at, id);

--
-- Name: grant_holders_unit; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_holders_unit ON access.grant_holders USING btree (unit_id, grant_id);

--
-- Name: grant_holds_open; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE UNIQUE INDEX grant_holds_open ON access.grant_holds USING btree (grant_id, party) WHERE (let_go_at IS NULL);

--
-- Name: grant_requests_dataset; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_requests_dataset ON access.grant_requests USING btree (dataset_id, id DESC);

--
-- Name: grant_requests_newest; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_requests_newest ON access.grant_requests USING btree (id DESC);

--
-- Name: grant_requests_open; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_requests_open ON access.grant_requests USING btree (due_at) WHERE (ended_at IS NULL);

--
-- Name: grant_requests_unit; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_requests_unit ON access.grant_requests USING btree (unit_id, id DESC);

--
-- Name: grant_steps_request; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grant_steps_request ON access.grant_steps USING btree (request_id, id);

--
-- Name: grants_dataset; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grants_dataset ON access.grants USING btree (dataset_id, id DESC);

--
-- Name: grants_newest; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX grants_newest ON access.grants USING btree (id DESC);

--
-- Name: incidents_digest; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX incidents_digest ON access.incidents USING btree (digest);

--
-- Name: incidents_pending; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX incidents_pending ON access.incidents USING btree (id) WHERE (((state = ANY (ARRAY['open'::text, 'release-asked'::text])) AND (sealed_at IS NULL)) OR ((state = 'released'::text) AND (restored_at IS NULL)));

--
-- Name: incidents_standing; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX incidents_standing ON access.incidents USING btree (dataset_id) WHERE (state = ANY (ARRAY['open'::text, 'release-asked'::text]));

--
-- Name: incidents_unit; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX incidents_unit ON access.incidents USING btree (unit_id, id);

--
-- Name: networks_once; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE UNIQUE INDEX networks_once ON access.networks USING btree (zone, network) WHERE (removed_at IS NULL);

--
-- Name: policy_sets_in_force; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE UNIQUE INDEX policy_sets_in_force ON access.policy_sets USING btree (state) WHERE (state = 'inForce'::text);

--
-- Name: purpose_functions_function; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX purpose_functions_function ON access.purpose_functions USING btree (function_id);

--
-- Name: reading_blocks_standing; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX reading_blocks_standing ON access.reading_blocks USING btree (account_id) WHERE (lifted_at IS NULL);

--
-- Name: subject_notices_unit; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX subject_notices_unit ON access.subject_notices USING btree (unit_id, id);

--
-- Name: subject_request_datasets_unit; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX subject_request_datasets_unit ON access.subject_request_datasets USING btree (unit_id, request_id);

--
-- Name: subject_request_steps_request; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX subject_request_steps_request ON access.subject_request_steps USING btree (request_id, id);

--
-- Name: subject_requests_newest; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX subject_requests_newest ON access.subject_requests USING btree (id DESC);

--
-- Name: subject_requests_open; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX subject_requests_open ON access.subject_requests USING btree (respond_by) WHERE (ended_at IS NULL);

--
-- Name: violations_newest; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX violations_newest ON access.violations USING btree (state, id DESC);

--
-- Name: violations_once; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE UNIQUE INDEX violations_once ON access.violations USING btree (detector, subject_type, subject_id, window_from);

--
-- Name: violations_reporter; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX violations_reporter ON access.violations USING btree (reporter_account_id, id DESC);

--
-- Name: zone_refusals_counted; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE UNIQUE INDEX zone_refusals_counted ON access.zone_refusals USING btree (begun_at, address, zone, route, reason) WHERE (seal IS NULL);

--
-- Name: zone_refusals_last; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX zone_refusals_last ON access.zone_refusals USING btree (last_at DESC, id DESC);

--
-- Name: zone_refusals_seal; Type: INDEX; Schema: access; Owner: kho_owner
--

CREATE INDEX zone_refusals_seal ON access.zone_refusals USING btree (seal, last_at);

--
-- Name: datasets_provider; Type: INDEX; Schema: catalogue; Owner: kho_owner
--

CREATE INDEX datasets_provider ON catalogue.datasets USING btree (provider_id);

--
-- Name: documents_dataset; Type: INDEX; Schema: catalogue; Owner: kho_owner
--

CREATE INDEX documents_dataset ON catalogue.documents USING btree (dataset_id, added_at);

--
-- Name: rows_dataset; Type: INDEX; Schema: catalogue; Owner: kho_owner
--

CREATE INDEX rows_dataset ON catalogue.rows USING btree (dataset_id);

--
-- Name: structures_pending; Type: INDEX; Schema: catalogue; Owner: kho_owner
--

CREATE UNIQUE INDEX structures_pending ON catalogue.structures USING btree (dataset_id) WHERE (state = 'pending'::text);

--
-- Name: unit_successions_successor; Type: INDEX; Schema: catalogue; Owner: kho_owner
--

CREATE INDEX unit_successions_successor ON catalogue.unit_successions USING btree (successor_id);

--
-- Name: account_requests_open_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX account_requests_open_account ON identity.account_requests USING btree (account_id) WHERE (state = 'open'::text);

--
-- Name: account_requests_open_login; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX account_requests_open_login ON identity.account_requests USING btree (login) WHERE ((state = 'open'::text) AND (kind = 'issue'::text));

--
-- Name: account_requests_organisation; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX account_requests_organisation ON identity.account_requests USING btree (organisation_id, id);

--
-- Name: account_requests_state; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX account_requests_state ON identity.account_requests USING btree (state, id);

--
-- Name: account_roles_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX account_roles_account ON identity.account_roles USING btree (account_id);

--
-- Name: accounts_organisation; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX accounts_organisation ON identity.accounts USING btree (organisation_id);

--
-- Name: acts_waiting; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX acts_waiting ON identity.acts USING btree (effective_on) WHERE (state = 'confirmed'::text);

--
-- Name: api_tokens_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX api_tokens_account ON identity.api_tokens USING btree (account_id);

--
-- Name: clients_organisation; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX clients_organisation ON identity.clients USING btree (organisation_id);

--
-- Name: focal_points_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX focal_points_account ON identity.focal_points USING btree (account_id);

--
-- Name: known_devices_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX known_devices_account ON identity.known_devices USING btree (account_id);

--
-- Name: one_time_links_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX one_time_links_account ON identity.one_time_links USING btree (account_id);

--
-- Name: openid_artifacts_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX openid_artifacts_account ON identity.openid_artifacts USING btree (account_id) WHERE (account_id IS NOT NULL);

--
-- Name: openid_artifacts_expiry; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX openid_artifacts_expiry ON identity.openid_artifacts USING btree (expires_at);

--
-- Name: openid_artifacts_grant; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX openid_artifacts_grant ON identity.openid_artifacts USING btree (grant_id) WHERE (grant_id IS NOT NULL);

--
-- Name: openid_artifacts_session; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX openid_artifacts_session ON identity.openid_artifacts USING btree (((payload ->> 'uid'::text))) WHERE (model = 'Session'::text);

--
-- Name: openid_artifacts_user_code; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX openid_artifacts_user_code ON identity.openid_artifacts USING btree (user_code) WHERE (user_code IS NOT NULL);

--
-- Name: organisation_functions_organisation; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX organisation_functions_organisation ON identity.organisation_functions USING btree (organisation_id);

--
-- Name: organisation_periods_act; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX organisation_periods_act ON identity.organisation_periods USING btree (act_id);

--
-- Name: organisation_periods_parent; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX organisation_periods_parent ON identity.organisation_periods USING btree (parent_id);

--
-- Name: organisations_parent; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX organisations_parent ON identity.organisations USING btree (parent_id);

--
-- Name: outside_links_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX outside_links_account ON identity.outside_links USING btree (account_id);

--
-- Name: outside_links_in_force; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX outside_links_in_force ON identity.outside_links USING btree (issuer, subject) WHERE (unlinked_at IS NULL);

--
-- Name: passkey_attempts_expiry; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX passkey_attempts_expiry ON identity.passkey_attempts USING btree (expires_at);

--
-- Name: passkeys_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX passkeys_account ON identity.passkeys USING btree (account_id);

--
-- Name: recovery_codes_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX recovery_codes_account ON identity.recovery_codes USING btree (account_id);

--
-- Name: review_items_organisation; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX review_items_organisation ON identity.review_items USING btree (review_id, organisation_id);

--
-- Name: reviews_open; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX reviews_open ON identity.reviews USING btree ((true)) WHERE (closed_at IS NULL);

--
-- Name: sessions_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX sessions_account ON identity.sessions USING btree (account_id);

--
-- Name: sign_ins_account; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX sign_ins_account ON identity.sign_ins USING btree (account_id, id);

--
-- Name: sign_ins_at; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX sign_ins_at ON identity.sign_ins USING btree (at);

--
-- Name: sign_ins_seal; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX sign_ins_seal ON identity.sign_ins USING btree (seal, at);

--
-- Name: successions_main; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE UNIQUE INDEX successions_main ON identity.successions USING btree (predecessor_id) WHERE is_main;

--
-- Name: successions_successor; Type: INDEX; Schema: identity; Owner: kho_owner
--

CREATE INDEX successions_successor ON identity.successions USING btree (successor_id);

--
-- Name: changes_by_account; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX changes_by_account ON journal.changes USING btree (account_id, id);

--
-- Name: changes_by_account_name; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX changes_by_account_name ON journal.changes USING btree (account_name, id);

--
-- Name: changes_by_unit; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX changes_by_unit ON journal.changes USING btree (unit_id, id);

--
-- Name: checkpoints_at; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX checkpoints_at ON journal.checkpoints USING btree (at, size);

--
-- Name: cosignatures_witness; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX cosignatures_witness ON journal.cosignatures USING btree (witness, key_id, size);

--
-- Name: entries_by_event; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX entries_by_event ON journal.entries USING btree (event, change_id, id);

--
-- Name: entries_by_label; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX entries_by_label ON journal.entries USING btree (subject_label, change_id, id);

--
-- Name: entries_by_subject; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX entries_by_subject ON journal.entries USING btree (subject_id, change_id, id);

--
-- Name: entries_order; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX entries_order ON journal.entries USING btree (change_id, id);

--
-- Name: reads_dataset; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX reads_dataset ON journal.reads USING btree (dataset, id) INCLUDE (at, unit_id, action, row_count);

--
-- Name: reads_unit; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX reads_unit ON journal.reads USING btree (unit_id, dataset, id) INCLUDE (at, action, row_count);

--
-- Name: structure_queue_xact; Type: INDEX; Schema: journal; Owner: kho_owner
--

CREATE INDEX structure_queue_xact ON journal.structure_queue USING btree (xact);

--
-- Name: instruments_newest; Type: INDEX; Schema: law; Owner: kho_owner
--

CREATE INDEX instruments_newest ON law.instruments USING btree (signed_on DESC, id DESC);

--
-- Name: exports_expiry; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX exports_expiry ON warehouse.exports USING btree (expires_at);

--
-- Name: exports_open; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX exports_open ON warehouse.exports USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

--
-- Name: exports_unit; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX exports_unit ON warehouse.exports USING btree (unit_id, id);

--
-- Name: measures_dataset; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX measures_dataset ON warehouse.measures USING btree (dataset_id, submission_id);

--
-- Name: notices_open; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX notices_open ON warehouse.notices USING btree (dataset_id) WHERE (closed_at IS NULL);

--
-- Name: notices_unit; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX notices_unit ON warehouse.notices USING btree (unit_id, id);

--
-- Name: quarantine_open; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX quarantine_open ON warehouse.quarantine USING btree (dataset_id, key) WHERE (settled_by IS NULL);

--
-- Name: quarantine_settled; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX quarantine_settled ON warehouse.quarantine USING btree (settled_by) WHERE (settled_by IS NOT NULL);

--
-- Name: resolutions_target; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX resolutions_target ON warehouse.resolutions USING btree (target_id);

--
-- Name: submissions_continues; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_continues ON warehouse.submissions USING btree (continues) WHERE (continues IS NOT NULL);

--
-- Name: submissions_dataset; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_dataset ON warehouse.submissions USING btree (dataset_id, id);

--
-- Name: submissions_digest; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_digest ON warehouse.submissions USING btree (dataset_id, digest);

--
-- Name: submissions_open; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_open ON warehouse.submissions USING btree (arrival) WHERE (state = 'received'::text);

--
-- Name: submissions_unit; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_unit ON warehouse.submissions USING btree (unit_id, id);

--
-- Name: submissions_withdraws; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX submissions_withdraws ON warehouse.submissions USING btree (withdraws) WHERE (withdraws IS NOT NULL);

--
-- Name: uploads_expiry; Type: INDEX; Schema: warehouse; Owner: kho_owner
--

CREATE INDEX uploads_expiry ON warehouse.uploads USING btree (expires_at);

--
-- Name: grant_holders carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.grant_holders FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.grant_holders ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: grant_holds carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.grant_holds FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.grant_holds ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: grants carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.grants FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.grants ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: networks carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.networks FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.networks ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: policy_sets carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.policy_sets FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.policy_sets ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: purpose_functions carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.purpose_functions FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.purpose_functions ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: purposes carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.purposes FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.purposes ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: reading_blocks carries_authority; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON access.reading_blocks FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE access.reading_blocks ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: grant_holders governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.grant_holders FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.grant_holders ENABLE ALWAYS TRIGGER governed;

--
-- Name: grant_holds governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.grant_holds FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.grant_holds ENABLE ALWAYS TRIGGER governed;

--
-- Name: grant_requests governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.grant_requests FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.grant_requests ENABLE ALWAYS TRIGGER governed;

--
-- Name: grant_steps governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.grant_steps FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.grant_steps ENABLE ALWAYS TRIGGER governed;

--
-- Name: grants governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.grants FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.grants ENABLE ALWAYS TRIGGER governed;

--
-- Name: impact_files governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.impact_files FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.impact_files ENABLE ALWAYS TRIGGER governed;

--
-- Name: incident_acts governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.incident_acts FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.incident_acts ENABLE ALWAYS TRIGGER governed;

--
-- Name: incidents governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.incidents FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.incidents ENABLE ALWAYS TRIGGER governed;

--
-- Name: networks governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.networks FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.networks ENABLE ALWAYS TRIGGER governed;

--
-- Name: planted_keys governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.planted_keys FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.planted_keys ENABLE ALWAYS TRIGGER governed;

--
-- Name: policy_sets governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.policy_sets FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.policy_sets ENABLE ALWAYS TRIGGER governed;

--
-- Name: purpose_functions governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.purpose_functions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.purpose_functions ENABLE ALWAYS TRIGGER governed;

--
-- Name: purposes governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.purposes FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.purposes ENABLE ALWAYS TRIGGER governed;

--
-- Name: reading_blocks governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.reading_blocks FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.reading_blocks ENABLE ALWAYS TRIGGER governed;

--
-- Name: sealed_keys governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.sealed_keys FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.sealed_keys ENABLE ALWAYS TRIGGER governed;

--
-- Name: shipped_policies governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.shipped_policies FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.shipped_policies ENABLE ALWAYS TRIGGER governed;

--
-- Name: subject_request_datasets governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.subject_request_datasets FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.subject_request_datasets ENABLE ALWAYS TRIGGER governed;

--
-- Name: subject_request_steps governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.subject_request_steps FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.subject_request_steps ENABLE ALWAYS TRIGGER governed;

--
-- Name: subject_requests governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.subject_requests FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.subject_requests ENABLE ALWAYS TRIGGER governed;

--
-- Name: subjects governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.subjects FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.subjects ENABLE ALWAYS TRIGGER governed;

--
-- Name: violation_acts governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.violation_acts FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.violation_acts ENABLE ALWAYS TRIGGER governed;

--
-- Name: violation_evidence governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.violation_evidence FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.violation_evidence ENABLE ALWAYS TRIGGER governed;

--
-- Name: violation_notices governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.violation_notices FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.violation_notices ENABLE ALWAYS TRIGGER governed;

--
-- Name: violations governed; Type: TRIGGER; Schema: access; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON access.violations FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE access.violations ENABLE ALWAYS TRIGGER governed;

--
-- Name: retirements carries_authority; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON catalogue.retirements FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE catalogue.retirements ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: rows carries_authority; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON catalogue.rows FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE catalogue.rows ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: structures carries_authority; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON catalogue.structures FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE catalogue.structures ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: unit_successions carries_authority; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON catalogue.unit_successions FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE catalogue.unit_successions ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: versions carries_authority; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON catalogue.versions FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE catalogue.versions ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: datasets governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.datasets FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.datasets ENABLE ALWAYS TRIGGER governed;

--
-- Name: documents governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.documents FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.documents ENABLE ALWAYS TRIGGER governed;

--
-- Name: retirements governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.retirements FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.retirements ENABLE ALWAYS TRIGGER governed;

--
-- Name: rows governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.rows FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.rows ENABLE ALWAYS TRIGGER governed;

--
-- Name: structures governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.structures FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.structures ENABLE ALWAYS TRIGGER governed;

--
-- Name: unit_successions governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.unit_successions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.unit_successions ENABLE ALWAYS TRIGGER governed;

--
-- Name: versions governed; Type: TRIGGER; Schema: catalogue; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON catalogue.versions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE catalogue.versions ENABLE ALWAYS TRIGGER governed;

--
-- Name: account_roles carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.account_roles FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.account_roles ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: accounts carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.accounts FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.accounts ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: api_tokens carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.api_tokens FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.api_tokens ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: client_keys carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.client_keys FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.client_keys ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: clients carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.clients FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.clients ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: organisation_functions carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.organisation_functions FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.organisation_functions ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: organisations carries_authority; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER carries_authority AFTER INSERT OR DELETE OR UPDATE ON identity.organisations FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority();

ALTER TABLE identity.organisations ENABLE ALWAYS TRIGGER carries_authority;

--
-- Name: account_closings governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.account_closings FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.account_closings ENABLE ALWAYS TRIGGER governed;

--
-- Name: account_requests governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.account_requests FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.account_requests ENABLE ALWAYS TRIGGER governed;

--
-- Name: account_roles governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.account_roles FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.account_roles ENABLE ALWAYS TRIGGER governed;

--
-- Name: accounts governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.accounts FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.accounts ENABLE ALWAYS TRIGGER governed;

--
-- Name: acts governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.acts FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.acts ENABLE ALWAYS TRIGGER governed;

--
-- Name: api_tokens governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.api_tokens FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.api_tokens ENABLE ALWAYS TRIGGER governed;

--
-- Name: client_keys governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.client_keys FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.client_keys ENABLE ALWAYS TRIGGER governed;

--
-- Name: clients governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.clients FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.clients ENABLE ALWAYS TRIGGER governed;

--
-- Name: focal_points governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.focal_points FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.focal_points ENABLE ALWAYS TRIGGER governed;

--
-- Name: one_time_links governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.one_time_links FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.one_time_links ENABLE ALWAYS TRIGGER governed;

--
-- Name: organisation_functions governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.organisation_functions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.organisation_functions ENABLE ALWAYS TRIGGER governed;

--
-- Name: organisation_identifiers governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.organisation_identifiers FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.organisation_identifiers ENABLE ALWAYS TRIGGER governed;

--
-- Name: organisation_periods governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.organisation_periods FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.organisation_periods ENABLE ALWAYS TRIGGER governed;

--
-- Name: organisations governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.organisations FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.organisations ENABLE ALWAYS TRIGGER governed;

--
-- Name: outside_links governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.outside_links FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.outside_links ENABLE ALWAYS TRIGGER governed;

--
-- Name: passkeys governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.passkeys FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.passkeys ENABLE ALWAYS TRIGGER governed;

--
-- Name: passwords governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.passwords FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.passwords ENABLE ALWAYS TRIGGER governed;

--
-- Name: recorded_people governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.recorded_people FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.recorded_people ENABLE ALWAYS TRIGGER governed;

--
-- Name: recovery_codes governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.recovery_codes FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.recovery_codes ENABLE ALWAYS TRIGGER governed;

--
-- Name: review_items governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.review_items FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.review_items ENABLE ALWAYS TRIGGER governed;

--
-- Name: reviews governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.reviews FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.reviews ENABLE ALWAYS TRIGGER governed;

--
-- Name: signing_keys governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.signing_keys FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.signing_keys ENABLE ALWAYS TRIGGER governed;

--
-- Name: successions governed; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.successions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE identity.successions ENABLE ALWAYS TRIGGER governed;

--
-- Name: openid_artifacts tokens_ended; Type: TRIGGER; Schema: identity; Owner: kho_owner
--

CREATE TRIGGER tokens_ended AFTER DELETE ON identity.openid_artifacts REFERENCING OLD TABLE AS ended FOR EACH STATEMENT EXECUTE FUNCTION identity.tokens_ended();

ALTER TABLE identity.openid_artifacts ENABLE ALWAYS TRIGGER tokens_ended;

--
-- Name: changes append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.changes FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.changes ENABLE ALWAYS TRIGGER append_only;

--
-- Name: checkpoints append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.checkpoints ENABLE ALWAYS TRIGGER append_only;

--
-- Name: cosignatures append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.cosignatures FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.cosignatures ENABLE ALWAYS TRIGGER append_only;

--
-- Name: entries append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.entries FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.entries ENABLE ALWAYS TRIGGER append_only;

--
-- Name: leaves append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.leaves FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.leaves ENABLE ALWAYS TRIGGER append_only;

--
-- Name: logs append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.logs FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.logs ENABLE ALWAYS TRIGGER append_only;

--
-- Name: reads append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.reads FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.reads ENABLE ALWAYS TRIGGER append_only;

--
-- Name: tiles append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON journal.tiles FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.tiles ENABLE ALWAYS TRIGGER append_only;

--
-- Name: timestamps append_only; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON journal.timestamps FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();

ALTER TABLE journal.timestamps ENABLE ALWAYS TRIGGER append_only;

--
-- Name: changes has_entry; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE CONSTRAINT TRIGGER has_entry AFTER INSERT ON journal.changes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal.require_entry();

ALTER TABLE journal.changes ENABLE ALWAYS TRIGGER has_entry;

--
-- Name: tiles only_grows; Type: TRIGGER; Schema: journal; Owner: kho_owner
--

CREATE TRIGGER only_grows BEFORE UPDATE ON journal.tiles FOR EACH ROW EXECUTE FUNCTION journal.only_grow();

ALTER TABLE journal.tiles ENABLE ALWAYS TRIGGER only_grows;

--
-- Name: calendar_days governed; Type: TRIGGER; Schema: law; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON law.calendar_days FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE law.calendar_days ENABLE ALWAYS TRIGGER governed;

--
-- Name: calendar_versions governed; Type: TRIGGER; Schema: law; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON law.calendar_versions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE law.calendar_versions ENABLE ALWAYS TRIGGER governed;

--
-- Name: instruments governed; Type: TRIGGER; Schema: law; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON law.instruments FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE law.instruments ENABLE ALWAYS TRIGGER governed;

--
-- Name: authority only_forward; Type: TRIGGER; Schema: platform; Owner: kho_owner
--

CREATE TRIGGER only_forward BEFORE UPDATE ON platform.authority FOR EACH ROW EXECUTE FUNCTION platform.only_forward();

ALTER TABLE platform.authority ENABLE ALWAYS TRIGGER only_forward;

--
-- Name: code_list_entries governed; Type: TRIGGER; Schema: reference; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reference.code_list_entries FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE reference.code_list_entries ENABLE ALWAYS TRIGGER governed;

--
-- Name: code_list_versions governed; Type: TRIGGER; Schema: reference; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reference.code_list_versions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE reference.code_list_versions ENABLE ALWAYS TRIGGER governed;

--
-- Name: code_lists governed; Type: TRIGGER; Schema: reference; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON reference.code_lists FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE reference.code_lists ENABLE ALWAYS TRIGGER governed;

--
-- Name: applies governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.applies FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.applies ENABLE ALWAYS TRIGGER governed;

--
-- Name: measures governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.measures FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.measures ENABLE ALWAYS TRIGGER governed;

--
-- Name: profiles governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.profiles FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.profiles ENABLE ALWAYS TRIGGER governed;

--
-- Name: quarantine governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.quarantine FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.quarantine ENABLE ALWAYS TRIGGER governed;

--
-- Name: resolutions governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.resolutions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.resolutions ENABLE ALWAYS TRIGGER governed;

--
-- Name: row_leaves governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.row_leaves FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.row_leaves ENABLE ALWAYS TRIGGER governed;

--
-- Name: row_tiles governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.row_tiles FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.row_tiles ENABLE ALWAYS TRIGGER governed;

--
-- Name: settings governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.settings FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.settings ENABLE ALWAYS TRIGGER governed;

--
-- Name: states governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.states FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.states ENABLE ALWAYS TRIGGER governed;

--
-- Name: submissions governed; Type: TRIGGER; Schema: warehouse; Owner: kho_owner
--

CREATE TRIGGER governed BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON warehouse.submissions FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change();

ALTER TABLE warehouse.submissions ENABLE ALWAYS TRIGGER governed;

--
-- Name: grant_holders grant_holders_grant_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_holders
    ADD CONSTRAINT grant_holders_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES access.grants(id);

--
-- Name: grant_holders grant_holders_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_holders
    ADD CONSTRAINT grant_holders_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: grant_holds grant_holds_grant_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_holds
    ADD CONSTRAINT grant_holds_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES access.grants(id);

--
-- Name: grant_requests grant_requests_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: grant_requests grant_requests_grant_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES access.grants(id);

--
-- Name: grant_requests grant_requests_instrument_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: grant_requests grant_requests_purpose_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_purpose_fkey FOREIGN KEY (purpose) REFERENCES access.purposes(code);

--
-- Name: grant_requests grant_requests_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_requests
    ADD CONSTRAINT grant_requests_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: grant_steps grant_steps_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_steps
    ADD CONSTRAINT grant_steps_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.grant_requests(id);

--
-- Name: grant_steps grant_steps_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grant_steps
    ADD CONSTRAINT grant_steps_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: grants grants_became_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_became_fkey FOREIGN KEY (became) REFERENCES access.grants(id);

--
-- Name: grants grants_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: grants grants_instrument_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: grants grants_purpose_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_purpose_fkey FOREIGN KEY (purpose) REFERENCES access.purposes(code);

--
-- Name: grants grants_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.grant_requests(id);

--
-- Name: grants grants_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.grants
    ADD CONSTRAINT grants_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: impact_files impact_files_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.impact_files
    ADD CONSTRAINT impact_files_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: impact_files impact_files_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.impact_files
    ADD CONSTRAINT impact_files_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: incident_acts incident_acts_incident_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.incident_acts
    ADD CONSTRAINT incident_acts_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES access.incidents(id);

--
-- Name: planted_keys planted_keys_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.planted_keys
    ADD CONSTRAINT planted_keys_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: policy_sets policy_sets_instrument_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.policy_sets
    ADD CONSTRAINT policy_sets_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: purpose_functions purpose_functions_function_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.purpose_functions
    ADD CONSTRAINT purpose_functions_function_id_fkey FOREIGN KEY (function_id) REFERENCES identity.organisation_functions(id);

--
-- Name: purpose_functions purpose_functions_purpose_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.purpose_functions
    ADD CONSTRAINT purpose_functions_purpose_fkey FOREIGN KEY (purpose) REFERENCES access.purposes(code);

--
-- Name: reading_blocks reading_blocks_account_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.reading_blocks
    ADD CONSTRAINT reading_blocks_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: reading_blocks reading_blocks_violation_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.reading_blocks
    ADD CONSTRAINT reading_blocks_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES access.violations(id);

--
-- Name: sealed_keys sealed_keys_incident_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.sealed_keys
    ADD CONSTRAINT sealed_keys_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES access.incidents(id);

--
-- Name: subject_notices subject_notices_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_notices
    ADD CONSTRAINT subject_notices_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.subject_requests(id);

--
-- Name: subject_notices subject_notices_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_notices
    ADD CONSTRAINT subject_notices_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: subject_request_datasets subject_request_datasets_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_datasets
    ADD CONSTRAINT subject_request_datasets_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: subject_request_datasets subject_request_datasets_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_datasets
    ADD CONSTRAINT subject_request_datasets_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.subject_requests(id);

--
-- Name: subject_request_datasets subject_request_datasets_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_datasets
    ADD CONSTRAINT subject_request_datasets_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: subject_request_steps subject_request_steps_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_steps
    ADD CONSTRAINT subject_request_steps_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.subject_requests(id);

--
-- Name: subject_request_steps subject_request_steps_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_request_steps
    ADD CONSTRAINT subject_request_steps_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: subject_requests subject_requests_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subject_requests
    ADD CONSTRAINT subject_requests_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: subjects subjects_request_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.subjects
    ADD CONSTRAINT subjects_request_id_fkey FOREIGN KEY (request_id) REFERENCES access.subject_requests(id);

--
-- Name: violation_acts violation_acts_violation_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_acts
    ADD CONSTRAINT violation_acts_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES access.violations(id);

--
-- Name: violation_evidence violation_evidence_violation_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_evidence
    ADD CONSTRAINT violation_evidence_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES access.violations(id);

--
-- Name: violation_notices violation_notices_violation_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_notices
    ADD CONSTRAINT violation_notices_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES access.violations(id);

--
-- Name: violation_views violation_views_account_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_views
    ADD CONSTRAINT violation_views_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: violation_views violation_views_violation_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violation_views
    ADD CONSTRAINT violation_views_violation_id_fkey FOREIGN KEY (violation_id) REFERENCES access.violations(id);

--
-- Name: violations violations_dataset_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: violations violations_instrument_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: violations violations_proposed_by_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES identity.accounts(id);

--
-- Name: violations violations_reporter_account_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_reporter_account_id_fkey FOREIGN KEY (reporter_account_id) REFERENCES identity.accounts(id);

--
-- Name: violations violations_reporter_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_reporter_unit_id_fkey FOREIGN KEY (reporter_unit_id) REFERENCES identity.organisations(id);

--
-- Name: violations violations_subject_account_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_subject_account_id_fkey FOREIGN KEY (subject_account_id) REFERENCES identity.accounts(id);

--
-- Name: violations violations_subject_unit_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: kho_owner
--

ALTER TABLE ONLY access.violations
    ADD CONSTRAINT violations_subject_unit_id_fkey FOREIGN KEY (subject_unit_id) REFERENCES identity.organisations(id);

--
-- Name: datasets datasets_provider_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.datasets
    ADD CONSTRAINT datasets_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity.organisations(id);

--
-- Name: documents documents_dataset_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.documents
    ADD CONSTRAINT documents_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: documents documents_supersedes_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.documents
    ADD CONSTRAINT documents_supersedes_fkey FOREIGN KEY (supersedes) REFERENCES catalogue.documents(id);

--
-- Name: retirements retirements_dataset_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.retirements
    ADD CONSTRAINT retirements_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: retirements retirements_instrument_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.retirements
    ADD CONSTRAINT retirements_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: rows rows_dataset_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.rows
    ADD CONSTRAINT rows_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: rows rows_provider_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.rows
    ADD CONSTRAINT rows_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES identity.organisations(id);

--
-- Name: rows rows_version_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.rows
    ADD CONSTRAINT rows_version_fkey FOREIGN KEY (version) REFERENCES catalogue.versions(number);

--
-- Name: structures structures_dataset_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.structures
    ADD CONSTRAINT structures_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: unit_successions unit_successions_dataset_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.unit_successions
    ADD CONSTRAINT unit_successions_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES catalogue.datasets(id);

--
-- Name: unit_successions unit_successions_successor_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.unit_successions
    ADD CONSTRAINT unit_successions_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES identity.organisations(id);

--
-- Name: unit_successions unit_successions_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.unit_successions
    ADD CONSTRAINT unit_successions_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES identity.organisations(id);

--
-- Name: versions versions_instrument_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: kho_owner
--

ALTER TABLE ONLY catalogue.versions
    ADD CONSTRAINT versions_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: account_requests account_requests_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_requests
    ADD CONSTRAINT account_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: account_requests account_requests_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_requests
    ADD CONSTRAINT account_requests_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: account_roles account_roles_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_roles
    ADD CONSTRAINT account_roles_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: account_roles account_roles_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_roles
    ADD CONSTRAINT account_roles_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: account_uses account_uses_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_uses
    ADD CONSTRAINT account_uses_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: accounts accounts_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: acts acts_instrument_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.acts
    ADD CONSTRAINT acts_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: api_tokens api_tokens_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.api_tokens
    ADD CONSTRAINT api_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: authenticator_uses authenticator_uses_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.authenticator_uses
    ADD CONSTRAINT authenticator_uses_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: client_keys client_keys_client_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.client_keys
    ADD CONSTRAINT client_keys_client_id_fkey FOREIGN KEY (client_id) REFERENCES identity.clients(id);

--
-- Name: clients clients_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: clients clients_decided_by_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.accounts(id);

--
-- Name: clients clients_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: clients clients_requested_by_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.clients
    ADD CONSTRAINT clients_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES identity.accounts(id);

--
-- Name: account_closings closed_for_good; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.account_closings
    ADD CONSTRAINT closed_for_good FOREIGN KEY (account_id, state) REFERENCES identity.accounts(id, state);

--
-- Name: focal_points focal_points_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.focal_points
    ADD CONSTRAINT focal_points_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: focal_points focal_points_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.focal_points
    ADD CONSTRAINT focal_points_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: focal_points focal_points_person_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.focal_points
    ADD CONSTRAINT focal_points_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.recorded_people(id);

--
-- Name: known_devices known_devices_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.known_devices
    ADD CONSTRAINT known_devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: one_time_links one_time_links_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.one_time_links
    ADD CONSTRAINT one_time_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: organisation_functions organisation_functions_act_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_functions
    ADD CONSTRAINT organisation_functions_act_id_fkey FOREIGN KEY (act_id) REFERENCES identity.acts(id);

--
-- Name: organisation_functions organisation_functions_instrument_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_functions
    ADD CONSTRAINT organisation_functions_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: organisation_functions organisation_functions_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_functions
    ADD CONSTRAINT organisation_functions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: organisation_identifiers organisation_identifiers_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_identifiers
    ADD CONSTRAINT organisation_identifiers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: organisation_periods organisation_periods_act_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_periods
    ADD CONSTRAINT organisation_periods_act_id_fkey FOREIGN KEY (act_id) REFERENCES identity.acts(id);

--
-- Name: organisation_periods organisation_periods_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_periods
    ADD CONSTRAINT organisation_periods_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: organisation_periods organisation_periods_parent_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisation_periods
    ADD CONSTRAINT organisation_periods_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES identity.organisations(id);

--
-- Name: organisations organisations_ended_by_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisations
    ADD CONSTRAINT organisations_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.acts(id);

--
-- Name: organisations organisations_parent_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.organisations
    ADD CONSTRAINT organisations_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES identity.organisations(id);

--
-- Name: outside_links outside_links_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.outside_links
    ADD CONSTRAINT outside_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: passkey_uses passkey_uses_passkey_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkey_uses
    ADD CONSTRAINT passkey_uses_passkey_id_fkey FOREIGN KEY (passkey_id) REFERENCES identity.passkeys(id);

--
-- Name: passkeys passkeys_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passkeys
    ADD CONSTRAINT passkeys_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: passwords passwords_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.passwords
    ADD CONSTRAINT passwords_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: recovery_codes recovery_codes_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.recovery_codes
    ADD CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: review_items review_items_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: review_items review_items_account_role_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_account_role_id_fkey FOREIGN KEY (account_role_id) REFERENCES identity.account_roles(id);

--
-- Name: review_items review_items_organisation_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES identity.organisations(id);

--
-- Name: review_items review_items_review_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.review_items
    ADD CONSTRAINT review_items_review_id_fkey FOREIGN KEY (review_id) REFERENCES identity.reviews(id);

--
-- Name: sessions sessions_account_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);

--
-- Name: successions successions_act_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.successions
    ADD CONSTRAINT successions_act_id_fkey FOREIGN KEY (act_id) REFERENCES identity.acts(id);

--
-- Name: successions successions_predecessor_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.successions
    ADD CONSTRAINT successions_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES identity.organisations(id);

--
-- Name: successions successions_successor_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.successions
    ADD CONSTRAINT successions_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES identity.organisations(id);

--
-- Name: token_uses token_uses_token_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: kho_owner
--

ALTER TABLE ONLY identity.token_uses
    ADD CONSTRAINT token_uses_token_id_fkey FOREIGN KEY (token_id) REFERENCES identity.api_tokens(id);

--
-- Name: cosignatures cosignatures_size_fkey; Type: FK CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.cosignatures
    ADD CONSTRAINT cosignatures_size_fkey FOREIGN KEY (size) REFERENCES journal.checkpoints(size);

--
-- Name: timestamps timestamps_size_fkey; Type: FK CONSTRAINT; Schema: journal; Owner: kho_owner
--

ALTER TABLE ONLY journal.timestamps
    ADD CONSTRAINT timestamps_size_fkey FOREIGN KEY (size) REFERENCES journal.checkpoints(size);

--
-- Name: calendar_days calendar_days_version_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.calendar_days
    ADD CONSTRAINT calendar_days_version_id_fkey FOREIGN KEY (version_id) REFERENCES law.calendar_versions(id);

--
-- Name: calendar_versions calendar_versions_instrument_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: kho_owner
--

ALTER TABLE ONLY law.calendar_versions
    ADD CONSTRAINT calendar_versions_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: code_list_entries code_list_entries_list_version_fkey; Type: FK CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_entries
    ADD CONSTRAINT code_list_entries_list_version_fkey FOREIGN KEY (list, version) REFERENCES reference.code_list_versions(list, version);

--
-- Name: code_list_versions code_list_versions_instrument_id_fkey; Type: FK CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_versions
    ADD CONSTRAINT code_list_versions_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instruments(id);

--
-- Name: code_list_versions code_list_versions_list_fkey; Type: FK CONSTRAINT; Schema: reference; Owner: kho_owner
--

ALTER TABLE ONLY reference.code_list_versions
    ADD CONSTRAINT code_list_versions_list_fkey FOREIGN KEY (list) REFERENCES reference.code_lists(code);

--
-- Name: applies applies_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.applies
    ADD CONSTRAINT applies_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: conversions conversions_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.conversions
    ADD CONSTRAINT conversions_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: drafts drafts_submission_id_row_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.drafts
    ADD CONSTRAINT drafts_submission_id_row_fkey FOREIGN KEY (submission_id, "row") REFERENCES warehouse.quarantine(submission_id, "row");

--
-- Name: fault_counts fault_counts_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.fault_counts
    ADD CONSTRAINT fault_counts_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: faults faults_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.faults
    ADD CONSTRAINT faults_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: measures measures_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.measures
    ADD CONSTRAINT measures_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: notice_reads notice_reads_notice_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.notice_reads
    ADD CONSTRAINT notice_reads_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES warehouse.notices(id);

--
-- Name: progress progress_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.progress
    ADD CONSTRAINT progress_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: quarantine quarantine_settled_by_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.quarantine
    ADD CONSTRAINT quarantine_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES warehouse.submissions(id);

--
-- Name: quarantine quarantine_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.quarantine
    ADD CONSTRAINT quarantine_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: resolutions resolutions_submission_id_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.resolutions
    ADD CONSTRAINT resolutions_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES warehouse.submissions(id);

--
-- Name: submissions submissions_continues_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.submissions
    ADD CONSTRAINT submissions_continues_fkey FOREIGN KEY (continues) REFERENCES warehouse.submissions(id);

--
-- Name: submissions submissions_repeats_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.submissions
    ADD CONSTRAINT submissions_repeats_fkey FOREIGN KEY (repeats) REFERENCES warehouse.submissions(id);

--
-- Name: submissions submissions_withdraws_fkey; Type: FK CONSTRAINT; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE ONLY warehouse.submissions
    ADD CONSTRAINT submissions_withdraws_fkey FOREIGN KEY (withdraws) REFERENCES warehouse.submissions(id);

--
-- Name: applies; Type: ROW SECURITY; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.applies ENABLE ROW LEVEL SECURITY;

--
-- Name: applies own; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY own ON warehouse.applies TO kho_application, kho_loader USING (true) WITH CHECK (true);

--
-- Name: row_leaves own; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY own ON warehouse.row_leaves TO kho_application, kho_loader USING (true) WITH CHECK (true);

--
-- Name: row_tiles own; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY own ON warehouse.row_tiles TO kho_application, kho_loader USING (true) WITH CHECK (true);

--
-- Name: states own; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY own ON warehouse.states TO kho_application, kho_loader USING (true) WITH CHECK (true);

--
-- Name: submissions own; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY own ON warehouse.submissions TO kho_application, kho_loader USING (true) WITH CHECK (true);

--
-- Name: applies read; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY read ON warehouse.applies FOR SELECT TO kho_reader USING ((dataset_id = (NULLIF(current_setting('kho.dataset'::text, true), ''::text))::uuid));

--
-- Name: row_leaves read; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY read ON warehouse.row_leaves FOR SELECT TO kho_reader USING ((dataset_id = (NULLIF(current_setting('kho.dataset'::text, true), ''::text))::uuid));

--
-- Name: row_tiles read; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY read ON warehouse.row_tiles FOR SELECT TO kho_reader USING ((dataset_id = (NULLIF(current_setting('kho.dataset'::text, true), ''::text))::uuid));

--
-- Name: states read; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY read ON warehouse.states FOR SELECT TO kho_reader USING ((dataset_id = (NULLIF(current_setting('kho.dataset'::text, true), ''::text))::uuid));

--
-- Name: submissions read; Type: POLICY; Schema: warehouse; Owner: kho_owner
--

CREATE POLICY read ON warehouse.submissions FOR SELECT TO kho_reader USING ((dataset_id = (NULLIF(current_setting('kho.dataset'::text, true), ''::text))::uuid));

--
-- Name: row_leaves; Type: ROW SECURITY; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.row_leaves ENABLE ROW LEVEL SECURITY;

--
-- Name: row_tiles; Type: ROW SECURITY; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.row_tiles ENABLE ROW LEVEL SECURITY;

--
-- Name: states; Type: ROW SECURITY; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.states ENABLE ROW LEVEL SECURITY;

--
-- Name: submissions; Type: ROW SECURITY; Schema: warehouse; Owner: kho_owner
--

ALTER TABLE warehouse.submissions ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA access; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA access TO kho_application;
GRANT USAGE ON SCHEMA access TO kho_loader;
GRANT USAGE ON SCHEMA access TO kho_open;

--
-- Name: SCHEMA catalogue; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA catalogue TO kho_application;
GRANT USAGE ON SCHEMA catalogue TO kho_loader;
GRANT USAGE ON SCHEMA catalogue TO kho_open;

--
-- Name: SCHEMA data; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA data TO kho_loader;
GRANT USAGE ON SCHEMA data TO kho_whole;
GRANT USAGE ON SCHEMA data TO kho_territory;
GRANT USAGE ON SCHEMA data TO kho_part;

--
-- Name: SCHEMA history; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA history TO kho_loader;
GRANT USAGE ON SCHEMA history TO kho_whole;
GRANT USAGE ON SCHEMA history TO kho_territory;
GRANT USAGE ON SCHEMA history TO kho_part;

--
-- Name: SCHEMA identity; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA identity TO kho_application;
GRANT USAGE ON SCHEMA identity TO kho_loader;

--
-- Name: SCHEMA journal; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA journal TO kho_application;
GRANT USAGE ON SCHEMA journal TO kho_loader;

--
-- Name: SCHEMA law; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA law TO kho_application;
GRANT USAGE ON SCHEMA law TO kho_loader;

--
-- Name: SCHEMA platform; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA platform TO kho_application;
GRANT USAGE ON SCHEMA platform TO kho_loader;
GRANT USAGE ON SCHEMA platform TO kho_reader;
GRANT USAGE ON SCHEMA platform TO kho_reconciler;

--
-- Name: SCHEMA reference; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA reference TO kho_application;
GRANT USAGE ON SCHEMA reference TO kho_loader;

--
-- Name: SCHEMA shown; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA shown TO kho_reader;
GRANT ALL ON SCHEMA shown TO kho_whole;
GRANT ALL ON SCHEMA shown TO kho_territory;
GRANT ALL ON SCHEMA shown TO kho_part;

--
-- Name: SCHEMA staging; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT ALL ON SCHEMA staging TO kho_loader;

--
-- Name: SCHEMA warehouse; Type: ACL; Schema: -; Owner: kho_owner
--

GRANT USAGE ON SCHEMA warehouse TO kho_application;
GRANT USAGE ON SCHEMA warehouse TO kho_loader;
GRANT USAGE ON SCHEMA warehouse TO kho_reader;

--
-- Name: FUNCTION list_health_networks(); Type: ACL; Schema: access; Owner: kho_owner
--

REVOKE ALL ON FUNCTION access.list_health_networks() FROM PUBLIC;
GRANT ALL ON FUNCTION access.list_health_networks() TO kho_open;

--
-- Name: FUNCTION list_public_datasets(day date); Type: ACL; Schema: catalogue; Owner: kho_owner
--

REVOKE ALL ON FUNCTION catalogue.list_public_datasets(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION catalogue.list_public_datasets(day date) TO kho_application;
GRANT ALL ON FUNCTION catalogue.list_public_datasets(day date) TO kho_open;

--
-- Name: FUNCTION tokens_ended(); Type: ACL; Schema: identity; Owner: kho_owner
--

REVOKE ALL ON FUNCTION identity.tokens_ended() FROM PUBLIC;

--
-- Name: FUNCTION always_enable(relation regclass, trigger_name text); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.always_enable(relation regclass, trigger_name text) FROM PUBLIC;

--
-- Name: FUNCTION govern(relation regclass); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.govern(relation regclass) FROM PUBLIC;

--
-- Name: FUNCTION is_unwatched(schema_name text); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.is_unwatched(schema_name text) FROM PUBLIC;

--
-- Name: FUNCTION note_structure(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.note_structure() FROM PUBLIC;

--
-- Name: FUNCTION only_grow(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.only_grow() FROM PUBLIC;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.refuse_change() FROM PUBLIC;
GRANT ALL ON FUNCTION journal.refuse_change() TO kho_application;
GRANT ALL ON FUNCTION journal.refuse_change() TO kho_loader;

--
-- Name: FUNCTION refuse_rewrite(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.refuse_rewrite() FROM PUBLIC;

--
-- Name: FUNCTION require_change(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.require_change() FROM PUBLIC;

--
-- Name: FUNCTION require_entry(); Type: ACL; Schema: journal; Owner: kho_owner
--

REVOKE ALL ON FUNCTION journal.require_entry() FROM PUBLIC;

--
-- Name: FUNCTION area_of(place point); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.area_of(place point) FROM PUBLIC;
GRANT ALL ON FUNCTION platform.area_of(place point) TO kho_application;
GRANT ALL ON FUNCTION platform.area_of(place point) TO kho_reader;

--
-- Name: FUNCTION bump_authority(); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.bump_authority() FROM PUBLIC;

--
-- Name: FUNCTION carries_authority(relation regclass); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.carries_authority(relation regclass) FROM PUBLIC;

--
-- Name: FUNCTION fold(text text); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.fold(text text) FROM PUBLIC;
GRANT ALL ON FUNCTION platform.fold(text text) TO kho_application;
GRANT ALL ON FUNCTION platform.fold(text text) TO kho_loader;
GRANT ALL ON FUNCTION platform.fold(text text) TO kho_reader;

--
-- Name: FUNCTION only_forward(); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.only_forward() FROM PUBLIC;

--
-- Name: FUNCTION open_module(module text); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.open_module(module text) FROM PUBLIC;

--
-- Name: FUNCTION pseudonym(value text, key bytea); Type: ACL; Schema: platform; Owner: kho_owner
--

REVOKE ALL ON FUNCTION platform.pseudonym(value text, key bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION platform.pseudonym(value text, key bytea) TO kho_application;
GRANT ALL ON FUNCTION platform.pseudonym(value text, key bytea) TO kho_reader;

--
-- Name: FUNCTION box_of(wkb bytea); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.box_of(wkb bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.box_of(wkb bytea) TO kho_loader;
GRANT ALL ON FUNCTION warehouse.box_of(wkb bytea) TO kho_reader;
GRANT ALL ON FUNCTION warehouse.box_of(wkb bytea) TO kho_application;

--
-- Name: FUNCTION build_base_indexes(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.build_base_indexes(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION build_indexes(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.build_indexes(dataset uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.build_indexes(dataset uuid) TO kho_loader;

--
-- Name: FUNCTION build_search(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.build_search(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION column_type(field_type text); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.column_type(field_type text) FROM PUBLIC;

--
-- Name: FUNCTION count_terms(dataset uuid, apply bigint); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.count_terms(dataset uuid, apply bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.count_terms(dataset uuid, apply bigint) TO kho_loader;

--
-- Name: FUNCTION declared_fields(dataset uuid, structure_version integer); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.declared_fields(dataset uuid, structure_version integer) FROM PUBLIC;

--
-- Name: FUNCTION find_keys(dataset uuid, field text, pattern text, bound integer); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.find_keys(dataset uuid, field text, pattern text, bound integer) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.find_keys(dataset uuid, field text, pattern text, bound integer) TO kho_reader;

--
-- Name: FUNCTION looked_up_fields(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.looked_up_fields(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION make_base_tables(dataset uuid, structure_version integer); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.make_base_tables(dataset uuid, structure_version integer) FROM PUBLIC;

--
-- Name: FUNCTION make_dataset_tables(dataset uuid, structure_version integer); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) TO kho_application;

--
-- Name: FUNCTION masked(field text, type text, mask text); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.masked(field text, type text, mask text) FROM PUBLIC;

--
-- Name: FUNCTION number_of(hex text); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.number_of(hex text) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.number_of(hex text) TO kho_loader;
GRANT ALL ON FUNCTION warehouse.number_of(hex text) TO kho_reader;
GRANT ALL ON FUNCTION warehouse.number_of(hex text) TO kho_application;

--
-- Name: FUNCTION open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.open_window(dataset uuid, fields jsonb, scopes text[], shows_key boolean, shows_salt boolean) TO kho_application;

--
-- Name: FUNCTION scope_fields(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.scope_fields(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION secure_rows(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.secure_rows(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION strip_indexes(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.strip_indexes(dataset uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.strip_indexes(dataset uuid) TO kho_loader;

--
-- Name: FUNCTION table_name(code text); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.table_name(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.table_name(code text) TO kho_application;
GRANT ALL ON FUNCTION warehouse.table_name(code text) TO kho_loader;
GRANT ALL ON FUNCTION warehouse.table_name(code text) TO kho_reader;

--
-- Name: FUNCTION territory_field(dataset uuid); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.territory_field(dataset uuid) FROM PUBLIC;

--
-- Name: FUNCTION whole_of(bytes bytea); Type: ACL; Schema: warehouse; Owner: kho_owner
--

REVOKE ALL ON FUNCTION warehouse.whole_of(bytes bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION warehouse.whole_of(bytes bytea) TO kho_loader;
GRANT ALL ON FUNCTION warehouse.whole_of(bytes bytea) TO kho_reader;
GRANT ALL ON FUNCTION warehouse.whole_of(bytes bytea) TO kho_application;

--
-- Name: TABLE decisions; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.decisions TO kho_application;

--
-- Name: TABLE grant_holders; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.grant_holders TO kho_application;

--
-- Name: TABLE grant_holds; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.grant_holds TO kho_application;

--
-- Name: TABLE grant_requests; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.grant_requests TO kho_application;

--
-- Name: TABLE grant_steps; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.grant_steps TO kho_application;

--
-- Name: TABLE grant_use; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.grant_use TO kho_application;

--
-- Name: TABLE grants; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.grants TO kho_application;

--
-- Name: TABLE impact_files; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.impact_files TO kho_application;

--
-- Name: TABLE incident_acts; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.incident_acts TO kho_application;
GRANT SELECT ON TABLE access.incident_acts TO kho_loader;

--
-- Name: TABLE incidents; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.incidents TO kho_application;
GRANT SELECT ON TABLE access.incidents TO kho_loader;

--
-- Name: TABLE networks; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.networks TO kho_application;

--
-- Name: TABLE planted_keys; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.planted_keys TO kho_application;

--
-- Name: TABLE policy_sets; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.policy_sets TO kho_application;
GRANT SELECT ON TABLE access.policy_sets TO kho_loader;

--
-- Name: TABLE purpose_functions; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.purpose_functions TO kho_application;

--
-- Name: TABLE purposes; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.purposes TO kho_application;

--
-- Name: TABLE reading_blocks; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.reading_blocks TO kho_application;

--
-- Name: TABLE sealed_keys; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.sealed_keys TO kho_application;

--
-- Name: TABLE shipped_policies; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.shipped_policies TO kho_application;
GRANT SELECT ON TABLE access.shipped_policies TO kho_loader;

--
-- Name: TABLE subject_notices; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.subject_notices TO kho_application;

--
-- Name: TABLE subject_request_datasets; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.subject_request_datasets TO kho_application;

--
-- Name: TABLE subject_request_steps; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.subject_request_steps TO kho_application;

--
-- Name: TABLE subject_requests; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.subject_requests TO kho_application;

--
-- Name: TABLE subjects; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.subjects TO kho_application;

--
-- Name: TABLE violation_acts; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.violation_acts TO kho_application;

--
-- Name: TABLE violation_evidence; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.violation_evidence TO kho_application;

--
-- Name: TABLE violation_notices; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE access.violation_notices TO kho_application;

--
-- Name: TABLE violation_views; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.violation_views TO kho_application;

--
-- Name: TABLE violations; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE access.violations TO kho_application;

--
-- Name: TABLE zone_refusals; Type: ACL; Schema: access; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE access.zone_refusals TO kho_application;

--
-- Name: TABLE datasets; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.datasets TO kho_application;
GRANT SELECT ON TABLE catalogue.datasets TO kho_loader;

--
-- Name: TABLE documents; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE catalogue.documents TO kho_application;
GRANT SELECT ON TABLE catalogue.documents TO kho_loader;

--
-- Name: TABLE retirements; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE catalogue.retirements TO kho_application;
GRANT SELECT ON TABLE catalogue.retirements TO kho_loader;

--
-- Name: TABLE rows; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE catalogue.rows TO kho_application;
GRANT SELECT ON TABLE catalogue.rows TO kho_loader;

--
-- Name: TABLE structures; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.structures TO kho_application;
GRANT SELECT ON TABLE catalogue.structures TO kho_loader;

--
-- Name: COLUMN structures.since; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT UPDATE(since) ON TABLE catalogue.structures TO kho_loader;

--
-- Name: COLUMN structures.state; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT UPDATE(state) ON TABLE catalogue.structures TO kho_loader;

--
-- Name: TABLE unit_successions; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.unit_successions TO kho_application;
GRANT SELECT ON TABLE catalogue.unit_successions TO kho_loader;

--
-- Name: TABLE versions; Type: ACL; Schema: catalogue; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.versions TO kho_application;
GRANT SELECT ON TABLE catalogue.versions TO kho_loader;

--
-- Name: TABLE account_closings; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.account_closings TO kho_application;

--
-- Name: TABLE account_requests; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.account_requests TO kho_application;

--
-- Name: TABLE account_roles; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.account_roles TO kho_application;

--
-- Name: TABLE account_uses; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.account_uses TO kho_application;

--
-- Name: TABLE accounts; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.accounts TO kho_application;

--
-- Name: TABLE acts; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.acts TO kho_application;

--
-- Name: TABLE api_tokens; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.api_tokens TO kho_application;

--
-- Name: TABLE authenticator_uses; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.authenticator_uses TO kho_application;

--
-- Name: TABLE client_keys; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.client_keys TO kho_application;

--
-- Name: TABLE clients; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.clients TO kho_application;

--
-- Name: TABLE focal_points; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.focal_points TO kho_application;

--
-- Name: TABLE known_devices; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.known_devices TO kho_application;

--
-- Name: TABLE one_time_links; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.one_time_links TO kho_application;

--
-- Name: TABLE openid_artifacts; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.openid_artifacts TO kho_application;

--
-- Name: TABLE organisation_functions; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.organisation_functions TO kho_application;
GRANT SELECT ON TABLE identity.organisation_functions TO kho_loader;

--
-- Name: TABLE organisation_identifiers; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.organisation_identifiers TO kho_application;
GRANT SELECT ON TABLE identity.organisation_identifiers TO kho_loader;

--
-- Name: TABLE organisation_periods; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.organisation_periods TO kho_application;
GRANT SELECT ON TABLE identity.organisation_periods TO kho_loader;

--
-- Name: TABLE organisations; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.organisations TO kho_application;
GRANT SELECT ON TABLE identity.organisations TO kho_loader;

--
-- Name: TABLE outside_links; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.outside_links TO kho_application;

--
-- Name: TABLE passkey_attempts; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.passkey_attempts TO kho_application;

--
-- Name: TABLE passkey_uses; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.passkey_uses TO kho_application;

--
-- Name: TABLE passkeys; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.passkeys TO kho_application;

--
-- Name: TABLE passwords; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.passwords TO kho_application;

--
-- Name: TABLE recorded_people; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.recorded_people TO kho_application;

--
-- Name: TABLE recovery_codes; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.recovery_codes TO kho_application;

--
-- Name: TABLE review_items; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.review_items TO kho_application;

--
-- Name: TABLE reviews; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.reviews TO kho_application;

--
-- Name: TABLE sessions; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.sessions TO kho_application;

--
-- Name: TABLE sign_in_attempts; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.sign_in_attempts TO kho_application;

--
-- Name: TABLE sign_ins; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE identity.sign_ins TO kho_application;

--
-- Name: COLUMN sign_ins.seal; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT UPDATE(seal) ON TABLE identity.sign_ins TO kho_application;

--
-- Name: TABLE signing_keys; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.signing_keys TO kho_application;

--
-- Name: TABLE successions; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.successions TO kho_application;
GRANT SELECT ON TABLE identity.successions TO kho_loader;

--
-- Name: TABLE token_uses; Type: ACL; Schema: identity; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.token_uses TO kho_application;

--
-- Name: TABLE changes; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.changes TO kho_application;
GRANT INSERT ON TABLE journal.changes TO kho_loader;

--
-- Name: TABLE checkpoints; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.checkpoints TO kho_application;

--
-- Name: COLUMN checkpoints.size; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT(size) ON TABLE journal.checkpoints TO kho_loader;

--
-- Name: COLUMN checkpoints.sealed_at; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT(sealed_at) ON TABLE journal.checkpoints TO kho_loader;

--
-- Name: TABLE cosignatures; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.cosignatures TO kho_application;

--
-- Name: TABLE entries; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.entries TO kho_application;
GRANT INSERT ON TABLE journal.entries TO kho_loader;

--
-- Name: COLUMN entries.id; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT(id) ON TABLE journal.entries TO kho_loader;

--
-- Name: COLUMN entries.change_id; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT(change_id) ON TABLE journal.entries TO kho_loader;

--
-- Name: TABLE leaves; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.leaves TO kho_application;

--
-- Name: TABLE logs; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.logs TO kho_application;

--
-- Name: TABLE reads; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.reads TO kho_application;

--
-- Name: TABLE structure_queue; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,DELETE ON TABLE journal.structure_queue TO kho_application;
GRANT SELECT,DELETE ON TABLE journal.structure_queue TO kho_loader;

--
-- Name: TABLE tiles; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE journal.tiles TO kho_application;

--
-- Name: TABLE timestamps; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE journal.timestamps TO kho_application;

--
-- Name: TABLE unsealed; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE journal.unsealed TO kho_application;
GRANT INSERT ON TABLE journal.unsealed TO kho_loader;

--
-- Name: COLUMN unsealed.since; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT(since) ON TABLE journal.unsealed TO kho_loader;

--
-- Name: TABLE witness_answers; Type: ACL; Schema: journal; Owner: kho_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE journal.witness_answers TO kho_application;

--
-- Name: TABLE calendar_days; Type: ACL; Schema: law; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE law.calendar_days TO kho_application;
GRANT SELECT ON TABLE law.calendar_days TO kho_loader;

--
-- Name: TABLE calendar_versions; Type: ACL; Schema: law; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE law.calendar_versions TO kho_application;
GRANT SELECT ON TABLE law.calendar_versions TO kho_loader;

--
-- Name: TABLE instruments; Type: ACL; Schema: law; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE law.instruments TO kho_application;
GRANT SELECT ON TABLE law.instruments TO kho_loader;

--
-- Name: TABLE authority; Type: ACL; Schema: platform; Owner: kho_owner
--

GRANT SELECT ON TABLE platform.authority TO kho_application;
GRANT SELECT ON TABLE platform.authority TO kho_loader;
GRANT SELECT ON TABLE platform.authority TO kho_reader;

--
-- Name: TABLE migrations; Type: ACL; Schema: platform; Owner: kho_owner
--

GRANT SELECT ON TABLE platform.migrations TO kho_application;
GRANT SELECT ON TABLE platform.migrations TO kho_loader;
GRANT SELECT ON TABLE platform.migrations TO kho_reader;
GRANT SELECT ON TABLE platform.migrations TO kho_reconciler;

--
-- Name: TABLE operational_tables; Type: ACL; Schema: platform; Owner: kho_owner
--

GRANT SELECT ON TABLE platform.operational_tables TO kho_application;
GRANT SELECT ON TABLE platform.operational_tables TO kho_loader;
GRANT SELECT ON TABLE platform.operational_tables TO kho_reader;
GRANT SELECT ON TABLE platform.operational_tables TO kho_reconciler;

--
-- Name: TABLE code_list_entries; Type: ACL; Schema: reference; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE reference.code_list_entries TO kho_application;
GRANT SELECT ON TABLE reference.code_list_entries TO kho_loader;

--
-- Name: TABLE code_list_versions; Type: ACL; Schema: reference; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE reference.code_list_versions TO kho_application;
GRANT SELECT ON TABLE reference.code_list_versions TO kho_loader;

--
-- Name: TABLE code_lists; Type: ACL; Schema: reference; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE reference.code_lists TO kho_application;
GRANT SELECT ON TABLE reference.code_lists TO kho_loader;

--
-- Name: TABLE applies; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.applies TO kho_application;
GRANT SELECT,INSERT ON TABLE warehouse.applies TO kho_loader;
GRANT SELECT ON TABLE warehouse.applies TO kho_reader;

--
-- Name: TABLE calendar; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.calendar TO kho_application;
GRANT SELECT ON TABLE warehouse.calendar TO kho_loader;

--
-- Name: TABLE conversions; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.conversions TO kho_application;
GRANT SELECT,INSERT,DELETE ON TABLE warehouse.conversions TO kho_loader;

--
-- Name: TABLE drafts; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.drafts TO kho_application;
GRANT SELECT,DELETE ON TABLE warehouse.drafts TO kho_loader;

--
-- Name: TABLE exports; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.exports TO kho_application;

--
-- Name: TABLE fault_counts; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.fault_counts TO kho_application;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.fault_counts TO kho_loader;

--
-- Name: TABLE faults; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.faults TO kho_application;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.faults TO kho_loader;

--
-- Name: TABLE measures; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT ON TABLE warehouse.measures TO kho_application;
GRANT SELECT,INSERT ON TABLE warehouse.measures TO kho_loader;

--
-- Name: TABLE notice_reads; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.notice_reads TO kho_application;
GRANT SELECT ON TABLE warehouse.notice_reads TO kho_loader;

--
-- Name: TABLE notices; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.notices TO kho_application;
GRANT SELECT ON TABLE warehouse.notices TO kho_loader;

--
-- Name: TABLE profiles; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.profiles TO kho_application;
GRANT SELECT ON TABLE warehouse.profiles TO kho_loader;

--
-- Name: TABLE progress; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.progress TO kho_application;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.progress TO kho_loader;

--
-- Name: TABLE quarantine; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.quarantine TO kho_application;
GRANT SELECT,INSERT,UPDATE ON TABLE warehouse.quarantine TO kho_loader;

--
-- Name: COLUMN quarantine.settled_by; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT UPDATE(settled_by) ON TABLE warehouse.quarantine TO kho_application;

--
-- Name: TABLE resolutions; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.resolutions TO kho_application;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.resolutions TO kho_loader;

--
-- Name: TABLE row_leaves; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.row_leaves TO kho_application;
GRANT SELECT,INSERT ON TABLE warehouse.row_leaves TO kho_loader;
GRANT SELECT ON TABLE warehouse.row_leaves TO kho_reader;

--
-- Name: TABLE row_tiles; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT ON TABLE warehouse.row_tiles TO kho_application;
GRANT SELECT,INSERT ON TABLE warehouse.row_tiles TO kho_loader;
GRANT SELECT ON TABLE warehouse.row_tiles TO kho_reader;

--
-- Name: TABLE settings; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.settings TO kho_application;
GRANT SELECT ON TABLE warehouse.settings TO kho_loader;

--
-- Name: TABLE state_checks; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.state_checks TO kho_application;
GRANT SELECT ON TABLE warehouse.state_checks TO kho_loader;

--
-- Name: TABLE states; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.states TO kho_application;
GRANT SELECT,INSERT,UPDATE ON TABLE warehouse.states TO kho_loader;
GRANT SELECT ON TABLE warehouse.states TO kho_reader;

--
-- Name: TABLE submissions; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.submissions TO kho_application;
GRANT SELECT,INSERT,UPDATE ON TABLE warehouse.submissions TO kho_loader;

--
-- Name: COLUMN submissions.id; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT(id) ON TABLE warehouse.submissions TO kho_reader;

--
-- Name: COLUMN submissions.dataset_id; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT(dataset_id) ON TABLE warehouse.submissions TO kho_reader;

--
-- Name: COLUMN submissions.journal_entry; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT(journal_entry) ON TABLE warehouse.submissions TO kho_reader;

--
-- Name: TABLE uploads; Type: ACL; Schema: warehouse; Owner: kho_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE warehouse.uploads TO kho_application;
GRANT SELECT ON TABLE warehouse.uploads TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: access; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA access GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA access GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: catalogue; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA catalogue GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA catalogue GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: identity; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA identity GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA identity GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: journal; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA journal GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA journal GRANT SELECT ON TABLES  TO kho_loader;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA journal GRANT SELECT ON TABLES  TO kho_reader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: law; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA law GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA law GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: reference; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA reference GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA reference GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: warehouse; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA warehouse GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO kho_application;
ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner IN SCHEMA warehouse GRANT SELECT ON TABLES  TO kho_loader;

--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: kho_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE kho_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

--
-- Name: kho_structure_changed; Type: EVENT TRIGGER; Schema: -; Owner: khochung
--

CREATE EVENT TRIGGER kho_structure_changed ON ddl_command_end
   EXECUTE FUNCTION journal.note_structure();

ALTER EVENT TRIGGER kho_structure_changed ENABLE ALWAYS;

ALTER EVENT TRIGGER kho_structure_changed OWNER TO khochung;

--
-- Name: kho_structure_dropped; Type: EVENT TRIGGER; Schema: -; Owner: khochung
--

CREATE EVENT TRIGGER kho_structure_dropped ON sql_drop
   EXECUTE FUNCTION journal.note_structure();

ALTER EVENT TRIGGER kho_structure_dropped ENABLE ALWAYS;

ALTER EVENT TRIGGER kho_structure_dropped OWNER TO khochung;

--
-- PostgreSQL database dump complete
--
