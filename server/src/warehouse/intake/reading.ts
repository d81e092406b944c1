import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { ByteSource, Session } from '../../platform/index.ts'
import { copyStatement, createStaging, insertMarks } from '../storage/staging.store.ts'
import { readCsvTable } from './csv-table.ts'
import type { ExpectedColumns } from './header.ts'
import { readGeoJsonTable, readJsonTable, readNdjsonTable } from './json-table.ts'
import { plainProfile } from './profile.ts'
import type { Format, Profile } from './profile.ts'
import { Sheet } from './sheet.ts'
import type { Reading } from './sheet.ts'
import type { TableReader } from './table.ts'
import { readXlsxTable } from './xlsx-table.ts'

export interface ReadingInput {
  readonly submissionId: string
  readonly expected: ExpectedColumns
  readonly source: ByteSource
  /** How the file is read; the plain form when nothing is said. */
  readonly profile?: Profile | undefined
  readonly keepsBroken?: boolean
  readonly onBytes: (bytes: number, rows: number) => Promise<void>
}

const readers: Readonly<Record<Format, TableReader>> = {
  csv: readCsvTable,
  xlsx: readXlsxTable,
  json: readJsonTable,
  ndjson: readNdjsonTable,
  geojson: readGeoJsonTable,
}

/** Marks held in memory before they are written away. */
const heldMarks = 20_000

/**
 * Streams a file into the staging table: finds the records, checks the header against the structure and COPYs the
 * well-formed rows with their numbers. Reads to the end, so that every broken row is reported.
 */
export async function readToStaging(session: Session, input: ReadingInput): Promise<Reading> {
  const { expected, source, profile = plainProfile, keepsBroken = false } = input
  const sheet = new Sheet({ expected, profile, keepsBroken })
  const staging = openStaging(session, input.submissionId, sheet)
  const read = readers[profile.format]
  try {
    for await (const bytes of read(source, profile, sheet)) {
      if (sheet.isRefused) break
      await staging.flush()
      await input.onBytes(bytes, sheet.sent)
    }
    await staging.flush()
    sheet.close()
    await staging.end()
  } catch (error) {
    staging.abandon()
    throw error
  }
  return sheet.reading()
}

/** Moves what a sheet has collected to its tables. When the COPY breaks, the next call throws why. */
function openStaging(session: Session, submissionId: string, sheet: Sheet) {
  let copy: Copy | undefined
  let isMade = false
  const write = async () => {
    if (sheet.columns === undefined) return
    if (!isMade) await createStaging(session, submissionId, sheet.columns)
    isMade = true
    copy ??= openCopy(session, copyStatement(submissionId, sheet.columns, sheet.delimiter))
    await copy.write(sheet.takeRows())
  }
  // One connection does one thing at a time: the COPY is ended before marks are written, and begun again after.
  const writeMarks = async () => {
    await copy?.end()
    copy = undefined
    await insertMarks(session, submissionId, sheet.takeMarks())
  }
  return {
    flush: async () => {
      await write()
      if (sheet.marks >= heldMarks) await writeMarks()
    },
    end: async () => {
      if (sheet.marks > 0) await writeMarks()
      await copy?.end()
    },
    abandon: () => copy?.abandon(),
  }
}

interface Copy {
  write(rows: Buffer): Promise<void>
  end(): Promise<void>
  abandon(): void
}

function openCopy(session: Session, statement: string): Copy {
  const stream = session.copyIn(statement)
  let failure: Error | undefined
  // The connection may break while nobody waits for it; an event without a listener would end the process.
  stream.on('error', (error) => {
    failure ??= error
  })
  const throwFailure = () => {
    if (failure) throw failure
  }
  return {
    write: async (rows) => {
      throwFailure()
      if (rows.length > 0 && !stream.write(rows)) await once(stream, 'drain')
    },
    end: async () => {
      throwFailure()
      stream.end()
      await finished(stream)
    },
    abandon: () => {
      if (!failure) stream.destroy()
    },
  }
}
