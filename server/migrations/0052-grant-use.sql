-- Reading under a grant (Điều 11.2, 18.2): how much was read in a day, pseudonyms, and what a file was made under.
SELECT platform.open_module('access');

CREATE TABLE access.grant_use (
  grant_id uuid NOT NULL,
  -- Local time.
  day      date NOT NULL,
  rows     bigint NOT NULL CHECK (rows > 0),
  PRIMARY KEY (grant_id, day)
);
REVOKE SELECT ON access.grant_use FROM kho_loader, kho_reader;
INSERT INTO platform.operational_tables VALUES ('access.grant_use', 'how much was read under a grant on a day');

-- The grant a read went by; none where the catalogue itself opened the data.
ALTER TABLE journal.reads ADD COLUMN grant_id uuid;

-- What stands for a value within one purpose: 26 characters of base32 of its HMAC-SHA-256 (RFC 2104). The key comes as the two
-- blocks that follow from it, inner then outer; platform/crypto/pseudonym.ts makes them and is its equal.
CREATE FUNCTION platform.pseudonym(value text, key bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz234567',
                           1 + substring(('x' || encode(mac, 'hex'))::bit(256) FROM 1 + 5 * place FOR 5)::integer, 1), '' ORDER BY place)
  FROM sha256(substr(key, 65, 64) || sha256(substr(key, 1, 64) || convert_to(value, 'UTF8'))) AS mac, generate_series(0, 25) AS place
$$;

-- The middle of the cell around a place, in a grid of a hundredth of a degree, as the big-endian WKB of a point.
CREATE FUNCTION platform.area_of(place point) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT '\x0000000001'::bytea || float8send(((floor(place[0] * 100) + 0.5) / 100)::float8)
                             || float8send(((floor(place[1] * 100) + 0.5) / 100)::float8)
$$;
GRANT EXECUTE ON FUNCTION platform.pseudonym(text, bytea), platform.area_of(point) TO kho_application, kho_reader;

-- An export keeps what it was allowed: every scope its rows lie within, the masks by ids of fields, and the grant.
ALTER TABLE warehouse.exports
  ADD COLUMN row_scopes jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN masks jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN grant_used jsonb,
  -- How many of its rows have been counted against the grant.
  ADD COLUMN taken_rows bigint NOT NULL DEFAULT 0;
UPDATE warehouse.exports SET row_scopes = jsonb_build_array(row_scope) WHERE row_scope IS NOT NULL;
ALTER TABLE warehouse.exports DROP COLUMN row_scope;
