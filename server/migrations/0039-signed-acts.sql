-- A passkey signs guarded acts one by one (D5): what is asked for an act is worth nothing for another purpose.
ALTER TABLE identity.passkey_attempts DROP CONSTRAINT passkey_attempts_purpose_check;
ALTER TABLE identity.passkey_attempts ADD CONSTRAINT passkey_attempts_purpose_check
  CHECK (purpose IN ('sign-in', 'proof', 'act', 'registration'));
