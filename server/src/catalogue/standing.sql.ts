import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * What was promulgated names units as they were; these say who stands in their place on a day, because the unit ended and
 * others took over (Điều 2). `r` is a row of the catalogue.
 */
const since = (day: string) => sql`s.since <= ${day}::date AND (s.until IS NULL OR ${day}::date < s.until)`

export const providerOn = (day: string): RawBuilder<string> => sql<string>`
  coalesce((SELECT s.successor_id FROM catalogue.unit_successions AS s
            WHERE s.dataset_id = r.dataset_id AND s.role = 'provider' AND s.unit_id = r.provider_id AND ${since(day)}),
           r.provider_id)`

export const consumersOn = (day: string): RawBuilder<unknown> => sql`
  (SELECT jsonb_agg(CASE WHEN s.successor_id IS NULL THEN c.value ELSE jsonb_build_object('unit', s.successor_id) END ORDER BY c.place, s.successor_id)
   FROM jsonb_array_elements(r.consumers) WITH ORDINALITY AS c (value, place)
   LEFT JOIN catalogue.unit_successions AS s ON s.dataset_id = r.dataset_id AND s.role = 'consumer'
     AND s.unit_id::text = c.value ->> 'unit' AND ${since(day)})`
