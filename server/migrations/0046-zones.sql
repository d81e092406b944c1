-- Networks from which zones are reached, refused requests, and the role of the open zone (Điều 13.2, ADR 0039).

SELECT platform.open_module('access');

CREATE TABLE access.networks (
  id         uuid PRIMARY KEY,
  zone       text NOT NULL CHECK (zone IN ('dedicated', 'administration', 'health')),
  network    cidr NOT NULL,
  name       text NOT NULL CHECK (name ~ '\S'),
  added_at   timestamptz NOT NULL,
  removed_at timestamptz CHECK (removed_at >= added_at)
);
CREATE UNIQUE INDEX networks_once ON access.networks (zone, network) WHERE removed_at IS NULL;
SELECT journal.govern('access.networks');
SELECT platform.carries_authority('access.networks');
REVOKE DELETE ON access.networks FROM kho_application;

-- Requests alike that were refused within ten minutes. Once their window has ended a seal of the journal covers them.
CREATE TABLE access.zone_refusals (
  id       uuid PRIMARY KEY,
  begun_at timestamptz NOT NULL,
  address  text NOT NULL,
  zone     text NOT NULL,
  route    text NOT NULL,
  reason   text NOT NULL,
  count    integer NOT NULL CHECK (count > 0),
  first_at timestamptz NOT NULL,
  last_at  timestamptz NOT NULL CHECK (last_at >= first_at),
  seal     uuid
);
CREATE UNIQUE INDEX zone_refusals_counted ON access.zone_refusals (begun_at, address, zone, route, reason) WHERE seal IS NULL;
CREATE INDEX zone_refusals_seal ON access.zone_refusals (seal, last_at);
CREATE INDEX zone_refusals_last ON access.zone_refusals (last_at DESC, id DESC);
INSERT INTO platform.operational_tables VALUES
  ('access.zone_refusals', 'requests refused for the network they came from; entries of the journal seal them');

REVOKE SELECT ON access.networks, access.zone_refusals FROM kho_loader, kho_reader;

-- The role of the open zone reads no table. It may ask these two questions, answered as the owner.

-- Datasets in force on a day that are public, by the promulgated row, by every later one, and by what their provider
-- says now. Contacts may be people and fields may be personal, so neither stands here.
CREATE FUNCTION catalogue.list_public_datasets(day date) RETURNS TABLE (
  code text, name text, name_en text, description text, description_en text, kind text, provider text, provider_en text,
  update_method text, update_frequency text, licence text, catalogue_version integer, in_force_from date, fields jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT d.code, r.name, r.name_en, d.description, d.description_en, r.kind, o.name, o.name_en,
         r.update_method, r.update_frequency, d.licence, v.number, v.effective_from,
         coalesce((SELECT jsonb_agg(jsonb_build_object('name', f.value ->> 'name', 'title', f.value ->> 'title',
                            'titleEn', f.value ->> 'titleEn', 'type', f.value ->> 'type') ORDER BY f.place)
                   FROM catalogue.structures AS s, jsonb_array_elements(s.fields) WITH ORDINALITY AS f (value, place)
                   WHERE s.dataset_id = d.id AND f.value ->> 'sensitivity' = 'none' AND s.version =
                     (SELECT max(a.version) FROM catalogue.structures AS a
                      WHERE a.dataset_id = d.id AND a.state = 'adopted')), '[]'::jsonb)
  FROM catalogue.versions AS v
  JOIN catalogue.rows AS r ON r.version = v.number
  JOIN catalogue.datasets AS d ON d.id = r.dataset_id
  JOIN identity.organisations AS o ON o.id = coalesce(
    (SELECT s.successor_id FROM catalogue.unit_successions AS s
     WHERE s.dataset_id = r.dataset_id AND s.role = 'provider' AND s.unit_id = r.provider_id
       AND s.since <= day AND (s.until IS NULL OR day < s.until)), r.provider_id)
  WHERE v.effective_from <= day AND (v.effective_to IS NULL OR day < v.effective_to)
    AND r.classification = 'public' AND d.classification = 'public'
    AND NOT EXISTS (SELECT FROM catalogue.rows AS later WHERE later.dataset_id = d.id AND later.version > v.number
                      AND later.classification <> 'public')
    AND coalesce((SELECT t.stage FROM catalogue.retirements AS t WHERE t.dataset_id = d.id
                  ORDER BY t.number DESC LIMIT 1), 'active') <> 'archived'
$$;

-- From where the process of the open zone may be watched.
CREATE FUNCTION access.list_health_networks() RETURNS SETOF cidr
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT n.network FROM access.networks AS n WHERE n.zone = 'health' AND n.removed_at IS NULL ORDER BY n.network
$$;

GRANT EXECUTE ON FUNCTION catalogue.list_public_datasets TO kho_application, kho_open;
GRANT EXECUTE ON FUNCTION access.list_health_networks TO kho_open;
GRANT USAGE ON SCHEMA catalogue, access TO kho_open;
