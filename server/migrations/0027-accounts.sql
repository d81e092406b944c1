-- Accounts over time (Điều 7.1, 15.3): requested by a unit, issued by a decision, changed, suspended, resumed, closed; their
-- roles are dated rows bound to a unit. Nobody decides what they asked, nor about themselves: the tables hold it too.

ALTER TABLE identity.accounts
  ALTER COLUMN password_hash DROP NOT NULL,
  -- Salt of the commitment to the person's name that the journal holds.
  ADD COLUMN name_salt uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Why it is suspended: by a coordinator, by an act on its unit, unused, not certified, or revoked in a review.
  ADD COLUMN suspended_for text CHECK (suspended_for IN ('coordinator', 'unit', 'unused', 'unanswered', 'revoked')),
  -- From when disuse counts: the instant it was issued or last resumed.
  ADD COLUMN standing_since timestamptz,
  ADD COLUMN warned_at timestamptz,
  ADD COLUMN activated_at timestamptz,
  DROP CONSTRAINT accounts_state_check;

CREATE TABLE identity.account_roles (
  id              uuid PRIMARY KEY,
  account_id      uuid NOT NULL REFERENCES identity.accounts,
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  role            text NOT NULL CHECK (
    role IN ('provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator')),
  -- In force on [valid_from, valid_to); a role taken away before it began has an empty period.
  valid_from      timestamptz NOT NULL,
  valid_to        timestamptz CHECK (valid_to >= valid_from),
  -- Accounts by their id, or 'system' for what is done on the machine itself.
  requested_by    text NOT NULL,
  granted_by      text NOT NULL,
  -- Reference of the decision; only the machine may go without.
  decision        text CHECK (decision IS NOT NULL OR granted_by = 'system'),
  CONSTRAINT held_once_at_a_time EXCLUDE USING gist (
    account_id WITH =, organisation_id WITH =, role WITH =, tstzrange(valid_from, valid_to) WITH &&),
  CONSTRAINT granted_by_another CHECK (granted_by = 'system' OR granted_by <> requested_by),
  CONSTRAINT not_granted_to_oneself CHECK (granted_by <> account_id::text)
);
CREATE INDEX account_roles_account ON identity.account_roles (account_id);

-- What accounts held until now, from the day they were issued.
INSERT INTO identity.account_roles (id, account_id, organisation_id, role, valid_from, requested_by, granted_by)
SELECT gen_random_uuid(), a.id, a.organisation_id, r.role, a.issued_at, 'system', 'system'
FROM identity.accounts AS a, unnest(a.roles) AS r (role);
SELECT journal.govern('identity.account_roles');
SELECT platform.carries_authority('identity.account_roles');

ALTER TABLE identity.accounts
  DROP COLUMN roles,
  -- Issued: the person has not been there yet. Closed never returns.
  ADD CONSTRAINT accounts_state CHECK (state IN ('issued', 'active', 'suspended', 'closed')),
  ADD UNIQUE (id, state);
-- A closed account may have been suspended before.
ALTER TABLE identity.accounts
  DROP CONSTRAINT accounts_check,
  ADD CONSTRAINT accounts_suspended CHECK (state <> 'suspended' OR suspended_at IS NOT NULL);

-- Closed never returns: while the closing stands, its account can have no other state.
CREATE TABLE identity.account_closings (
  account_id uuid PRIMARY KEY,
  state      text NOT NULL DEFAULT 'closed' CHECK (state = 'closed'),
  at         timestamptz NOT NULL,
  CONSTRAINT closed_for_good FOREIGN KEY (account_id, state) REFERENCES identity.accounts (id, state)
);
SELECT journal.govern('identity.account_closings');

-- What a unit asks for, and what became of it.
CREATE TABLE identity.account_requests (
  id              uuid PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('issue', 'change', 'resume', 'close')),
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  -- Of a request to issue: the account that came of it.
  account_id      uuid REFERENCES identity.accounts,
  login           text NOT NULL CHECK (login = lower(login)),
  -- The person's name, in requests that say one, with the salt of its commitment.
  name            text,
  name_salt       uuid,
  -- The roles wanted, each with its days: [{"role": …, "validFrom": …, "validTo": …}].
  roles           jsonb,
  reason          text NOT NULL,
  requested_by    text NOT NULL,
  requester_login text NOT NULL,
  requested_at    timestamptz NOT NULL,
  state           text NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
  decided_by      text,
  decider_login   text,
  decided_at      timestamptz,
  decision        text,
  remark          text,
  CHECK ((name IS NULL) = (name_salt IS NULL)),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((state IN ('approved', 'refused')) = (decided_by IS NOT NULL)),
  CHECK (state <> 'approved' OR decision IS NOT NULL),
  CONSTRAINT decided_by_another CHECK (decided_by <> requested_by),
  CONSTRAINT not_decided_by_oneself CHECK (decided_by <> account_id::text)
);
CREATE INDEX account_requests_state ON identity.account_requests (state, id);
CREATE INDEX account_requests_organisation ON identity.account_requests (organisation_id, id);
-- One thing is asked once at a time.
CREATE UNIQUE INDEX account_requests_open_account ON identity.account_requests (account_id) WHERE state = 'open';
CREATE UNIQUE INDEX account_requests_open_login ON identity.account_requests (login) WHERE state = 'open' AND kind = 'issue';
SELECT journal.govern('identity.account_requests');

-- When an account last signed in; tokens keep their own uses.
CREATE TABLE identity.account_uses (
  account_id uuid PRIMARY KEY REFERENCES identity.accounts,
  at         timestamptz NOT NULL
);
INSERT INTO platform.operational_tables VALUES
  ('identity.account_uses', 'when an account last signed in; what follows from disuse is governed');

REVOKE SELECT ON identity.account_roles, identity.account_requests, identity.account_uses,
  identity.account_closings
  FROM kho_loader, kho_reader;
