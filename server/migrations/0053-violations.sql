-- Violations (Điều 6, 11.4, 19): what was reported by people or found by detectors, with its evidence, and what became of it.
SELECT platform.open_module('access');

CREATE TABLE access.violations (
  id                  uuid PRIMARY KEY,
  year                integer NOT NULL,
  number              integer NOT NULL CHECK (number >= 1),
  -- The six kinds of Điều 6, in its order.
  kind                text NOT NULL CHECK (kind IN ('obstruction', 'unlawfulSharing', 'intellectualProperty', 'distortion',
                                                    'unlawfulUse', 'sabotage')),
  -- Who found it: a detector, or the person who reported it.
  detector            text,
  reporter_account_id uuid REFERENCES identity.accounts,
  reporter_name       text,
  reporter_unit_id    uuid REFERENCES identity.organisations,
  -- Whom or what it is about; `unknown` is what a reporter cannot tell.
  subject_type        text NOT NULL CHECK (subject_type IN ('account', 'unit', 'grant', 'dataset', 'unknown')),
  subject_id          text,
  subject_name        text,
  -- The account and the unit that answer for the subject: they do not handle it.
  subject_account_id  uuid REFERENCES identity.accounts,
  subject_unit_id     uuid REFERENCES identity.organisations,
  dataset_id          uuid REFERENCES catalogue.datasets,
  -- The words of the reporter with the salt of their commitment; of a detector the figures it went by.
  words               text,
  salt                uuid,
  figures             jsonb NOT NULL DEFAULT '{}',
  -- The time a detector looked at.
  window_from         timestamptz,
  window_to           timestamptz,
  state               text NOT NULL CHECK (state IN ('open', 'examination', 'proposed', 'upheld', 'dismissed')),
  opened_at           timestamptz NOT NULL,
  ended_at            timestamptz,
  -- How it is proposed that it ends, or how it ended.
  outcome             text CHECK (outcome IN ('upheld', 'dismissed')),
  measure             text CHECK (measure IN ('reminder', 'discipline', 'administrative', 'criminal')),
  ground              text CHECK (ground IN ('lawful', 'falseAlarm', 'unproven', 'elsewhere')),
  proposed_by         uuid REFERENCES identity.accounts,
  instrument_id       uuid REFERENCES law.instruments,
  -- Since when it is an incident that must be notified, and whether personal data is concerned.
  incident_since      timestamptz,
  incident_personal   boolean,
  incident_facts      jsonb,
  UNIQUE (year, number),
  CHECK ((detector IS NULL) = (reporter_account_id IS NOT NULL)),
  CHECK (num_nonnulls(reporter_account_id, reporter_name, reporter_unit_id) IN (0, 3)),
  CHECK ((detector IS NULL) = (window_from IS NULL) AND (window_from IS NULL) = (window_to IS NULL)),
  CHECK ((subject_type = 'unknown') = (subject_id IS NULL) AND (subject_id IS NULL) = (subject_name IS NULL)),
  CHECK ((words IS NULL) = (salt IS NULL) AND (detector IS NOT NULL OR words ~ '\S')),
  CHECK ((state IN ('upheld', 'dismissed')) = (ended_at IS NOT NULL)),
  CHECK ((state IN ('proposed', 'upheld', 'dismissed')) = (outcome IS NOT NULL)),
  CHECK ((outcome IS NULL) = (proposed_by IS NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'upheld') = (measure IS NOT NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'dismissed') = (ground IS NOT NULL)),
  CHECK (instrument_id IS NULL OR state = 'upheld'),
  CHECK (num_nonnulls(incident_since, incident_personal, incident_facts) IN (0, 3))
);
-- However often a detector looks at the same time, it raises one violation about one subject.
CREATE UNIQUE INDEX violations_once ON access.violations (detector, subject_type, subject_id, window_from);
CREATE INDEX violations_newest ON access.violations (state, id DESC);
CREATE INDEX violations_reporter ON access.violations (reporter_account_id, id DESC);
SELECT journal.govern('access.violations');
REVOKE DELETE ON access.violations FROM kho_application;

