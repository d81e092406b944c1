-- Purposes, requests beyond the remit of a unit, and grants: exactly what the Committee consented to (Điều 11.2, 11.3, 18.2;
-- ADR 0042).

SELECT platform.open_module('access');

-- What data may be used for. The first five come from the Regulation itself; the coordinator registers others.
CREATE TABLE access.purposes (
  code          text PRIMARY KEY CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(code) <= 60),
  name          text NOT NULL CHECK (name ~ '\S'),
  name_en       text NOT NULL CHECK (name_en ~ '\S'),
  nature        text NOT NULL CHECK (nature IN ('official', 'personal', 'commercial')),
  legal_basis   text NOT NULL CHECK (legal_basis ~ '\S'),
  -- Whether it is in every unit's remit; otherwise in that of the units whose functions are named beside it.
  is_common     boolean NOT NULL,
  -- Up to which sensitivity values are shown as they are; beyond it they are masked or left out.
  shows         text NOT NULL CHECK (shows IN ('none', 'personal', 'sensitive')),
  registered_at timestamptz NOT NULL,
  retired_at    timestamptz,
  CHECK (nature = 'official' OR NOT is_common)
);
INSERT INTO access.purposes (code, name, name_en, nature, legal_basis, is_common, shows, registered_at) VALUES
  ('dich-vu-cong', 'Cung cấp dịch vụ công cho người dân, doanh nghiệp', 'Public services to people and businesses', 'official', 'Quyết định 5086/QĐ-UBND, Điều 11.1', true, 'sensitive', '2019-11-28 00:00:00+07'),
  ('nghiep-vu', 'Nghiệp vụ chuyên ngành của cơ quan', 'The sectoral work of the agency', 'official', 'Quyết định 5086/QĐ-UBND, Điều 11.1', true, 'sensitive', '2019-11-28 00:00:00+07'),
  ('thong-ke', 'Thống kê, phân tích, đánh giá, dự báo phục vụ lãnh đạo', 'Statistics, analysis, assessment and forecasts for decisions', 'official', 'Quyết định 5086/QĐ-UBND, Điều 11.1', true, 'none', '2019-11-28 00:00:00+07'),
  ('ca-nhan', 'Mục đích cá nhân', 'Personal use', 'personal', 'Quyết định 5086/QĐ-UBND, Điều 11.3', false, 'none', '2019-11-28 00:00:00+07'),
  ('thuong-mai', 'Mục đích thương mại', 'Commercial use', 'commercial', 'Quyết định 5086/QĐ-UBND, Điều 11.3', false, 'none', '2019-11-28 00:00:00+07');
SELECT journal.govern('access.purposes');
SELECT platform.carries_authority('access.purposes');
REVOKE DELETE ON access.purposes FROM kho_application;

CREATE TABLE access.purpose_functions (
  purpose     text NOT NULL REFERENCES access.purposes,
  function_id uuid NOT NULL REFERENCES identity.organisation_functions,
  PRIMARY KEY (purpose, function_id)
);
CREATE INDEX purpose_functions_function ON access.purpose_functions (function_id);
SELECT journal.govern('access.purpose_functions');
SELECT platform.carries_authority('access.purpose_functions');

-- Whoever asks about a purpose asks what is in the remit of a unit.
SELECT platform.carries_authority('identity.organisation_functions');

CREATE TABLE access.grant_requests (
  id             uuid PRIMARY KEY,
  year           integer NOT NULL,
  -- Counted within the year; together they are the number people quote.
  number         integer NOT NULL CHECK (number >= 1),
  kind           text NOT NULL CHECK (kind IN ('new', 'renewal', 'amendment')),
  -- Of the grant that is to go on, or to become another.
  grant_id       uuid,
  unit_id        uuid NOT NULL REFERENCES identity.organisations,
  dataset_id     uuid NOT NULL REFERENCES catalogue.datasets,
  purpose        text NOT NULL REFERENCES access.purposes,
  legal_basis    text NOT NULL CHECK (legal_basis ~ '\S'),
  reasons        text NOT NULL CHECK (reasons ~ '\S'),
  extent         jsonb NOT NULL,
  starts_at      timestamptz,
  ends_at        timestamptz NOT NULL,
  state          text NOT NULL CHECK (state IN ('opinion', 'check', 'decision', 'granted', 'refused', 'returned', 'withdrawn')),
  asked_at       timestamptz NOT NULL,
  asked_by       text NOT NULL,
  -- When the step that is due now is over; null once it ended.
  due_at         timestamptz,
  certainty      text NOT NULL CHECK (certainty IN ('whole', 'partial', 'weekdays')),
  -- Since when the step that is due now is known to be late.
  overdue_since  timestamptz,
  ended_at       timestamptz,
  instrument_id  uuid REFERENCES law.instruments,
  ground         text,
  UNIQUE (year, number),
  CHECK ((kind = 'new') = (grant_id IS NULL)),
  CHECK (starts_at IS NULL OR starts_at < ends_at),
  CHECK ((ended_at IS NULL) = (state IN ('opinion', 'check', 'decision'))),
  CHECK ((due_at IS NULL) = (ended_at IS NOT NULL)),
  CHECK ((state = 'granted') = (instrument_id IS NOT NULL)),
  CHECK ((state = 'refused') = (ground IS NOT NULL))
);
CREATE INDEX grant_requests_newest ON access.grant_requests (id DESC);
CREATE INDEX grant_requests_open ON access.grant_requests (due_at) WHERE ended_at IS NULL;
CREATE INDEX grant_requests_dataset ON access.grant_requests (dataset_id, id DESC);
CREATE INDEX grant_requests_unit ON access.grant_requests (unit_id, id DESC);
SELECT journal.govern('access.grant_requests');
REVOKE DELETE ON access.grant_requests FROM kho_application;

