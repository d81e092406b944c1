/** A question to the database that is planned once for a connection. */
export interface Question {
  readonly name: string
  readonly text: string
  readonly values?: readonly unknown[]
}

/** What accounts and datasets there are and whose they are, and all that an act may change, as digests. */
export interface Holdings {
  readonly units: string
  readonly periods: string
  readonly successions: number
  readonly standIns: number
  readonly accounts: readonly { readonly id: string; readonly unit: string }[]
  readonly datasets: readonly {
    readonly id: string
    /** The unit it is registered under. */
    readonly provider: string
    /** That one, and who provides it as promulgated. */
    readonly providers: readonly string[]
    readonly consumers: string
  }[]
}

export const holdings: Question = {
  name: 'holdings',
  text: `
    SELECT (SELECT md5(string_agg(o::text, '|' ORDER BY o.id)) FROM identity.organisations AS o) AS units,
           (SELECT md5(string_agg(p::text, '|' ORDER BY p.organisation_id, p.valid_from)) FROM identity.organisation_periods AS p) AS periods,
           (SELECT count(*)::integer FROM identity.successions) AS successions,
           (SELECT count(*)::integer FROM catalogue.unit_successions) AS "standIns",
           (SELECT json_agg(json_build_object('id', a.id, 'unit', a.organisation_id) ORDER BY a.id) FROM identity.accounts AS a) AS accounts,
           (SELECT json_agg(json_build_object(
              'id', d.id, 'provider', d.provider_id, 'consumers', d.consumers::text,
              'providers', (SELECT coalesce(json_agg(coalesce(s.successor_id, r.provider_id)), '[]') FROM catalogue.rows AS r
                            LEFT JOIN catalogue.unit_successions AS s ON s.dataset_id = r.dataset_id AND s.role = 'provider'
                              AND s.unit_id = r.provider_id AND s.until IS NULL
                            WHERE r.dataset_id = d.id)) ORDER BY d.id) FROM catalogue.datasets AS d) AS datasets`,
}

/**
 * What must hold at any time and at any date; each line of the answer is something that does not. What reaches over all
 * dates is asked of the units named: those of other sequences in the database changed no more.
 */
export const broken = (units: readonly string[]): Question => ({ ...everything, values: [units] })

/** The tree: at every date on which a period of one of the units begins or ends, also dates to come. */
const tree = `
  SELECT 'a circle' AS what, concat_ws(' ', way.start, 'on', way.day) AS which FROM (
    WITH RECURSIVE way AS (
      SELECT p.organisation_id AS start, p.parent_id AS above, p.valid_from AS day, 1 AS depth
      FROM identity.organisation_periods AS p WHERE p.organisation_id = ANY ($1::uuid[])
      UNION ALL
      SELECT w.start, p.parent_id, w.day, w.depth + 1 FROM way AS w
      JOIN identity.organisation_periods AS p ON p.organisation_id = w.above
        AND p.valid_from <= w.day AND (p.valid_to IS NULL OR p.valid_to > w.day)
      WHERE w.above <> w.start AND w.depth < 100)
    SELECT start, day FROM way WHERE above = start OR depth >= 100) AS way
  UNION ALL
  SELECT 'not one name and parent at a date', concat_ws(' ', o.id, 'on', d.day, ':', count(p.organisation_id))
  FROM (SELECT valid_from AS day FROM identity.organisation_periods WHERE organisation_id = ANY ($1::uuid[])
        UNION SELECT valid_to FROM identity.organisation_periods WHERE organisation_id = ANY ($1::uuid[])) AS d
  JOIN identity.organisations AS o
    ON o.id = ANY ($1::uuid[]) AND o.valid_from <= d.day AND (o.valid_to IS NULL OR o.valid_to > d.day)
  LEFT JOIN identity.organisation_periods AS p
    ON p.organisation_id = o.id AND p.valid_from <= d.day AND (p.valid_to IS NULL OR p.valid_to > d.day)
  GROUP BY o.id, d.day HAVING count(p.organisation_id) <> 1 OR count(p.parent_id) <> 1
  UNION ALL
  SELECT 'a period outside the life of its unit', o.id::text
  FROM identity.organisation_periods AS p JOIN identity.organisations AS o ON o.id = p.organisation_id
  WHERE p.valid_from < o.valid_from OR (o.valid_to IS NOT NULL AND (p.valid_to IS NULL OR p.valid_to > o.valid_to))
  UNION ALL
  SELECT 'a parent that is not there', concat_ws(' ', p.name, daterange(p.valid_from, p.valid_to), 'under', o.name, daterange(o.valid_from, o.valid_to))
  FROM identity.organisation_periods AS p JOIN identity.organisations AS o ON o.id = p.parent_id
  WHERE p.valid_from < o.valid_from OR (o.valid_to IS NOT NULL AND (p.valid_to IS NULL OR p.valid_to > o.valid_to))
  UNION ALL
  SELECT 'a unit that is not its last period', o.id::text FROM identity.organisations AS o
  WHERE NOT EXISTS (
    SELECT FROM identity.organisation_periods AS p WHERE p.organisation_id = o.id
      AND (p.name, p.parent_id) IS NOT DISTINCT FROM (o.name, o.parent_id) AND p.valid_to IS NOT DISTINCT FROM o.valid_to)`

