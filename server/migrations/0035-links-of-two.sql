-- A link to an account with a guarded role opens nothing before a second person has released it: who asked for it has its
-- address, who releases it the code, and neither is the person of the account.
ALTER TABLE identity.one_time_links
  ADD COLUMN asked_by    text,
  ADD COLUMN asker_login text,
  ADD COLUMN released_by text,
  ADD COLUMN code_digest bytea CHECK (octet_length(code_digest) = 32),
  ADD CONSTRAINT released_by_another CHECK (released_by <> asked_by),
  ADD CONSTRAINT not_for_oneself CHECK (asked_by <> account_id::text AND released_by <> account_id::text),
  ADD CONSTRAINT released_with_a_code CHECK ((released_by IS NULL) = (code_digest IS NULL)),
  ADD CONSTRAINT released_when_asked CHECK (released_by IS NULL OR asked_by IS NOT NULL);
