-- Clients and the OpenID provider (Điều 7.1, 15.3; ADR 0031): systems and other portals that the coordinator registered,
-- what they may show to be known by, and what the provider keeps while it issues tokens.

-- A system works through an account of its own, so units, roles, suspension and review are the same as for people.
ALTER TABLE identity.accounts
  ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'system'));

CREATE TABLE identity.clients (
  id              uuid PRIMARY KEY,
  -- The client_id of OAuth, and the login of a system's account; never given again.
  code            text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{2,39}$'),
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  kind            text NOT NULL CHECK (kind IN ('system', 'portal')),
  name            text NOT NULL,
  purpose         text NOT NULL,
  method          text NOT NULL CHECK (method IN ('key', 'certificate')),
  roles           text[] NOT NULL CHECK (roles <@ ARRAY['provider', 'consumer']),
  redirect_uris   text[] NOT NULL,
  state           text NOT NULL CHECK (state IN ('requested', 'refused', 'active', 'suspended')),
  requested_by    uuid NOT NULL REFERENCES identity.accounts,
  requested_at    timestamptz NOT NULL,
  decided_by      uuid REFERENCES identity.accounts,
  decided_at      timestamptz,
  -- Number and day of the document that the decision rests on, or why it was refused.
  document        text,
  account_id      uuid UNIQUE REFERENCES identity.accounts,
  CHECK ((kind = 'system') = (cardinality(redirect_uris) = 0)),
  CHECK ((kind = 'system') = (cardinality(roles) > 0)),
  CHECK ((state = 'requested') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
         AND (decided_by IS NULL) = (document IS NULL)),
  CHECK (decided_by <> requested_by),
  CHECK ((account_id IS NOT NULL) = (kind = 'system' AND state IN ('active', 'suspended')))
);
CREATE INDEX clients_organisation ON identity.clients (organisation_id);
SELECT journal.govern('identity.clients');
SELECT platform.carries_authority('identity.clients');

-- Public keys of a client, or certificates: what it shows to be known by. More than one during a change of keys.
CREATE TABLE identity.client_keys (
  client_id  uuid NOT NULL REFERENCES identity.clients,
  -- RFC 7638 of a key, SHA-256 of a certificate; base64url.
  thumbprint text NOT NULL,
  -- The public key; a certificate stands in x5c.
  jwk        jsonb NOT NULL CHECK (NOT jwk ?| ARRAY['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv']),
  added_at   timestamptz NOT NULL,
  -- Counts no more from then on.
  ends_at    timestamptz,
  PRIMARY KEY (client_id, thumbprint)
);
SELECT journal.govern('identity.client_keys');
SELECT platform.carries_authority('identity.client_keys');

-- Keys the provider signs with. The private part is sealed with a key that follows from the installation's secret.
CREATE TABLE identity.signing_keys (
  kid          text PRIMARY KEY,
  sealed       bytea NOT NULL,
  published_at timestamptz NOT NULL,
  -- Published for a while before it signs, so that whoever keeps a copy of the key list has it by then.
  signs_from   timestamptz NOT NULL CHECK (signs_from >= published_at)
);
SELECT journal.govern('identity.signing_keys');

-- What the provider keeps: codes, tokens, sessions, consents, requests and proofs already seen. Found by digests only, so
-- whoever reads the table can show none of it.
CREATE TABLE identity.openid_artifacts (
  model       text NOT NULL,
  digest      bytea NOT NULL CHECK (octet_length(digest) = 32),
  payload     jsonb NOT NULL,
  grant_id    text,
  user_code   bytea,
  account_id  uuid,
  client      text,
  expires_at  timestamptz NOT NULL,
  consumed_at timestamptz,
  PRIMARY KEY (model, digest)
);
CREATE INDEX openid_artifacts_grant ON identity.openid_artifacts (grant_id) WHERE grant_id IS NOT NULL;
CREATE UNIQUE INDEX openid_artifacts_user_code ON identity.openid_artifacts (user_code) WHERE user_code IS NOT NULL;
CREATE INDEX openid_artifacts_account ON identity.openid_artifacts (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX openid_artifacts_expiry ON identity.openid_artifacts (expires_at);
INSERT INTO platform.operational_tables VALUES
  ('identity.openid_artifacts', 'tokens, codes and sign-ins of the OpenID provider come and go; clients, accounts and their rights are governed');

-- A token that ends before its time ends at once, wherever its principal is kept.
CREATE FUNCTION identity.tokens_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM ended WHERE model IN ('AccessToken', 'ClientCredentials') AND expires_at > clock_timestamp()) THEN
    UPDATE platform.authority SET epoch = epoch + 1;
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION identity.tokens_ended() FROM PUBLIC;
CREATE TRIGGER tokens_ended AFTER DELETE ON identity.openid_artifacts REFERENCING OLD TABLE AS ended
  FOR EACH STATEMENT EXECUTE FUNCTION identity.tokens_ended();

-- Who a person of an outside provider is here; the subject is a digest, for some providers use identity numbers.
CREATE TABLE identity.outside_links (
  id          uuid PRIMARY KEY,
  account_id  uuid NOT NULL REFERENCES identity.accounts,
  issuer      text NOT NULL,
  subject     bytea NOT NULL CHECK (octet_length(subject) = 32),
  linked_at   timestamptz NOT NULL,
  unlinked_at timestamptz
);
CREATE UNIQUE INDEX outside_links_in_force ON identity.outside_links (issuer, subject) WHERE unlinked_at IS NULL;
CREATE INDEX outside_links_account ON identity.outside_links (account_id);
SELECT journal.govern('identity.outside_links');

-- Networks a token may be used from; none named: any.
ALTER TABLE identity.api_tokens ADD COLUMN networks cidr[] NOT NULL DEFAULT '{}';

REVOKE SELECT ON identity.clients, identity.client_keys, identity.signing_keys, identity.openid_artifacts,
  identity.outside_links FROM kho_loader, kho_reader;