const ended = 'SELECT id FROM identity.organisations WHERE valid_to IS NOT NULL'

const identity = `
  SELECT 'an account of an ended unit', login FROM identity.accounts WHERE organisation_id IN (${ended})
  UNION ALL
  SELECT 'an account without a role in its unit', a.login FROM identity.accounts AS a
  WHERE NOT EXISTS (SELECT FROM identity.account_roles AS r
                    WHERE r.account_id = a.id AND r.organisation_id = a.organisation_id AND r.valid_to IS NULL)
  UNION ALL
  SELECT 'a role in another unit than its account', r.id::text
  FROM identity.account_roles AS r JOIN identity.accounts AS a ON a.id = r.account_id
  WHERE r.valid_to IS NULL AND r.organisation_id <> a.organisation_id
  UNION ALL
  SELECT 'a token of nobody in a living unit', t.label
  FROM identity.api_tokens AS t JOIN identity.accounts AS a ON a.id = t.account_id
  WHERE t.revoked_at IS NULL AND a.organisation_id IN (${ended})
  UNION ALL
  SELECT 'an open request of an ended unit', login FROM identity.account_requests
  WHERE state = 'open' AND organisation_id IN (${ended})
  UNION ALL
  SELECT 'an open request in another unit than its account', q.login
  FROM identity.account_requests AS q JOIN identity.accounts AS a ON a.id = q.account_id
  WHERE q.state = 'open' AND q.organisation_id <> a.organisation_id
  UNION ALL
  SELECT 'an account nobody of its unit answers for in the review', a.login
  FROM identity.review_items AS i JOIN identity.accounts AS a ON a.id = i.account_id
  WHERE i.answer IS NULL AND i.organisation_id <> a.organisation_id
  UNION ALL
  SELECT 'a client of an ended unit', code FROM identity.clients WHERE state <> 'refused' AND organisation_id IN (${ended})
  UNION ALL
  SELECT 'a client in another unit than its account', c.code
  FROM identity.clients AS c JOIN identity.accounts AS a ON a.id = c.account_id WHERE c.organisation_id <> a.organisation_id
  UNION ALL
  SELECT 'a focal point of an ended unit', f.id::text FROM identity.focal_points AS f
  JOIN identity.organisations AS o ON o.id = f.organisation_id
  WHERE o.valid_to IS NOT NULL AND (f.valid_to IS NULL OR f.valid_to > o.valid_to)
  UNION ALL
  SELECT 'a focal point with an account of another unit', f.id::text
  FROM identity.focal_points AS f JOIN identity.accounts AS a ON a.id = f.account_id
  WHERE f.valid_to IS NULL AND f.organisation_id <> a.organisation_id
  UNION ALL
  SELECT 'a code held twice', value FROM identity.organisation_identifiers WHERE scheme <> 'GSO'
  GROUP BY scheme, value HAVING count(DISTINCT organisation_id) > 1
  UNION ALL
  SELECT 'a code of an ended unit', i.value FROM identity.organisation_identifiers AS i
  JOIN identity.organisations AS o ON o.id = i.organisation_id
  WHERE o.valid_to IS NOT NULL AND (i.valid_to IS NULL OR i.valid_to > o.valid_to)`

