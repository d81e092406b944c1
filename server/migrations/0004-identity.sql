-- Units, accounts and the proofs that somebody is who they say (Điều 2, 7.1, 15.3). What rights depend on carries the
-- authority epoch, so that cached rights end with the change that ends them.

SELECT platform.open_module('identity');

-- Equality beside ranges in one exclusion constraint; a trusted extension, so the owner role may install it.
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;

CREATE TABLE identity.organisations (
  id            uuid PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('city', 'department', 'ward')),
  name          text NOT NULL,
  name_en       text NOT NULL,
  parent_id     uuid REFERENCES identity.organisations,
  -- The code of the ward a ward's authority covers; departments act in the whole city.
  territory     text CHECK (territory IS NULL OR kind = 'ward'),
  -- Exists on [valid_from, valid_to).
  valid_from    date NOT NULL,
  valid_to      date CHECK (valid_to > valid_from),
  search        text NOT NULL,
  registered_at timestamptz NOT NULL,
  CHECK ((kind = 'city') = (parent_id IS NULL))
);
CREATE INDEX organisations_parent ON identity.organisations (parent_id);
SELECT journal.govern('identity.organisations');
SELECT platform.carries_authority('identity.organisations');

-- Identifiers of a unit, each with its period. No value is held by two units at once, and a value of a national scheme
-- that was closed is never given to another unit. GSO codes are the exception: after 1 July 2025 most ward codes name a
-- new place, so they may pass on, but never overlap.
CREATE TABLE identity.organisation_identifiers (
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  scheme          text NOT NULL CHECK (scheme IN ('QCVN102', 'QD20', 'MST', 'GSO')),
  value           text NOT NULL,
  valid_from      date NOT NULL,
  valid_to        date CHECK (valid_to > valid_from),
  PRIMARY KEY (organisation_id, scheme, value, valid_from),
  CONSTRAINT held_by_one_at_a_time
    EXCLUDE USING gist (scheme WITH =, value WITH =, daterange(valid_from, valid_to) WITH &&),
  CONSTRAINT never_issued_again
    EXCLUDE USING gist (scheme WITH =, value WITH =, organisation_id WITH <>) WHERE (scheme <> 'GSO')
);
SELECT journal.govern('identity.organisation_identifiers');

CREATE TABLE identity.accounts (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  login           text NOT NULL UNIQUE CHECK (login = lower(login)),
  name            text NOT NULL,
  roles           text[] NOT NULL CHECK (
    cardinality(roles) > 0 AND roles <@ ARRAY['provider', 'consumer', 'coordinator', 'committee', 'auditor']),
  state           text NOT NULL CHECK (state IN ('active', 'suspended')),
  password_hash   text NOT NULL,
  issued_at       timestamptz NOT NULL,
  suspended_at    timestamptz,
  CHECK ((state = 'suspended') = (suspended_at IS NOT NULL))
);
CREATE INDEX accounts_organisation ON identity.accounts (organisation_id);
SELECT journal.govern('identity.accounts');
SELECT platform.carries_authority('identity.accounts');

-- A token is shown once; only its SHA-256 is kept.
CREATE TABLE identity.api_tokens (
  id         uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts,
  label      text NOT NULL,
  digest     bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX api_tokens_account ON identity.api_tokens (account_id);
SELECT journal.govern('identity.api_tokens');
SELECT platform.carries_authority('identity.api_tokens');

CREATE TABLE identity.token_uses (
  token_id uuid PRIMARY KEY REFERENCES identity.api_tokens,
  at       timestamptz NOT NULL
);

CREATE TABLE identity.sessions (
  digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  account_id uuid NOT NULL REFERENCES identity.accounts,
  opened_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account ON identity.sessions (account_id);

-- Failed sign-ins by login and by address; the keys are keyed digests, for people type passwords into the wrong field.
CREATE TABLE identity.sign_in_attempts (
  key           text PRIMARY KEY,
  failures      integer NOT NULL,
  attempted_at  timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
);
INSERT INTO platform.operational_tables VALUES
  ('identity.token_uses', 'when a token was last used; roughly, for its owner to see'),
  ('identity.sessions', 'sign-ins come and go; accounts and their rights are governed'),
  ('identity.sign_in_attempts', 'throttle of sign-ins');

-- Nobody but the application sees what proves an identity.
REVOKE SELECT ON identity.accounts, identity.api_tokens, identity.token_uses, identity.sessions, identity.sign_in_attempts
  FROM kho_loader, kho_reader;
