-- How datasets end (Điều 5.2: data is kept): closed takes no more deliveries, archived is read by its provider and by
-- auditors only; each by an instrument and a reason. Nothing is ever deleted, so everything stays provable. A row is one
-- act; the last one tells how a dataset stands, and a dataset without any is active.
CREATE TABLE catalogue.retirements (
  dataset_id    uuid NOT NULL REFERENCES catalogue.datasets,
  number        integer NOT NULL CHECK (number > 0),
  stage         text NOT NULL CHECK (stage IN ('active', 'closed', 'archived')),
  instrument_id uuid NOT NULL REFERENCES law.instruments,
  reason        text NOT NULL CHECK (reason ~ '\S'),
  at            timestamptz NOT NULL,
  PRIMARY KEY (dataset_id, number)
);
SELECT journal.govern('catalogue.retirements');
REVOKE UPDATE, DELETE ON catalogue.retirements FROM kho_application;
SELECT platform.carries_authority('catalogue.retirements');
