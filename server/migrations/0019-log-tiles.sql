-- The journal as a log that strangers can verify (ADR 0023): signed checkpoints and tiles as C2SP tlog-tiles has them.

-- The checkpoint as it was signed, word for word; those from before the log had a key have none.
ALTER TABLE journal.checkpoints ADD COLUMN note text;

-- Hashes of the tree, 256 to a tile; the last tile of a level is shorter and grows. Level 0 holds leaf hashes.
CREATE TABLE journal.tiles (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  index  bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (level, index)
);
CREATE FUNCTION journal.only_grow() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.level, NEW.index) IS DISTINCT FROM (OLD.level, OLD.index)
     OR substring(NEW.hashes FOR octet_length(OLD.hashes)) <> OLD.hashes THEN
    RAISE EXCEPTION 'journal.tiles only grows (Điều 13.3)' USING ERRCODE = 'KJ002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE ON journal.tiles FOR EACH ROW EXECUTE FUNCTION journal.only_grow();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON journal.tiles FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();
REVOKE DELETE ON journal.tiles FROM kho_application;
REVOKE SELECT ON journal.tiles FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES ('journal.tiles', 'the log itself: hashes that only grow');
