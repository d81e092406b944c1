-- Datasets, their structures, and the catalogue the People's Committee promulgates (Điều 3, 7.2, 9). A dataset's own row
-- holds what its provider proposes; only a promulgated row has force.

SELECT platform.open_module('catalogue');

CREATE TABLE catalogue.datasets (
  id               uuid PRIMARY KEY,
  code             text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name             text NOT NULL,
  name_en          text NOT NULL,
  description      text NOT NULL,
  description_en   text NOT NULL,
  kind             text NOT NULL CHECK (kind IN ('transactional', 'sectoral', 'shared', 'reference', 'open')),
  -- State secret is not a value: such data has no place here at all (Điều 1.2).
  classification   text NOT NULL CHECK (classification IN ('public', 'internal', 'confidential')),
  provider_id      uuid NOT NULL REFERENCES identity.organisations,
  update_method    text NOT NULL CHECK (update_method IN ('full', 'incremental')),
  update_frequency text NOT NULL CHECK (update_frequency IN
    ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'on-change')),
  -- [{"unit": id} | {"group": "departments" | "wards" | "all"}]
  consumers        jsonb NOT NULL,
  licence          text NOT NULL,
  contact          text NOT NULL,
  search           text NOT NULL,
  registered_at    timestamptz NOT NULL,
  revised_at       timestamptz NOT NULL,
  CHECK (kind <> 'open' OR classification = 'public')
);
CREATE INDEX datasets_provider ON catalogue.datasets (provider_id);
SELECT journal.govern('catalogue.datasets');

-- Structure versions from 1; fields is the array of catalogue/structure.ts in the order of display. A field keeps its id
-- (f1, f2, …) for as long as the dataset lives; columns are named by it.
CREATE TABLE catalogue.structures (
  dataset_id uuid NOT NULL REFERENCES catalogue.datasets,
  version    integer NOT NULL CHECK (version > 0),
  fields     jsonb NOT NULL CHECK (jsonb_array_length(fields) > 0),
  since      timestamptz NOT NULL,
  note       text NOT NULL,
  PRIMARY KEY (dataset_id, version)
);
SELECT journal.govern('catalogue.structures');
SELECT platform.carries_authority('catalogue.structures');

-- In force on [effective_from, effective_to); promulgating a version closes the one before it.
CREATE TABLE catalogue.versions (
  number         integer PRIMARY KEY CHECK (number > 0),
  instrument_id  uuid NOT NULL REFERENCES law.instruments,
  effective_from date NOT NULL,
  effective_to   date CHECK (effective_to > effective_from),
  promulgated_at timestamptz NOT NULL,
  CONSTRAINT one_version_in_force EXCLUDE USING gist (daterange(effective_from, effective_to) WITH &&)
);
SELECT journal.govern('catalogue.versions');
SELECT platform.carries_authority('catalogue.versions');

-- The five facts of Điều 9 as promulgated (the data, provider, form and frequency of update, units allowed), and the
-- classification they were promulgated with. Never changed; a new version has new rows.
CREATE TABLE catalogue.rows (
  version          integer NOT NULL REFERENCES catalogue.versions,
  dataset_id       uuid NOT NULL REFERENCES catalogue.datasets,
  name             text NOT NULL,
  name_en          text NOT NULL,
  kind             text NOT NULL,
  classification   text NOT NULL,
  provider_id      uuid NOT NULL REFERENCES identity.organisations,
  update_method    text NOT NULL,
  update_frequency text NOT NULL,
  consumers        jsonb NOT NULL CHECK (jsonb_array_length(consumers) > 0),
  PRIMARY KEY (version, dataset_id)
);
CREATE INDEX rows_dataset ON catalogue.rows (dataset_id);
SELECT journal.govern('catalogue.rows');
REVOKE UPDATE, DELETE ON catalogue.rows FROM kho_application;
REVOKE DELETE ON catalogue.versions FROM kho_application;
SELECT platform.carries_authority('catalogue.rows');
