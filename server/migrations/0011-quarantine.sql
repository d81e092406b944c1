-- Loads in depth (Điều 9, 10, 17): rows that wait to be mended, deletions that wait for somebody's word, the order of arrival.

-- The order in which deliveries were acknowledged; a clock that jumps must not reorder what is applied.
ALTER TABLE warehouse.submissions
  ADD COLUMN arrival bigint GENERATED ALWAYS AS IDENTITY,
  -- The apply the dataset stood at when its sender was asked; another one since, and the answer no longer fits.
  ADD COLUMN asked_at_apply bigint;
DROP INDEX warehouse.submissions_open;
CREATE INDEX submissions_open ON warehouse.submissions (arrival) WHERE state = 'received';
CREATE INDEX submissions_withdraws ON warehouse.submissions (withdraws) WHERE withdraws IS NOT NULL;

-- What a provider set for the loads of a dataset; a dataset without a row has the defaults.
CREATE TABLE warehouse.settings (
  dataset_id       uuid PRIMARY KEY,
  -- A full load that would delete more than this share of the rows, and at least so many, waits for confirmation.
  deletion_percent integer NOT NULL CHECK (deletion_percent BETWEEN 0 AND 100),
  deletion_minimum bigint NOT NULL CHECK (deletion_minimum >= 0)
);
SELECT journal.govern('warehouse.settings');

-- Rows of applied loads that break a rule, as they were sent, until a later load settles them (Điều 17).
CREATE TABLE warehouse.quarantine (
  submission_id uuid NOT NULL REFERENCES warehouse.submissions,
  row           bigint NOT NULL,
  dataset_id    uuid NOT NULL,
  -- Its cells by field id as they were sent; null for a record that is no row.
  cells         jsonb,
  -- The text of a record that is no row.
  raw           text,
  -- Its key, where it can be read; null, and nobody knows which row it stands for.
  key           text,
  -- [{"field": name or "", "rule": rule}], every rule it breaks.
  reasons       jsonb NOT NULL,
  settled_by    uuid REFERENCES warehouse.submissions,
  PRIMARY KEY (submission_id, row),
  CHECK ((cells IS NULL) <> (raw IS NULL))
);
CREATE INDEX quarantine_open ON warehouse.quarantine (dataset_id, key) WHERE settled_by IS NULL;
CREATE INDEX quarantine_settled ON warehouse.quarantine (settled_by) WHERE settled_by IS NOT NULL;
SELECT journal.govern('warehouse.quarantine');

-- What a sender typed over a row that waits; nothing of the warehouse until it is sent as a continuation.
CREATE TABLE warehouse.drafts (
  submission_id uuid NOT NULL,
  row           bigint NOT NULL,
  -- By field id; null empties the cell.
  cells         jsonb NOT NULL,
  discard       boolean NOT NULL,
  PRIMARY KEY (submission_id, row),
  FOREIGN KEY (submission_id, row) REFERENCES warehouse.quarantine
);
INSERT INTO platform.operational_tables VALUES
  ('warehouse.drafts', 'what a sender is typing; it counts when it is sent');

-- Rows that wait are the sender's, like the report of faults; the loader keeps and settles them.
REVOKE INSERT, UPDATE, DELETE ON warehouse.quarantine FROM kho_application;
-- A sender may give rows up; that is all the application does to them.
GRANT UPDATE (settled_by) ON warehouse.quarantine TO kho_application;
REVOKE SELECT ON warehouse.quarantine, warehouse.drafts FROM kho_reader;
GRANT INSERT, UPDATE ON warehouse.quarantine TO kho_loader;
GRANT DELETE ON warehouse.drafts TO kho_loader;