-- Positions in the log of reads and the journal, and the digest over what stood there when they were named.
CREATE TABLE access.violation_evidence (
  violation_id uuid NOT NULL REFERENCES access.violations,
  number       integer NOT NULL,
  at           timestamptz NOT NULL,
  by_name      text NOT NULL,
  positions    jsonb NOT NULL,
  seal         bytea NOT NULL CHECK (octet_length(seal) = 32),
  PRIMARY KEY (violation_id, number)
);
SELECT journal.govern('access.violation_evidence');
REVOKE UPDATE, DELETE ON access.violation_evidence FROM kho_application;

-- What was said and done about a violation, step by step.
CREATE TABLE access.violation_acts (
  violation_id uuid NOT NULL REFERENCES access.violations,
  number       integer NOT NULL,
  act          text NOT NULL CHECK (act IN ('raised', 'evidenceAdded', 'examined', 'proposed', 'returned', 'upheld', 'dismissed',
                                            'restrained', 'released', 'incidentDeclared', 'noticeSent')),
  at           timestamptz NOT NULL,
  account_id   text NOT NULL,
  account_name text NOT NULL,
  unit_name    text NOT NULL,
  words        text,
  salt         uuid,
  facts        jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (violation_id, number),
  CHECK ((words IS NULL) = (salt IS NULL))
);
SELECT journal.govern('access.violation_acts');
REVOKE UPDATE, DELETE ON access.violation_acts FROM kho_application;

-- Notices of an incident that were handed to the competent body.
CREATE TABLE access.violation_notices (
  violation_id uuid NOT NULL REFERENCES access.violations,
  notice       text NOT NULL CHECK (notice IN ('first', 'full', 'personalData')),
  sent_at      timestamptz NOT NULL,
  by_name      text NOT NULL,
  recipient    text NOT NULL CHECK (recipient ~ '\S'),
  reference    text NOT NULL CHECK (reference ~ '\S'),
  PRIMARY KEY (violation_id, notice)
);
SELECT journal.govern('access.violation_notices');
REVOKE UPDATE, DELETE ON access.violation_notices FROM kho_application;

-- Accounts that may read nothing until a person lets them again.
CREATE TABLE access.reading_blocks (
  violation_id uuid PRIMARY KEY REFERENCES access.violations,
  account_id   uuid NOT NULL REFERENCES identity.accounts,
  since        timestamptz NOT NULL,
  lifted_at    timestamptz
);
CREATE INDEX reading_blocks_standing ON access.reading_blocks (account_id) WHERE lifted_at IS NULL;
SELECT journal.govern('access.reading_blocks');
SELECT platform.carries_authority('access.reading_blocks');
REVOKE DELETE ON access.reading_blocks FROM kho_application;

-- Record keys that stand for nothing: nobody who does their work asks for one. Kept as the log of reads names them.
CREATE TABLE access.planted_keys (
  id         uuid PRIMARY KEY,
  dataset_id uuid NOT NULL REFERENCES catalogue.datasets,
  key_digest text NOT NULL,
  planted_at timestamptz NOT NULL,
  by_name    text NOT NULL,
  removed_at timestamptz,
  UNIQUE (dataset_id, key_digest)
);
SELECT journal.govern('access.planted_keys');
REVOKE DELETE ON access.planted_keys FROM kho_application;

-- Who has looked at a violation, and when first: whoever must know at once has not seen it until then.
CREATE TABLE access.violation_views (
  violation_id uuid NOT NULL REFERENCES access.violations,
  account_id   uuid NOT NULL REFERENCES identity.accounts,
  -- Whether that account acted for the Committee.
  for_committee boolean NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (violation_id, account_id)
);
INSERT INTO platform.operational_tables VALUES ('access.violation_views', 'when somebody first looked at a violation');

REVOKE SELECT ON access.violations, access.violation_evidence, access.violation_acts, access.violation_notices,
  access.reading_blocks, access.planted_keys, access.violation_views FROM kho_loader, kho_reader;
