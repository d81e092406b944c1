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
