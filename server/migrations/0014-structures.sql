-- Structures change while data is in (Điều 5.2, 10): a version that converts fields comes into force together with the
-- rows carried into it, in one transaction of the loader; until then the version before is in force.
ALTER TABLE catalogue.structures
  ADD COLUMN state text NOT NULL DEFAULT 'adopted' CHECK (state IN ('pending', 'adopted', 'abandoned')),
  -- [{"field": id, "from": id, "using": way, "table": {…} | null}]
  ADD COLUMN conversions jsonb NOT NULL DEFAULT '[]',
  -- The submission that carries the rows.
  ADD COLUMN carried_by uuid;
ALTER TABLE catalogue.structures ALTER COLUMN state DROP DEFAULT, ALTER COLUMN conversions DROP DEFAULT;
CREATE UNIQUE INDEX structures_pending ON catalogue.structures (dataset_id) WHERE state = 'pending';
GRANT UPDATE (state, since) ON catalogue.structures TO kho_loader;
