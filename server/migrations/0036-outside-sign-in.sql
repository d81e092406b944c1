-- People who are signed in by a provider outside (ADR 0032): how a session was opened, and what stands in its history.
ALTER TABLE identity.sessions DROP CONSTRAINT sessions_factor_check,
  ADD CONSTRAINT sessions_factor_check
    CHECK (factor IN ('passkey', 'two-factor', 'password', 'outside', 'outside-key'));
ALTER TABLE identity.sign_ins DROP CONSTRAINT sign_ins_method_check,
  ADD CONSTRAINT sign_ins_method_check
    CHECK (method IN ('passkey', 'password', 'code', 'recovery-code', 'link', 'outside'));

-- No one person can take over an account with guarded roles (ADR 0030): a link says that somebody may hold them only when a
-- second person has confirmed it. Nothing stands in the table before this version.
ALTER TABLE identity.outside_links
  ADD COLUMN linked_by    text NOT NULL,
  ADD COLUMN confirmed_by text,
  ADD CONSTRAINT confirmed_by_another CHECK (confirmed_by <> linked_by),
  ADD CONSTRAINT not_for_oneself CHECK (linked_by <> account_id::text AND confirmed_by <> account_id::text);
