-- Units that change over time (Điều 2, rows R03): by dated acts only, with everything they hold passing to their
-- successors in one transaction (ADR 0028); and focal points, exactly one in force for each unit and role (Điều 17.1, 18.1).

ALTER TABLE identity.organisations
  DROP CONSTRAINT organisations_kind_check,
  DROP CONSTRAINT organisations_check,
  ADD CONSTRAINT organisations_kind CHECK (kind IN (
    'city', 'committee', 'department', 'district', 'ward', 'commune', 'special-zone', 'service-unit', 'enterprise',
    'outside-body')),
  ADD CONSTRAINT territory_of_a_ward
    CHECK (territory IS NULL OR kind IN ('ward', 'commune', 'special-zone'));

-- An act changes units on its day: prepared, confirmed after its effect was seen, applied when its day has come. An import
-- brings in units as they are known to be, each with its own days, and needs no decision of its own.
CREATE TABLE identity.acts (
  id            uuid PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('import', 'decision')),
  title         text NOT NULL,
  instrument_id uuid REFERENCES law.instruments,
  effective_on  date,
  -- What the act does, in the form of act/step.ts.
  steps         jsonb NOT NULL,
  state         text NOT NULL CHECK (state IN ('prepared', 'confirmed', 'applied', 'failed', 'withdrawn')),
  prepared_at   timestamptz NOT NULL,
  prepared_by   text NOT NULL,
  confirmed_at  timestamptz,
  confirmed_by  text,
  applied_at    timestamptz,
  -- What passed to whom, as it was applied.
  effect        jsonb,
  -- Why it could not be applied on its day.
  problem       jsonb,
  CHECK ((kind = 'import') = (instrument_id IS NULL)),
  CHECK ((kind = 'import') = (effective_on IS NULL)),
  CHECK ((state = 'applied') = (applied_at IS NOT NULL)),
  CHECK ((state = 'failed') = (problem IS NOT NULL))
);
ALTER TABLE identity.organisations ADD COLUMN ended_by uuid REFERENCES identity.acts;
CREATE INDEX acts_waiting ON identity.acts (effective_on) WHERE state = 'confirmed';

-- What a unit is on [valid_from, valid_to): one row for each period, without overlap, so one name and one parent at a
-- date. The row of identity.organisations says the same as the last of them.
CREATE TABLE identity.organisation_periods (
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  kind            text NOT NULL,
  name            text NOT NULL,
  name_en         text NOT NULL,
  parent_id       uuid REFERENCES identity.organisations,
  territory       text,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to > valid_from),
  search          text NOT NULL,
  act_id          uuid NOT NULL REFERENCES identity.acts,
  PRIMARY KEY (organisation_id, valid_from),
  CHECK (parent_id <> organisation_id),
  CONSTRAINT one_period_at_a_date
    EXCLUDE USING gist (organisation_id WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX organisation_periods_parent ON identity.organisation_periods (parent_id);
CREATE INDEX organisation_periods_act ON identity.organisation_periods (act_id);

-- Who stands in a unit's place from a day on; exactly one successor takes over what cannot be divided.
CREATE TABLE identity.successions (
  predecessor_id uuid NOT NULL REFERENCES identity.organisations,
  successor_id   uuid NOT NULL REFERENCES identity.organisations,
  since          date NOT NULL,
  is_main        boolean NOT NULL,
  act_id         uuid NOT NULL REFERENCES identity.acts,
  PRIMARY KEY (predecessor_id, successor_id),
  CHECK (predecessor_id <> successor_id)
);
CREATE UNIQUE INDEX successions_main ON identity.successions (predecessor_id) WHERE is_main;
CREATE INDEX successions_successor ON identity.successions (successor_id);

-- What a unit is there for, each function with the text of law it rests on: a registered instrument or a citation.
CREATE TABLE identity.organisation_functions (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  text            text NOT NULL,
  instrument_id   uuid REFERENCES law.instruments,
  citation        text,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to > valid_from),
  act_id          uuid NOT NULL REFERENCES identity.acts,
  CHECK (instrument_id IS NOT NULL OR citation IS NOT NULL)
);
CREATE INDEX organisation_functions_organisation ON identity.organisation_functions (organisation_id);

-- The units that are there already came by an import nobody wrote down as such.
INSERT INTO identity.acts (id, kind, title, steps, state, prepared_at, prepared_by, applied_at)
SELECT gen_random_uuid(), 'import', 'Đơn vị có trước khi theo dõi thay đổi', '[]', 'applied', min(registered_at), 'system',
       min(registered_at)
FROM identity.organisations HAVING count(*) > 0;
INSERT INTO identity.organisation_periods
SELECT o.id, o.kind, o.name, o.name_en, o.parent_id, o.territory, o.valid_from, o.valid_to, o.search, a.id
FROM identity.organisations AS o CROSS JOIN identity.acts AS a;

-- A leader who has no account: name and contact are personal data. Entries of the journal hold the commitment only, and
-- the salt lies here, so what they commit to can be erased.
CREATE TABLE identity.recorded_people (
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  position   text NOT NULL,
  phone      text NOT NULL,
  email      text NOT NULL,
  salt       uuid NOT NULL,
  commitment bytea NOT NULL CHECK (octet_length(commitment) = 32)
);

-- One leader of each unit answers for what it provides, one for what it uses, at any date.
CREATE TABLE identity.focal_points (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  role            text NOT NULL CHECK (role IN ('provider', 'consumer')),
  account_id      uuid REFERENCES identity.accounts,
  person_id       uuid REFERENCES identity.recorded_people,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to > valid_from),
  CHECK (num_nonnulls(account_id, person_id) = 1),
  CONSTRAINT one_focal_point_at_a_date
    EXCLUDE USING gist (organisation_id WITH =, role WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX focal_points_account ON identity.focal_points (account_id);

SELECT journal.govern('identity.acts');
SELECT journal.govern('identity.organisation_periods');
SELECT journal.govern('identity.successions');
SELECT journal.govern('identity.organisation_functions');
SELECT journal.govern('identity.recorded_people');
SELECT journal.govern('identity.focal_points');
REVOKE SELECT ON identity.recorded_people, identity.focal_points, identity.acts FROM kho_loader, kho_reader;

-- Datasets keep naming, in what was promulgated, the unit of that day; these rows say who stands in its place since. Rows
-- of a chain of successions are kept for each link, so one look-up is enough.
CREATE TABLE catalogue.unit_successions (
  dataset_id   uuid NOT NULL REFERENCES catalogue.datasets,
  unit_id      uuid NOT NULL REFERENCES identity.organisations,
  successor_id uuid NOT NULL REFERENCES identity.organisations,
  -- A provider is one unit; the right to be a consumer passes to every successor.
  role         text NOT NULL CHECK (role IN ('provider', 'consumer')),
  since        date NOT NULL,
  until        date CHECK (until >= since),
  act_id       uuid NOT NULL,
  PRIMARY KEY (dataset_id, role, unit_id, since, successor_id)
);
CREATE INDEX unit_successions_successor ON catalogue.unit_successions (successor_id);
SELECT journal.govern('catalogue.unit_successions');
SELECT platform.carries_authority('catalogue.unit_successions');

-- The unit that answers for a delivery may change; the one that sent it does not. Null while they are the same.
ALTER TABLE warehouse.submissions ADD COLUMN sent_by_unit text;