-- What was said and done about a request, in order.
CREATE TABLE access.grant_steps (
  id           uuid PRIMARY KEY,
  request_id   uuid NOT NULL REFERENCES access.grant_requests,
  kind         text NOT NULL CHECK (kind IN ('asked', 'agreed', 'objected', 'overdue', 'passedOn', 'returned', 'withdrawn',
                                             'granted', 'refused', 'passed')),
  at           timestamptz NOT NULL,
  unit_id      uuid REFERENCES identity.organisations,
  account_id   text NOT NULL,
  account_name text NOT NULL,
  text         text
);
CREATE INDEX grant_steps_request ON access.grant_steps (request_id, id);
SELECT journal.govern('access.grant_steps');
REVOKE UPDATE, DELETE ON access.grant_steps FROM kho_application;

CREATE TABLE access.grants (
  id            uuid PRIMARY KEY,
  year          integer NOT NULL,
  number        integer NOT NULL CHECK (number >= 1),
  request_id    uuid NOT NULL REFERENCES access.grant_requests,
  unit_id       uuid NOT NULL REFERENCES identity.organisations,
  dataset_id    uuid NOT NULL REFERENCES catalogue.datasets,
  purpose       text NOT NULL REFERENCES access.purposes,
  extent        jsonb NOT NULL,
  starts_at     timestamptz NOT NULL,
  -- Over at that instant, to the second; earlier than was consented where it was revoked or became another.
  ends_at       timestamptz NOT NULL,
  instrument_id uuid NOT NULL REFERENCES law.instruments,
  -- What the Committee took back, for which reason; or the grant it became.
  revoked_at    timestamptz,
  revocation    text,
  became        uuid REFERENCES access.grants,
  UNIQUE (year, number),
  CHECK (starts_at <= ends_at),
  CHECK ((revoked_at IS NULL) = (revocation IS NULL))
);
CREATE INDEX grants_newest ON access.grants (id DESC);
CREATE INDEX grants_dataset ON access.grants (dataset_id, id DESC);
SELECT journal.govern('access.grants');
SELECT platform.carries_authority('access.grants');
REVOKE DELETE ON access.grants FROM kho_application;
ALTER TABLE access.grant_requests ADD FOREIGN KEY (grant_id) REFERENCES access.grants;

-- Who may use a grant: the unit that was consented to, and when it ends each of its successors.
CREATE TABLE access.grant_holders (
  grant_id uuid NOT NULL REFERENCES access.grants,
  unit_id  uuid NOT NULL REFERENCES identity.organisations,
  since    timestamptz NOT NULL,
  until    timestamptz,
  PRIMARY KEY (grant_id, unit_id, since)
);
CREATE INDEX grant_holders_unit ON access.grant_holders (unit_id, grant_id);
SELECT journal.govern('access.grant_holders');
SELECT platform.carries_authority('access.grant_holders');
REVOKE DELETE ON access.grant_holders FROM kho_application;

-- A grant rests while one of the parties holds it; who holds it lets it go.
CREATE TABLE access.grant_holds (
  id          uuid PRIMARY KEY,
  grant_id    uuid NOT NULL REFERENCES access.grants,
  party       text NOT NULL CHECK (party IN ('provider', 'consumer', 'coordinator')),
  since       timestamptz NOT NULL,
  by_account  text NOT NULL,
  reason      text NOT NULL CHECK (reason ~ '\S'),
  let_go_at   timestamptz
);
CREATE UNIQUE INDEX grant_holds_open ON access.grant_holds (grant_id, party) WHERE let_go_at IS NULL;
SELECT journal.govern('access.grant_holds');
SELECT platform.carries_authority('access.grant_holds');
REVOKE DELETE ON access.grant_holds FROM kho_application;

REVOKE SELECT ON access.purposes, access.purpose_functions, access.grant_requests, access.grant_steps, access.grants,
  access.grant_holders, access.grant_holds FROM kho_loader, kho_reader;
