-- Receipts and time-stamps (ADR 0026, Điều 4): what a read needs so that its receipt can be made again, word for word.

-- The structure the rows were told in, the apply whose state was read, and the journal's size as the read was written down.
ALTER TABLE journal.reads
  ADD COLUMN structure_version integer,
  ADD COLUMN apply             bigint,
  ADD COLUMN checkpoint        bigint;

-- RFC 3161 time-stamps on checkpoints. One on a checkpoint covers all before it.
CREATE TABLE journal.timestamps (
  size      bigint PRIMARY KEY REFERENCES journal.checkpoints,
  -- The bytes that were stamped, as the checkpoint stood then.
  note      text NOT NULL,
  at        timestamptz NOT NULL,
  authority text NOT NULL,
  response  bytea NOT NULL CHECK (octet_length(response) <= 100000)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.timestamps
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();
REVOKE UPDATE, DELETE ON journal.timestamps FROM kho_application;
REVOKE SELECT ON journal.timestamps FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES ('journal.timestamps', 'the log itself, append-only');
SELECT journal.always_enable('journal.timestamps', 'append_only');
