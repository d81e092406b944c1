-- Quality and currency of data (Điều 5.6, 17.3), notices to providers, and figures of use (Điều 7.2).

-- Use is counted by dataset over a period, and looked up by unit for its last read of each dataset. Ids follow time, so
-- one index serves both the list of reads and the counting, without touching the rows.
DROP INDEX journal.reads_dataset;
CREATE INDEX reads_dataset ON journal.reads (dataset, id) INCLUDE (at, unit_id, action, row_count);
CREATE INDEX reads_unit ON journal.reads (unit_id, dataset, id) INCLUDE (at, action, row_count);

-- What was measured when a submission ended: of the rows in force after it, or of the file when it was refused.
-- Each dimension is a part that is good of a whole (quality/dimension.ts); the score follows from them.
CREATE TABLE warehouse.measures (
  submission_id      uuid PRIMARY KEY REFERENCES warehouse.submissions,
  dataset_id         uuid NOT NULL,
  structure_version  integer NOT NULL,
  at                 timestamptz NOT NULL,
  in_force           boolean NOT NULL,
  -- The last apply whose rows were counted.
  apply_number       bigint NOT NULL,
  rows               bigint NOT NULL,
  -- Field id → {"present": cells, "faulty": cells}.
  fields             jsonb NOT NULL,
  completeness_good  bigint NOT NULL,
  completeness_total bigint NOT NULL CHECK (completeness_good BETWEEN 0 AND completeness_total),
  validity_good      bigint NOT NULL,
  validity_total     bigint NOT NULL CHECK (validity_good BETWEEN 0 AND validity_total),
  uniqueness_good    bigint NOT NULL,
  uniqueness_total   bigint NOT NULL CHECK (uniqueness_good BETWEEN 0 AND uniqueness_total),
  consistency_good   bigint NOT NULL,
  consistency_total  bigint NOT NULL CHECK (consistency_good BETWEEN 0 AND consistency_total),
  -- When the delivery came, when it was due (null: at no time) and how long its period is.
  delivered_at       timestamptz NOT NULL,
  due_at             timestamptz,
  period_seconds     bigint,
  -- Rows sent, and the median of the loads before; null while there are too few.
  sent               bigint NOT NULL,
  usual              bigint,
  score              integer NOT NULL CHECK (score BETWEEN 0 AND 100)
);
CREATE INDEX measures_dataset ON warehouse.measures (dataset_id, submission_id);
SELECT journal.govern('warehouse.measures');

-- How many cells of a field that points into another dataset hold a value, and how many of them point at nothing. Kept up
-- by loads of either side.
CREATE TABLE warehouse.resolutions (
  dataset_id    uuid NOT NULL,
  field         text NOT NULL,
  target_id     uuid NOT NULL,
  total         bigint NOT NULL,
  dangling      bigint NOT NULL CHECK (dangling BETWEEN 0 AND total),
  submission_id uuid NOT NULL REFERENCES warehouse.submissions,
  PRIMARY KEY (dataset_id, field)
);
CREATE INDEX resolutions_target ON warehouse.resolutions (target_id);
SELECT journal.govern('warehouse.resolutions');

REVOKE INSERT, UPDATE, DELETE ON warehouse.resolutions FROM kho_application;
REVOKE UPDATE, DELETE ON warehouse.measures FROM kho_application;
GRANT INSERT ON warehouse.measures TO kho_loader;
GRANT INSERT, UPDATE, DELETE ON warehouse.resolutions TO kho_loader;

-- What a providing unit should know: one row per cause, closed when the cause is gone.
CREATE TABLE warehouse.notices (
  id           uuid PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('due-soon', 'overdue', 'late', 'quality-drop', 'volume-jump', 'quarantine-open',
                                             'confirmation-waiting', 'processing-failed')),
  dataset_id   uuid NOT NULL,
  dataset_code text NOT NULL,
  unit_id      text NOT NULL,
  contact      text NOT NULL,
  -- What the notice is about: a due date or a submission.
  cause        text NOT NULL,
  facts        jsonb NOT NULL,
  at           timestamptz NOT NULL,
  closed_at    timestamptz,
  UNIQUE (dataset_id, kind, unit_id, cause)
);
CREATE INDEX notices_unit ON warehouse.notices (unit_id, id);
CREATE INDEX notices_open ON warehouse.notices (dataset_id) WHERE closed_at IS NULL;
CREATE TABLE warehouse.notice_reads (
  notice_id  uuid NOT NULL REFERENCES warehouse.notices,
  account_id text NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (notice_id, account_id)
);
INSERT INTO platform.operational_tables VALUES
  ('warehouse.notices', 'reminders that follow from other tables'),
  ('warehouse.notice_reads', 'who has seen a reminder');
