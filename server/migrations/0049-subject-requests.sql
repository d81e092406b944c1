-- Rights of people over their data (Law 91/2025/QH15, Decree 356/2025/NĐ-CP): their requests with two clocks, and for each
-- dataset with personal data the file that says what becomes of it (ADR 0041).

SELECT platform.open_module('access');

CREATE TABLE access.subject_requests (
  id               uuid PRIMARY KEY,
  year             integer NOT NULL,
  -- Counted within the year; together they are the number people quote.
  number           integer NOT NULL CHECK (number >= 1),
  kind             text NOT NULL CHECK (kind IN ('copy', 'reads', 'rectify', 'erase', 'restrict', 'withdraw', 'complain')),
  state            text NOT NULL CHECK (state IN ('received', 'in-progress', 'answered', 'refused')),
  -- The unit at whose desk it was received.
  unit_id          uuid NOT NULL REFERENCES identity.organisations,
  received_at      timestamptz NOT NULL,
  -- Over at that instant: the first word to the person; what was asked for, done or refused.
  respond_by       timestamptz NOT NULL,
  fulfil_by        timestamptz,
  certainty        text NOT NULL CHECK (certainty IN ('whole', 'partial', 'weekdays')),
  responded_at     timestamptz,
  extended_at      timestamptz,
  ended_at         timestamptz,
  ground           text,
  -- Since when it is known to be late, and for which clock.
  overdue_respond  timestamptz,
  overdue_fulfil   timestamptz,
  UNIQUE (year, number),
  CHECK ((ended_at IS NOT NULL) = (state IN ('answered', 'refused'))),
  CHECK ((ground IS NOT NULL) = (state = 'refused')),
  CHECK (state = 'received' OR responded_at IS NOT NULL)
);
CREATE INDEX subject_requests_newest ON access.subject_requests (id DESC);
CREATE INDEX subject_requests_open ON access.subject_requests (respond_by) WHERE ended_at IS NULL;
SELECT journal.govern('access.subject_requests');

-- All that is personal in a request, erasable as a whole: entries of the journal hold the commitments alone, and the salt lies
-- here.
CREATE TABLE access.subjects (
  request_id      uuid PRIMARY KEY REFERENCES access.subject_requests,
  name            text,
  identity_number text,
  contact         text,
  wish            text,
  salt            uuid,
  commitment      bytea NOT NULL CHECK (octet_length(commitment) = 32),
  erased_at       timestamptz,
  CHECK (num_nulls(name, identity_number, contact, wish, salt) = CASE WHEN erased_at IS NULL THEN 0 ELSE 5 END)
);
SELECT journal.govern('access.subjects');

-- What was said and done, in order; the text may speak of the person, so it is erased with them.
CREATE TABLE access.subject_request_steps (
  id           uuid PRIMARY KEY,
  request_id   uuid NOT NULL REFERENCES access.subject_requests,
  kind         text NOT NULL CHECK (kind IN ('received', 'assigned', 'responded', 'reported', 'extended', 'reads', 'answered',
                                             'refused', 'overdue', 'erased')),
  at           timestamptz NOT NULL,
  unit_id      uuid REFERENCES identity.organisations,
  account_name text NOT NULL,
  text         text,
  salt         uuid,
  commitment   bytea CHECK (octet_length(commitment) = 32)
);
CREATE INDEX subject_request_steps_request ON access.subject_request_steps (request_id, id);
SELECT journal.govern('access.subject_request_steps');

-- The datasets a request concerns, with the unit that provides them as they were named.
CREATE TABLE access.subject_request_datasets (
  request_id  uuid NOT NULL REFERENCES access.subject_requests,
  dataset_id  uuid NOT NULL REFERENCES catalogue.datasets,
  unit_id     uuid NOT NULL REFERENCES identity.organisations,
  assigned_at timestamptz NOT NULL,
  reported_at timestamptz,
  PRIMARY KEY (request_id, dataset_id)
);
CREATE INDEX subject_request_datasets_unit ON access.subject_request_datasets (unit_id, request_id);
SELECT journal.govern('access.subject_request_datasets');

CREATE TABLE access.subject_notices (
  id         uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES access.subject_requests,
  unit_id    uuid NOT NULL REFERENCES identity.organisations,
  kind       text NOT NULL CHECK (kind IN ('assigned', 'due-soon', 'overdue')),
  clock      text NOT NULL CHECK (clock IN ('respond', 'fulfil')),
  at         timestamptz NOT NULL,
  UNIQUE (request_id, unit_id, kind, clock)
);
CREATE INDEX subject_notices_unit ON access.subject_notices (unit_id, id);
INSERT INTO platform.operational_tables VALUES ('access.subject_notices', 'reminders that follow from requests and their clocks');

-- What its provider says of the personal data in a dataset; each saying is a version, and the newest confirmed one is the file.
CREATE TABLE access.impact_files (
  dataset_id      uuid NOT NULL REFERENCES catalogue.datasets,
  version         integer NOT NULL CHECK (version >= 1),
  unit_id         uuid NOT NULL REFERENCES identity.organisations,
  purposes        text NOT NULL,
  legal_basis     text NOT NULL,
  retention       text NOT NULL,
  risks           text NOT NULL,
  measures        text NOT NULL,
  written_at      timestamptz NOT NULL,
  written_by      text NOT NULL,
  confirmed_at    timestamptz,
  confirmed_by    text,
  -- What the warehouse itself knew of the dataset when the version was confirmed.
  facts           jsonb,
  PRIMARY KEY (dataset_id, version),
  CHECK (num_nulls(confirmed_at, confirmed_by, facts) IN (0, 3))
);
SELECT journal.govern('access.impact_files');

REVOKE SELECT ON access.subject_requests, access.subjects, access.subject_request_steps, access.subject_request_datasets,
  access.subject_notices, access.impact_files FROM kho_loader, kho_reader;