/** A unit that ended without anybody after it may stay named where it only read; nobody is left to read in its name. */
const succeeded = 'SELECT predecessor_id FROM identity.successions'

const datasets = `
  SELECT 'a dataset of an ended unit', code FROM catalogue.datasets WHERE provider_id IN (${ended})
  UNION ALL
  SELECT 'a consumer that others succeeded', d.code
  FROM catalogue.datasets AS d CROSS JOIN jsonb_array_elements(d.consumers) AS c
  WHERE (c ->> 'unit')::uuid IN (${succeeded})
  UNION ALL
  SELECT 'a promulgated dataset without a living provider', d.code
  FROM catalogue.rows AS r JOIN catalogue.datasets AS d ON d.id = r.dataset_id
  LEFT JOIN catalogue.unit_successions AS s
    ON s.dataset_id = r.dataset_id AND s.role = 'provider' AND s.unit_id = r.provider_id AND s.until IS NULL
  WHERE coalesce(s.successor_id, r.provider_id) IN (${ended})
  UNION ALL
  SELECT 'a promulgated consumer that others succeeded', d.code
  FROM catalogue.rows AS r JOIN catalogue.datasets AS d ON d.id = r.dataset_id
  CROSS JOIN jsonb_array_elements(r.consumers) AS c
  LEFT JOIN catalogue.unit_successions AS s
    ON s.dataset_id = r.dataset_id AND s.role = 'consumer' AND s.unit_id::text = c ->> 'unit' AND s.until IS NULL
  WHERE coalesce(s.successor_id, (c ->> 'unit')::uuid) IN (${succeeded})
  UNION ALL
  SELECT 'two who stand in for one provider at a date', s.unit_id::text
  FROM catalogue.unit_successions AS s JOIN catalogue.unit_successions AS t
    ON t.dataset_id = s.dataset_id AND t.role = s.role AND t.unit_id = s.unit_id AND t.successor_id <> s.successor_id
      AND daterange(s.since, s.until) && daterange(t.since, t.until)
  WHERE s.role = 'provider'
  UNION ALL
  SELECT 'somebody who stands in while the unit is there', s.unit_id::text
  FROM catalogue.unit_successions AS s JOIN identity.organisations AS o ON o.id = s.unit_id
  WHERE s.until IS DISTINCT FROM s.since AND (o.valid_to IS NULL OR s.since < o.valid_to)
  UNION ALL
  SELECT 'somebody who stands in and has ended', s.unit_id::text
  FROM catalogue.unit_successions AS s WHERE s.until IS NULL AND s.successor_id IN (${succeeded})
  UNION ALL
  SELECT 'a delivery nobody answers for who has the dataset', s.id::text
  FROM warehouse.submissions AS s JOIN catalogue.datasets AS d ON d.id = s.dataset_id WHERE s.unit_id <> d.provider_id::text
  UNION ALL
  SELECT 'an export in another unit than its account', e.id::text
  FROM warehouse.exports AS e JOIN identity.accounts AS a ON a.id::text = e.account_id WHERE e.unit_id <> a.organisation_id::text
  UNION ALL
  SELECT 'an upload in another unit than its account', u.id::text
  FROM warehouse.uploads AS u JOIN identity.accounts AS a ON a.id::text = u.account_id WHERE u.unit_id <> a.organisation_id::text`

const everything: Question = { name: 'broken', text: [tree, identity, datasets].join(' UNION ALL ') }
