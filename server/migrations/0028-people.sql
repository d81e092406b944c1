-- How people sign in (Điều 7.1, 15.3): passkeys, a password with an authenticator, recovery codes, one-time links; sessions
-- that say how they were opened.

-- An account of the demo city: its password is public, so it says so. The journal knows which ones the demo city issued. The
-- column is filled as it is made, for afterwards the table takes no change without a record.
CREATE FUNCTION identity.was_issued_by_demo(account uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id
    WHERE e.event = 'identity.account.issued' AND e.subject_type = 'account' AND e.subject_id = account::text
      AND c.via = 'system' AND c.request_id = 'demo')
$$;
ALTER TABLE identity.accounts ADD COLUMN is_demo boolean;
ALTER TABLE identity.accounts ALTER COLUMN is_demo TYPE boolean USING identity.was_issued_by_demo(id);
ALTER TABLE identity.accounts ALTER COLUMN is_demo SET NOT NULL;
DROP FUNCTION identity.was_issued_by_demo;

-- A password counts together with an authenticator app, whose secret is encrypted under the secret of the installation;
-- alone it counts for demo accounts.
CREATE TABLE identity.passwords (
  account_id    uuid PRIMARY KEY REFERENCES identity.accounts,
  hash          text NOT NULL,
  authenticator bytea,
  set_at        timestamptz NOT NULL
);
INSERT INTO identity.passwords (account_id, hash, set_at) SELECT id, password_hash, issued_at FROM identity.accounts;
SELECT journal.govern('identity.passwords');
ALTER TABLE identity.accounts DROP COLUMN password_hash;

-- The time step of the newest code that counted: no code counts twice.
CREATE TABLE identity.authenticator_uses (
  account_id uuid PRIMARY KEY REFERENCES identity.accounts,
  step       bigint NOT NULL
);

CREATE TABLE identity.passkeys (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL REFERENCES identity.accounts,
  credential_id text NOT NULL UNIQUE,
  public_key    bytea NOT NULL,
  transports    text[] NOT NULL,
  name          text NOT NULL,
  -- Whether its maker copies it to other devices of the person.
  is_synced     boolean NOT NULL,
  registered_at timestamptz NOT NULL,
  removed_at    timestamptz
);
CREATE INDEX passkeys_account ON identity.passkeys (account_id);
SELECT journal.govern('identity.passkeys');

-- The signature counter only grows; one that does not is a copy.
CREATE TABLE identity.passkey_uses (
  passkey_id uuid PRIMARY KEY REFERENCES identity.passkeys,
  counter    bigint NOT NULL,
  at         timestamptz,
  address    text,
  device     text
);

CREATE TABLE identity.recovery_codes (
  digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  account_id uuid NOT NULL REFERENCES identity.accounts,
  made_at    timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX recovery_codes_account ON identity.recovery_codes (account_id);
SELECT journal.govern('identity.recovery_codes');

-- A link is handed to one person and counts once.
CREATE TABLE identity.one_time_links (
  id         uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts,
  purpose    text NOT NULL CHECK (purpose IN ('activation', 'recovery')),
  digest     bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- When it was used, or took its end by a newer one.
  ended_at   timestamptz
);
CREATE INDEX one_time_links_account ON identity.one_time_links (account_id);
SELECT journal.govern('identity.one_time_links');

-- What an authenticator is asked to sign: for one purpose, one browser (which holds the secret of the digest) and, when it
-- is known, one account. Taken out when it is answered.
CREATE TABLE identity.passkey_attempts (
  digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  purpose    text NOT NULL CHECK (purpose IN ('sign-in', 'proof', 'registration')),
  account_id uuid,
  challenge  text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_attempts_expiry ON identity.passkey_attempts (expires_at);

-- How a session was opened decides which roles it holds; when its person last proved to be there, what it may do.
DELETE FROM identity.sessions;
ALTER TABLE identity.sessions
  ADD COLUMN id           uuid NOT NULL UNIQUE,
  ADD COLUMN factor       text NOT NULL CHECK (factor IN ('passkey', 'two-factor', 'password')),
  ADD COLUMN proven_at    timestamptz NOT NULL,
  ADD COLUMN last_used_at timestamptz NOT NULL,
  ADD COLUMN address      text NOT NULL,
  ADD COLUMN device       text NOT NULL;

-- Browsers that have signed in to an account before: guesses from elsewhere do not keep them out.
CREATE TABLE identity.known_devices (
  digest     bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  account_id uuid NOT NULL REFERENCES identity.accounts,
  seen_at    timestamptz NOT NULL
);
CREATE INDEX known_devices_account ON identity.known_devices (account_id);

-- Sign-ins and refused ones. Without a reference to accounts, so that writing down an unknown login costs the same.
CREATE TABLE identity.sign_ins (
  id         uuid PRIMARY KEY,
  account_id uuid,
  at         timestamptz NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('opened', 'proven', 'refused', 'copied-passkey')),
  method     text NOT NULL CHECK (method IN ('passkey', 'password', 'code', 'recovery-code', 'link')),
  address    text NOT NULL,
  device     text NOT NULL
);
CREATE INDEX sign_ins_account ON identity.sign_ins (account_id, id);

-- A token holds the roles that need a passkey only when it was issued in a session that was opened with one.
ALTER TABLE identity.api_tokens ADD COLUMN holds_guarded_roles boolean NOT NULL DEFAULT false;

INSERT INTO platform.operational_tables VALUES
  ('identity.authenticator_uses', 'which codes of an authenticator have counted'),
  ('identity.passkey_uses', 'counter and last use of passkeys; the passkeys are governed'),
  ('identity.passkey_attempts', 'what authenticators are being asked to sign'),
  ('identity.known_devices', 'browsers that have signed in before; a throttle'),
  ('identity.sign_ins', 'history of sign-ins; what they changed stands in the journal');

REVOKE SELECT ON identity.passwords, identity.authenticator_uses, identity.passkeys, identity.passkey_uses,
  identity.recovery_codes, identity.one_time_links, identity.passkey_attempts, identity.known_devices, identity.sign_ins
  FROM kho_loader, kho_reader;
REVOKE UPDATE ON identity.sign_ins FROM kho_application;
