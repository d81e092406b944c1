-- Technical documents of datasets (Điều 7.2, 10, 17.2, 17.5): the file is a blob kept by its digest; a newer version stands
-- beside the older one and names it, so nothing that was relied on disappears.
CREATE TABLE catalogue.documents (
  id             uuid PRIMARY KEY,
  dataset_id     uuid NOT NULL REFERENCES catalogue.datasets,
  kind           text NOT NULL CHECK (kind IN ('specification', 'dictionary', 'guide', 'mapping', 'agreement', 'other')),
  language       text NOT NULL CHECK (language IN ('vi', 'en')),
  title          text NOT NULL CHECK (title ~ '\S'),
  version        text NOT NULL CHECK (version ~ '\S'),
  effective_from date NOT NULL,
  file_name      text NOT NULL,
  media_type     text NOT NULL,
  bytes          bigint NOT NULL CHECK (bytes > 0),
  digest         text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  added_at       timestamptz NOT NULL,
  unit_id        text NOT NULL,
  unit_name      text NOT NULL,
  -- A document is superseded by one at most.
  supersedes     uuid UNIQUE REFERENCES catalogue.documents
);
CREATE INDEX documents_dataset ON catalogue.documents (dataset_id, added_at);
SELECT journal.govern('catalogue.documents');
REVOKE UPDATE, DELETE ON catalogue.documents FROM kho_application;
