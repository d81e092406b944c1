-- While a structure version waits for its rows, readers look at the version before: what they search and sort by must
-- stand for both. A version that was given up asks for nothing.
CREATE OR REPLACE FUNCTION warehouse.looked_up_fields(dataset uuid)
RETURNS TABLE (source text, is_searched boolean, is_sorted boolean)
LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT CASE WHEN k.is_key THEN '_key' ELSE f.value->>'id' END,
         bool_or(coalesce((f.value->>'searched')::boolean, false)),
         bool_or(coalesce((f.value->>'indexed')::boolean, false) AND NOT k.is_key)
  FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value),
       LATERAL (SELECT f.value->>'type' = 'text' AND (f.value->>'key')::boolean
                  AND jsonb_array_length(jsonb_path_query_array(s.fields, '$[*] ? (@.key == true)')) = 1 AS is_key) AS k
  WHERE s.dataset_id = dataset AND s.state <> 'abandoned'
    AND s.version >= (SELECT max(n.version) FROM catalogue.structures AS n WHERE n.dataset_id = dataset AND n.state = 'adopted')
  GROUP BY 1
$$;
