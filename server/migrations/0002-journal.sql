-- The record of every change (Điều 13.3) and of every read. ADR 0002: a governed table takes no statement from a
-- transaction that has not written its change row first, and no transaction commits a change row without an entry.

SELECT platform.open_module('journal');

-- One row per governed transaction: who changed something, for which unit, when, by which request.
CREATE TABLE journal.changes (
  id           uuid PRIMARY KEY,
  xact         xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at           timestamptz NOT NULL,
  account_id   text NOT NULL,
  account_name text NOT NULL,
  unit_id      text NOT NULL,
  unit_name    text NOT NULL,
  via          text NOT NULL CHECK (via IN ('session', 'token', 'system')),
  request_id   text NOT NULL
);

-- What was changed. leaf_hash is the RFC 6962 leaf hash of the canonical JSON of the entry (journal/entry.ts).
CREATE TABLE journal.entries (
  id            uuid PRIMARY KEY,
  change_id     uuid NOT NULL REFERENCES journal.changes,
  event         text NOT NULL,
  subject_type  text NOT NULL,
  subject_id    text NOT NULL,
  subject_label text NOT NULL,
  payload       jsonb NOT NULL CHECK (octet_length(payload::text) <= 60000),
  leaf_hash     bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);
CREATE INDEX entries_change ON journal.entries (change_id);
CREATE INDEX entries_subject ON journal.entries (subject_type, subject_id, id);
CREATE INDEX entries_event ON journal.entries (event, id);

-- Entries that wait for their place in the tree. The sequencer empties it, so late commits leave no hole.
CREATE TABLE journal.unsealed (
  entry_id uuid PRIMARY KEY REFERENCES journal.entries
);

-- The place of each entry in the Merkle tree, from 0 without gaps.
CREATE TABLE journal.leaves (
  index    bigint PRIMARY KEY CHECK (index >= 0),
  entry_id uuid NOT NULL UNIQUE REFERENCES journal.entries
);

-- The tree's root at a size; frontier holds the right edge so that growing needs no re-reading.
CREATE TABLE journal.checkpoints (
  size     bigint PRIMARY KEY CHECK (size > 0),
  root     bytea NOT NULL CHECK (octet_length(root) = 32),
  frontier bytea[] NOT NULL,
  at       timestamptz NOT NULL
);

-- Every governed read, written by group commit before its reply leaves.
CREATE TABLE journal.reads (
  id           uuid PRIMARY KEY,
  at           timestamptz NOT NULL,
  account_id   text NOT NULL,
  account_name text NOT NULL,
  unit_id      text NOT NULL,
  unit_name    text NOT NULL,
  via          text NOT NULL,
  request_id   text NOT NULL,
  dataset      text NOT NULL,
  action       text NOT NULL,
  purpose      text,
  query        text NOT NULL,
  fields       text[] NOT NULL,
  row_count    integer NOT NULL,
  digest       text NOT NULL
);
CREATE INDEX reads_dataset ON journal.reads (dataset, id);

CREATE FUNCTION journal.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'journal.% is append-only (Điều 13.3)', TG_TABLE_NAME USING ERRCODE = 'KJ002';
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['changes', 'entries', 'leaves', 'checkpoints', 'reads'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.%I
                    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite()', name);
    EXECUTE format('REVOKE UPDATE, DELETE ON journal.%I FROM kho_application', name);
    INSERT INTO platform.operational_tables VALUES ('journal.' || name, 'the log itself, append-only');
  END LOOP;
  INSERT INTO platform.operational_tables VALUES ('journal.unsealed', 'queue of the sequencer');
END $$;

GRANT INSERT ON journal.changes, journal.entries, journal.unsealed TO kho_loader;
-- Neither of the two that touch files and rows needs to read who did and read what.
REVOKE SELECT ON ALL TABLES IN SCHEMA journal FROM kho_loader, kho_reader;

-- A change row must lead to at least one entry before its transaction may commit.
CREATE FUNCTION journal.require_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal.entries AS e WHERE e.change_id = NEW.id) THEN
    RAISE EXCEPTION 'a change without an entry cannot commit (Điều 13.3)' USING ERRCODE = 'KJ003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_entry AFTER INSERT ON journal.changes
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal.require_entry();

-- Statement-level, so a load of a million rows asks once per statement.
CREATE FUNCTION journal.require_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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

-- Puts a table under the rule above.
CREATE FUNCTION journal.govern(relation regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER governed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION journal.require_change()', relation);
END $$;
