-- One tree, published as one log after another (ADR 0027): a log is closed at a size, and its successor, with a name and a
-- key of its own, signs the same tree from there on (Điều 13.3).

CREATE TABLE journal.logs (
  number     smallint PRIMARY KEY CHECK (number > 0),
  origin     text NOT NULL UNIQUE,
  -- C2SP signed-note, name+hash+key.
  verifier   text NOT NULL UNIQUE,
  -- Entries of the tree when the log was opened: those before are signed by its predecessors.
  size       bigint NOT NULL UNIQUE CHECK (size >= 0),
  -- What both keys signed when the log before handed over.
  succession text,
  opened_at  timestamptz NOT NULL,
  CHECK ((number = 1) = (succession IS NULL) AND (number = 1) = (size = 0))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.logs
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_rewrite();
SELECT journal.always_enable('journal.logs', 'append_only');
REVOKE UPDATE, DELETE ON journal.logs FROM kho_application;
REVOKE SELECT ON journal.logs FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES ('journal.logs', 'the log itself, append-only');
