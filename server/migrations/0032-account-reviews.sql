-- Reviews of accounts (Điều 15.3): each quarter every unit says of each account and role whether it still stands. What nobody
-- certified by the deadline ends by itself; nobody certifies their own account.

CREATE TABLE identity.reviews (
  id        uuid PRIMARY KEY,
  quarter   text NOT NULL UNIQUE CHECK (quarter ~ '^\d{4}-Q[1-4]$'),
  opened_at timestamptz NOT NULL,
  deadline  timestamptz NOT NULL CHECK (deadline > opened_at),
  closed_at timestamptz
);
-- One at a time.
CREATE UNIQUE INDEX reviews_open ON identity.reviews ((true)) WHERE closed_at IS NULL;
SELECT journal.govern('identity.reviews');

-- What is to be certified: each role an account held when the review was opened, and the account itself where it held none.
CREATE TABLE identity.review_items (
  id              uuid PRIMARY KEY,
  review_id       uuid NOT NULL REFERENCES identity.reviews,
  account_id      uuid NOT NULL REFERENCES identity.accounts,
  -- The unit that answers for it: the account's when the review was opened.
  organisation_id uuid NOT NULL REFERENCES identity.organisations,
  account_role_id uuid REFERENCES identity.account_roles,
  answer          text CHECK (answer IN ('certified', 'revoked')),
  answered_by     text,
  answerer_login  text,
  answered_at     timestamptz,
  UNIQUE NULLS NOT DISTINCT (review_id, account_id, account_role_id),
  CHECK (num_nulls(answer, answered_by, answerer_login, answered_at) IN (0, 4)),
  CONSTRAINT not_answered_by_oneself CHECK (answered_by <> account_id::text)
);
CREATE INDEX review_items_organisation ON identity.review_items (review_id, organisation_id);
SELECT journal.govern('identity.review_items');

REVOKE SELECT ON identity.reviews, identity.review_items FROM kho_loader, kho_reader;
