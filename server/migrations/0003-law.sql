-- Legal instruments are data with dates: decisions, resolutions and laws that catalogue versions, code lists and later
-- grants rest on (Điều 9).

SELECT platform.open_module('law');

CREATE TABLE law.instruments (
  id             uuid PRIMARY KEY,
  number         text NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('decision', 'resolution', 'decree', 'law', 'circular', 'other')),
  title          text NOT NULL,
  issuer         text NOT NULL,
  signer         text NOT NULL,
  signed_on      date NOT NULL,
  -- In force on [effective_from, effective_to).
  effective_from date NOT NULL,
  effective_to   date CHECK (effective_to > effective_from),
  file_digest    text CHECK (file_digest ~ '^[0-9a-f]{64}$'),
  search         text NOT NULL,
  registered_at  timestamptz NOT NULL,
  UNIQUE (number, issuer, signed_on)
);
CREATE INDEX instruments_newest ON law.instruments (signed_on DESC, id DESC);
SELECT journal.govern('law.instruments');
