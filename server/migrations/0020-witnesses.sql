-- Witnesses of the log (ADR 0024): what they cosigned, and how each answered last.

-- The cosignature as the witness made it: its time and Ed25519 over the time and the text of the checkpoint.
CREATE TABLE journal.cosignatures (
  size      bigint NOT NULL REFERENCES journal.checkpoints,
  witness   text NOT NULL,
  key_id    bigint NOT NULL CHECK (key_id BETWEEN 0 AND 4294967295),
  signature bytea NOT NULL CHECK (octet_length(signature) = 72),
  PRIMARY KEY (size, witness, key_id)
);
CREATE INDEX cosignatures_witness ON journal.cosignatures (witness, key_id, size);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.cosignatures
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();
REVOKE UPDATE, DELETE ON journal.cosignatures FROM kho_application;

-- The last time each was asked: for which size, and what came of it; failure is null when it cosigned.
CREATE TABLE journal.witness_answers (
  witness  text NOT NULL,
  key_id   bigint NOT NULL,
  asked_at timestamptz NOT NULL,
  size     bigint NOT NULL,
  failure  text,
  detail   text,
  PRIMARY KEY (witness, key_id)
);

REVOKE DELETE ON journal.witness_answers FROM kho_application;
REVOKE SELECT ON journal.cosignatures, journal.witness_answers FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES
  ('journal.cosignatures', 'the log itself, append-only'),
  ('journal.witness_answers', 'how witnesses answered last; what they signed stands in journal.cosignatures');
