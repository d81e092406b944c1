-- State secrets are outside the warehouse (Điều 1.2). A file that bears a mark of one is sealed, and an incident is opened.
SELECT platform.open_module('access');

CREATE TABLE access.incidents (
  id            uuid PRIMARY KEY,
  dataset_id    uuid NOT NULL,
  dataset_code  text NOT NULL,
  -- What the file had become: a submission, or an upload that was only looked at.
  submission_id uuid UNIQUE,
  upload_id     uuid UNIQUE,
  unit_id       text NOT NULL,
  unit_name     text NOT NULL,
  account_id    text NOT NULL,
  account_name  text NOT NULL,
  -- What gave it away and where: kinds and numbers, never a word of the file.
  marker_kind   text NOT NULL CHECK (marker_kind IN ('file-name', 'property', 'sheet-name', 'page-header', 'drawing',
                                                     'text', 'classification', 'known-file')),
  marker_place  jsonb NOT NULL,
  degree        text NOT NULL CHECK (degree IN ('mat', 'toi-mat', 'tuyet-mat', 'unnamed')),
  digest        text NOT NULL,
  bytes         bigint NOT NULL,
  state         text NOT NULL CHECK (state IN ('open', 'release-asked', 'released', 'handled')),
  opened_at     timestamptz NOT NULL,
  -- Since when its bytes are encrypted and the plain ones gone.
  sealed_at     timestamptz,
  -- Since when the file is back where it goes on; of a released incident alone.
  restored_at   timestamptz CHECK (restored_at IS NULL OR state = 'released'),
  CHECK (num_nonnulls(submission_id, upload_id) = 1)
);
CREATE INDEX incidents_digest ON access.incidents (digest);
CREATE INDEX incidents_unit ON access.incidents (unit_id, id);
CREATE INDEX incidents_standing ON access.incidents (dataset_id) WHERE state IN ('open', 'release-asked');
-- What is left to be done with bytes; hardly ever anything.
CREATE INDEX incidents_pending ON access.incidents (id)
  WHERE (state IN ('open', 'release-asked') AND sealed_at IS NULL) OR (state = 'released' AND restored_at IS NULL);
SELECT journal.govern('access.incidents');

-- What became of an incident, step by step.
CREATE TABLE access.incident_acts (
  incident_id  uuid NOT NULL REFERENCES access.incidents,
  number       integer NOT NULL,
  act          text NOT NULL CHECK (act IN ('opened', 'sealed', 'releaseAsked', 'releaseRefused', 'released', 'restored', 'handled')),
  at           timestamptz NOT NULL,
  account_id   text NOT NULL,
  account_name text NOT NULL,
  unit_name    text NOT NULL,
  reason       text,
  outcome      text CHECK (outcome IN ('destroyed', 'handedOver')),
  instrument   uuid,
  PRIMARY KEY (incident_id, number),
  CHECK ((act = 'handled') = (num_nonnulls(outcome, instrument) = 2))
);
SELECT journal.govern('access.incident_acts');

-- The key of each sealed file, itself encrypted under one that follows from the installation's secret, and what is known of the
-- file besides its bytes, encrypted too. Without its row sealed bytes are noise.
CREATE TABLE access.sealed_keys (
  incident_id uuid PRIMARY KEY REFERENCES access.incidents,
  wrapped_key bytea NOT NULL,
  facts       bytea NOT NULL
);
SELECT journal.govern('access.sealed_keys');
REVOKE SELECT ON access.sealed_keys FROM kho_loader, kho_reader;

ALTER TABLE warehouse.submissions
  DROP CONSTRAINT submissions_state_check,
  ADD CONSTRAINT submissions_state_check
    CHECK (state IN ('received', 'waiting', 'applied', 'rejected', 'failed', 'sealed'));

-- Who must know at once: the unit that sent the file, the coordinator and the Committee.
ALTER TABLE warehouse.notices
  DROP CONSTRAINT notices_kind_check,
  ADD CONSTRAINT notices_kind_check
    CHECK (kind IN ('due-soon', 'overdue', 'late', 'quality-drop', 'volume-jump', 'quarantine-open', 'confirmation-waiting',
                    'processing-failed', 'file-sealed', 'release-asked'));
