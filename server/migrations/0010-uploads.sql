-- Files as they come: how a dataset's files are read, files on their way in pieces, what reading changed, and geometry.

-- How the files of a dataset are to be read (intake/profile.ts), as a sender last confirmed it.
CREATE TABLE warehouse.profiles (
  dataset_id uuid PRIMARY KEY,
  profile    jsonb NOT NULL,
  since      timestamptz NOT NULL,
  account_id text NOT NULL
);
SELECT journal.govern('warehouse.profiles');

-- A file that comes in pieces (tus 1.0); its bytes lie in the state folder until they become a submission.
CREATE TABLE warehouse.uploads (
  id           uuid PRIMARY KEY,
  dataset_id   uuid NOT NULL,
  dataset_code text NOT NULL,
  account_id   text NOT NULL,
  unit_id      text NOT NULL,
  file_name    text,
  bytes        bigint NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX uploads_expiry ON warehouse.uploads (expires_at);

-- How often reading a file wrote a value in another way than it came, because its profile says so.
CREATE TABLE warehouse.conversions (
  submission_id uuid NOT NULL REFERENCES warehouse.submissions,
  field         text NOT NULL,
  kind          text NOT NULL,
  count         bigint NOT NULL,
  PRIMARY KEY (submission_id, field, kind)
);
GRANT INSERT, DELETE ON warehouse.conversions TO kho_loader;
INSERT INTO platform.operational_tables VALUES
  ('warehouse.uploads', 'files on their way; what became a submission is governed there'),
  ('warehouse.conversions', 'report on a file, not data of the warehouse');

-- A geometry is kept as big-endian WKB, beside it its box for the index (R17; maps come later).
CREATE OR REPLACE FUNCTION warehouse.column_type(field_type text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE field_type WHEN 'text' THEN 'text' WHEN 'integer' THEN 'bigint' WHEN 'decimal' THEN 'numeric'
                         WHEN 'date' THEN 'date' WHEN 'boolean' THEN 'boolean' WHEN 'geometry' THEN 'bytea' END
$$;

-- The number whose 16 hexadecimal digits (IEEE 754, big-endian) these are; finite numbers only.
CREATE FUNCTION warehouse.number_of(hex text) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  -- What is nearer to nothing than 2⁻⁹⁷⁰ is no place.
  SELECT CASE WHEN (bits >> 52 & 2047) < 53 THEN 0
         ELSE sign(bits::numeric)::int::float8 * (bits & 4503599627370495 | 4503599627370496)::float8
              * power(2::float8, (bits >> 52 & 2047)::float8 - 1075) END
  FROM (SELECT ('x' || hex)::bit(64)::bigint AS bits) AS b
$$;

-- The box around a geometry written as big-endian WKB with two or three coordinates (ISO 1001…); null when it is empty.
-- Numbers of one sign are in the order of their digits, so only the outermost are worked out.
-- A whole number of four bytes, the greatest first.
CREATE FUNCTION warehouse.whole_of(bytes bytea) RETURNS int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT ('x' || encode(bytes, 'hex'))::bit(32)::int $$;

CREATE FUNCTION warehouse.box_of(wkb bytea) RETURNS box
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
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
GRANT EXECUTE ON FUNCTION warehouse.number_of(text), warehouse.whole_of(bytea), warehouse.box_of(bytea) TO kho_loader, kho_reader, kho_application;

CREATE OR REPLACE FUNCTION warehouse.build_indexes(dataset uuid) RETURNS void
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
  FOR field IN SELECT a.attname AS id FROM pg_catalog.pg_attribute AS a
               WHERE a.attrelid = format('data.%I', name)::regclass AND a.attname LIKE 'f%\_box' AND NOT a.attisdropped LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I USING gist (%I)', name || '$' || field.id, name, field.id);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION warehouse.make_dataset_tables(dataset uuid, structure_version integer) RETURNS void
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
END $$;
