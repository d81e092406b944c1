-- Sign-ins change no data, so no entry tells of each; but who could erase one unseen could also hide who came in (Điều 13.3). Each
-- row goes into one seal, and the entry of the seal holds the Merkle root over its rows.
ALTER TABLE identity.sign_ins ADD COLUMN seal uuid;
CREATE INDEX sign_ins_seal ON identity.sign_ins (seal, at);
CREATE INDEX sign_ins_at ON identity.sign_ins (at);
GRANT UPDATE (seal) ON identity.sign_ins TO kho_application;

-- A throttle that closes is told once in the history.
ALTER TABLE identity.sign_ins DROP CONSTRAINT sign_ins_outcome_check,
  ADD CONSTRAINT sign_ins_outcome_check CHECK (outcome IN ('opened', 'proven', 'refused', 'copied-passkey', 'locked'));
ALTER TABLE identity.sign_in_attempts ADD COLUMN told_until timestamptz;
