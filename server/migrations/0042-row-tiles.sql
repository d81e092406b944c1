-- The tree over the row leaves of one apply above its chunks, so that the proof of one row reads a chunk and a tile of each level, and
-- never the load (ADR 0003). Level 1 holds the roots of the chunks, 256 to a tile, level 2 the roots of those tiles, and so on; at the
-- right edge a root stands for what is left. An apply of a single chunk has none. Hashes only, written with the leaves they follow from.
CREATE TABLE warehouse.row_tiles (
  dataset_id uuid NOT NULL,
  apply      bigint NOT NULL,
  level      smallint NOT NULL,
  place      bigint NOT NULL,
  hashes     bytea NOT NULL CHECK (octet_length(hashes) % 32 = 0),
  PRIMARY KEY (dataset_id, apply, level, place)
);
ALTER TABLE warehouse.row_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Of what was loaded before there were tiles. Two neighbours of a level are joined, one without a neighbour goes up as it is; eight
-- such rounds lead from one level to the next.
DO $$
BEGIN
  CREATE TEMP TABLE node ON COMMIT DROP AS
  SELECT l.dataset_id, l.apply, l.chunk::bigint * 256 + i AS place, sha256('\x00'::bytea || substring(l.leaves FROM i * 65 + 1 FOR 65)) AS hash
  FROM warehouse.row_leaves AS l, generate_series(0, octet_length(l.leaves) / 65 - 1) AS i
  WHERE EXISTS (SELECT FROM warehouse.row_leaves AS second WHERE second.dataset_id = l.dataset_id AND second.apply = l.apply AND second.chunk = 1);
  FOR level IN 1..7 LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM node);
    FOR round IN 1..8 LOOP
      CREATE TEMP TABLE joined ON COMMIT DROP AS
      SELECT dataset_id, apply, place / 2 AS place,
             CASE count(*) WHEN 2 THEN sha256('\x01'::bytea || string_agg(hash, ''::bytea ORDER BY place)) ELSE string_agg(hash, ''::bytea) END AS hash
      FROM node GROUP BY dataset_id, apply, place / 2;
      DROP TABLE node;
      ALTER TABLE joined RENAME TO node;
    END LOOP;
    DELETE FROM node AS n WHERE NOT EXISTS (
      SELECT FROM node AS second WHERE second.dataset_id = n.dataset_id AND second.apply = n.apply AND second.place = 1);
    INSERT INTO warehouse.row_tiles (dataset_id, apply, level, place, hashes)
    SELECT dataset_id, apply, level, place / 256, string_agg(hash, ''::bytea ORDER BY place) FROM node GROUP BY dataset_id, apply, place / 256;
  END LOOP;
END $$;

SELECT journal.govern('warehouse.row_tiles');
REVOKE INSERT, UPDATE, DELETE ON warehouse.row_tiles FROM kho_application;
GRANT INSERT ON warehouse.row_tiles TO kho_loader;
