-- Policies as law (Điều 9, 10, 11, 18.2; ADR 0037). A release ships a policy set; a row here is a changed one that somebody
-- proposed, and that is in force once another has approved it by an instrument.
CREATE SCHEMA access;
SELECT platform.open_module('access');

CREATE TABLE access.policy_sets (
  number         integer PRIMARY KEY CHECK (number > 0),
  -- Over the texts of its files.
  digest         text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- File names to texts.
  files          jsonb NOT NULL,
  reason         text NOT NULL CHECK (reason ~ '\S'),
  state          text NOT NULL CHECK (state IN ('proposed', 'inForce', 'replaced', 'refused')),
  proposed_at    timestamptz NOT NULL,
  proposed_by    text NOT NULL,
  proposer_name  text NOT NULL,
  decided_at     timestamptz,
  decided_by     text,
  -- What the approval rests on.
  instrument_id  uuid REFERENCES law.instruments,
  refusal        text,
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state IN ('inForce', 'replaced')) = (instrument_id IS NOT NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  -- Two persons.
  CHECK (decided_by <> proposed_by)
);
CREATE UNIQUE INDEX policy_sets_in_force ON access.policy_sets (state) WHERE state = 'inForce';
SELECT journal.govern('access.policy_sets');
SELECT platform.carries_authority('access.policy_sets');
REVOKE DELETE ON access.policy_sets FROM kho_application;

-- Which policies each release brought, so that a change of the law by a change of the product stands in the journal too.
CREATE TABLE access.shipped_policies (
  digest text PRIMARY KEY,
  since  timestamptz NOT NULL
);
SELECT journal.govern('access.shipped_policies');
REVOKE UPDATE, DELETE ON access.shipped_policies FROM kho_application;

-- The log of decisions: each as it was made, with what it followed from, so that it can be made again under other policies.
-- A decision serves until a right changes; the reads it served are in journal.reads.
CREATE TABLE access.decisions (
  id         uuid PRIMARY KEY,
  at         timestamptz NOT NULL,
  account_id text NOT NULL,
  unit_id    text NOT NULL,
  request    jsonb NOT NULL,
  policy_set text NOT NULL,
  allowed    boolean NOT NULL,
  policies   text[] NOT NULL,
  -- Which fields and rows the first policy opened; null where it was refused.
  fields     text,
  rows       text
);
CREATE INDEX decisions_at ON access.decisions (at, id);
INSERT INTO platform.operational_tables VALUES
  ('access.decisions', 'the log of decisions, append-only');
REVOKE UPDATE, DELETE ON access.decisions FROM kho_application;
REVOKE SELECT ON access.decisions FROM kho_loader, kho_reader;
