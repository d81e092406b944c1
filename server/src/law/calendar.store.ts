import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { Db } from '../platform/index.ts'
import type { CalendarYear } from './calendar.ts'

/** Each year as it was last recorded; all of them, or one. */
export function listCalendarYears(db: Db, year: number | null): Promise<CalendarYear[]> {
  return db.rows<CalendarYear>(sql`
    SELECT v.year, v.version, v.completeness, v.instrument_id AS instrument, v.note, v.note_en AS "noteEn",
           coalesce((SELECT json_agg(json_build_object(
             'day', d.day, 'kind', d.kind, 'name', d.name, 'nameEn', d.name_en, 'basis', d.basis) ORDER BY d.day)
             FROM law.calendar_days AS d WHERE d.version_id = v.id), '[]') AS days
    FROM law.calendar_versions AS v
    WHERE (${year}::integer IS NULL OR v.year = ${year}) AND NOT EXISTS (
      SELECT FROM law.calendar_versions AS n WHERE n.year = v.year AND n.version > v.version)
    ORDER BY v.year`)
}

export async function insertCalendarYear(tx: Tx, id: string, year: CalendarYear): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO law.calendar_versions (id, year, version, completeness, instrument_id, note, note_en, recorded_at)
    VALUES (${id}, ${year.year}, ${year.version}, ${year.completeness}, ${year.instrument}, ${year.note}, ${year.noteEn}, ${tx.at})
    ON CONFLICT DO NOTHING`)
  if (inserted === 0) return false
  await tx.execute(sql`
    INSERT INTO law.calendar_days (version_id, day, kind, name, name_en, basis)
    SELECT ${id}::uuid, d.day, d.kind, d.name, d."nameEn", d.basis
    FROM json_to_recordset(${JSON.stringify(year.days)}::json) AS d (day date, kind text, name text, "nameEn" text, basis text)`)
  return true
}
