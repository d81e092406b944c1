-- Against whoever administers the database (ADR 0025): what holds the rule of the journal also holds for a session that
-- plays the replica (`session_replication_role`), which passes ordinary triggers by.

CREATE FUNCTION journal.always_enable(relation regclass, trigger_name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', relation, trigger_name);
END $$;

SELECT journal.always_enable(t.tgrelid::regclass, t.tgname::text) FROM pg_catalog.pg_trigger AS t
WHERE NOT t.tgisinternal AND t.tgfoid IN (
  'journal.require_change'::regproc, 'journal.require_entry'::regproc, 'journal.refuse_rewrite'::regproc,
  'journal.only_grow'::regproc, 'platform.bump_authority'::regproc);

-- Tables that come to be under the rule from now on, those of datasets included.
CREATE OR REPLACE FUNCTION journal.govern(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER governed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change()', relation);
  PERFORM journal.always_enable(relation, 'governed');
END $$;

CREATE OR REPLACE FUNCTION platform.carries_authority(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER carries_authority AFTER INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION platform.bump_authority()', relation);
  PERFORM journal.always_enable(relation, 'carries_authority');
END $$;

-- When what a dataset holds was last held against the journal; what was found is in the journal itself.
CREATE TABLE warehouse.state_checks (
  dataset_id uuid PRIMARY KEY,
  at         timestamptz NOT NULL
);
INSERT INTO platform.operational_tables VALUES
  ('warehouse.state_checks', 'when a look is due again; worth nothing as evidence');

-- Changes of the structure (tables, functions, rights …) until they stand in the journal: a change takes those of its own
-- transaction along, the sequencer all others. Filled by the event triggers that the migrator makes, for only a superuser may.
CREATE TABLE journal.structure_queue (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xact        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The role that signed in, whatever role it took on.
  role        text NOT NULL,
  command     text NOT NULL,
  object_type text NOT NULL,
  object      text NOT NULL
);
CREATE INDEX structure_queue_xact ON journal.structure_queue (xact);
REVOKE INSERT, UPDATE ON journal.structure_queue FROM kho_application;
REVOKE SELECT ON journal.structure_queue FROM kho_reader;
-- A load takes along what its own transaction changed.
GRANT DELETE ON journal.structure_queue TO kho_loader;
INSERT INTO platform.operational_tables VALUES
  ('journal.structure_queue', 'queue of structure changes until they are recorded');

-- Whose structure is nobody's business: what loads make for themselves, and what lies outside the product.
CREATE FUNCTION journal.is_unwatched(schema_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(schema_name IN ('staging', 'public') OR schema_name ~ '^pg_(toast_)?temp', false)
$$;

CREATE FUNCTION journal.note_structure() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
  -- Tells the change of this transaction, if there is one, that it has something to take along.
  IF FOUND THEN PERFORM pg_catalog.set_config('kho.structure', 'changed', true); END IF;
END $$;

-- The reconciler reads which tables need no change, and which migrations ran; nothing else of the product.
GRANT USAGE ON SCHEMA platform TO kho_reconciler;
GRANT SELECT ON platform.operational_tables, platform.migrations TO kho_reconciler;

-- Since when an entry waits for its place. Whoever holds the sequencer back holds all changes back: past a limit none is taken.
ALTER TABLE journal.unsealed ADD COLUMN since timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX unsealed_since ON journal.unsealed (since);
GRANT SELECT (since) ON journal.unsealed TO kho_loader;
