-- What a change costs: what is held already by another rule is not looked up again at every entry (ADR 0002).

-- Nothing is sealed without its change: the sequencer asks for all entries of a batch at once (tree.store.ts), and a change
-- is never taken away.
ALTER TABLE journal.entries DROP CONSTRAINT entries_change_id_fkey;

-- The sequencer gives places to what it has just read from the entries.
ALTER TABLE journal.leaves DROP CONSTRAINT leaves_entry_id_fkey;

-- Hashes are not to be compressed.
ALTER TABLE journal.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
ALTER TABLE journal.checkpoints ALTER COLUMN frontier SET STORAGE EXTERNAL;

-- The same rule as before. Every name in it is written out, so it needs no search path of its own; and who loads may look
-- at whether there is an entry, so it needs nobody else's rights.
CREATE OR REPLACE FUNCTION journal.require_entry() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal.entries AS e WHERE e.change_id OPERATOR(pg_catalog.=) NEW.id) THEN
    RAISE EXCEPTION 'a change without an entry cannot commit (Điều 13.3)' USING ERRCODE = 'KJ003';
  END IF;
  RETURN NULL;
END $$;
GRANT SELECT (change_id) ON journal.entries TO kho_loader;

-- The text of a check is read anew at every statement; a domain keeps what it has read.
CREATE DOMAIN journal.leaf_hash AS bytea CHECK (octet_length(VALUE) = 32);
CREATE DOMAIN journal.payload AS jsonb CHECK (octet_length(VALUE::text) <= 60000);
CREATE DOMAIN journal.via AS text CHECK (VALUE IN ('session', 'token', 'system'));
ALTER TABLE journal.entries DROP CONSTRAINT entries_payload_check, DROP CONSTRAINT entries_leaf_hash_check,
  ALTER COLUMN payload TYPE journal.payload, ALTER COLUMN leaf_hash TYPE journal.leaf_hash;
ALTER TABLE journal.changes DROP CONSTRAINT changes_via_check, ALTER COLUMN via TYPE journal.via;
