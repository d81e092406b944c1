-- More than full loads (Điều 9: full or incremental; 10: owners maintain): what a submission asks for, and how it may end.

ALTER TABLE warehouse.submissions
  DROP CONSTRAINT submissions_state_check,
  DROP CONSTRAINT submissions_load_check,
  DROP CONSTRAINT balanced,
  -- waiting: checked, and more rows would go than may without somebody's word.
  ADD CONSTRAINT submissions_state_check CHECK (state IN ('received', 'waiting', 'applied', 'rejected', 'failed')),
  -- withdrawal restores what stood before another submission; conversion carries rows into a new structure.
  ADD CONSTRAINT submissions_load_check CHECK (load IN ('full', 'incremental', 'deletions', 'withdrawal', 'conversion')),
  -- What becomes of rows that break a rule: the whole file is refused, or the rows wait to be mended.
  ADD COLUMN on_fault text NOT NULL DEFAULT 'reject' CHECK (on_fault IN ('reject', 'quarantine')),
  -- How the file is to be read, as its sender confirmed it (intake/profile.ts); null for the plain form.
  ADD COLUMN profile jsonb,
  -- The submission whose quarantined rows this one mends.
  ADD COLUMN continues uuid REFERENCES warehouse.submissions,
  ADD COLUMN withdraws uuid REFERENCES warehouse.submissions,
  -- An earlier submission of the dataset with the same bytes.
  ADD COLUMN repeats uuid REFERENCES warehouse.submissions,
  -- Why, in the words of whoever asked for it.
  ADD COLUMN statement text,
  -- How many deletions somebody agreed to after being asked.
  ADD COLUMN confirmed_deletions bigint,
  -- Deletions that were not made because a rejected row may be the one that is missing.
  ADD COLUMN withheld bigint,
  -- Every row sent is accounted for (accepted = inserted + changed; rows of a list of deletions are accepted by deleting).
  ADD CONSTRAINT balanced CHECK (state IN ('received', 'waiting', 'failed') OR
    sent = inserted + changed + rejected + duplicate + unchanged + CASE WHEN load IN ('deletions', 'withdrawal') THEN deleted ELSE 0 END);
ALTER TABLE warehouse.submissions ALTER COLUMN on_fault DROP DEFAULT;
CREATE INDEX submissions_digest ON warehouse.submissions (dataset_id, digest);
CREATE INDEX submissions_continues ON warehouse.submissions (continues) WHERE continues IS NOT NULL;
