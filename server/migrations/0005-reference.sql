-- Shared code lists (Điều 3.5, 3.7). A code means nothing without its list and its version: after 1 July 2025 most ward
-- codes of the city name another place than before.

SELECT platform.open_module('reference');

CREATE TABLE reference.code_lists (
  code          text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name          text NOT NULL,
  name_en       text NOT NULL,
  description   text NOT NULL,
  registered_at timestamptz NOT NULL
);
SELECT journal.govern('reference.code_lists');

-- In force on [valid_from, valid_to); adding a version closes the one before it, so there is never more than one.
CREATE TABLE reference.code_list_versions (
  list          text NOT NULL REFERENCES reference.code_lists,
  version       text NOT NULL,
  valid_from    date NOT NULL,
  valid_to      date CHECK (valid_to > valid_from),
  instrument_id uuid REFERENCES law.instruments,
  entries       integer NOT NULL CHECK (entries > 0),
  -- SHA-256 of the canonical entries (reference/entry.ts), hex.
  digest        text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  added_at      timestamptz NOT NULL,
  PRIMARY KEY (list, version),
  CONSTRAINT one_version_in_force EXCLUDE USING gist (list WITH =, daterange(valid_from, valid_to) WITH &&)
);
SELECT journal.govern('reference.code_list_versions');

CREATE TABLE reference.code_list_entries (
  list     text NOT NULL,
  version  text NOT NULL,
  code     text NOT NULL,
  position integer NOT NULL,
  name     text NOT NULL,
  name_en  text,
  parent   text,
  kind     text,
  aliases  text[] NOT NULL,
  search   text NOT NULL,
  PRIMARY KEY (list, version, code),
  UNIQUE (list, version, position),
  FOREIGN KEY (list, version) REFERENCES reference.code_list_versions
);
SELECT journal.govern('reference.code_list_entries');
