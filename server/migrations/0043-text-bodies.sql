-- A body that PostgreSQL keeps as it was written, so that whether it still is the one that came with the program can be seen by its
-- text (ADR 0025); before, it was kept as a tree of PostgreSQL's own. What it gives is the same.
CREATE OR REPLACE FUNCTION platform.fold(text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT btrim(lower(regexp_replace(
  translate(normalize(text, NFD),
            U&'\0111\0110\00F0\00D0\0009\000A\000B\000C\000D\00A0\2003\2009\202F\3000\FEFF',
            'dddd           ') COLLATE "C",
  U&'[\0300-\036F]+| +(?= )', '', 'g')))
$$;
