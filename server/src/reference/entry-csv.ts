import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { createEntryCollector, maximumEntries } from './entry.ts'
import type { Entry, EntryFault } from './entry.ts'

const columns = ['code', 'name', 'name_en', 'parent', 'kind', 'aliases'] as const
type Column = (typeof columns)[number]

const longestRecord = 100_000

/**
 * Reads entries from CSV (RFC 4180, UTF-8) with the header `code,name,name_en,parent,kind,aliases`; only the first two
 * columns are needed, aliases are separated by `;`. Faults are collected, not thrown.
 */
export async function readEntriesCsv(csv: Readable | string): Promise<{ entries: Entry[]; faults: EntryFault[] }> {
  const collector = createEntryCollector()
  const { entries, faults } = collector
  const parser = openParser(csv)
  let header: readonly string[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const cells = record.map((cell) => cell.trim())
      if (header === undefined) header = readHeader(cells)
      else if (cells.length === header.length) collector.add(toEntry(header, cells), info.lines)
      else faults.push({ rule: 'columns', line: info.lines, column: '' })
      if (header === undefined || entries.length > maximumEntries) break
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // What was read before may be lost with the stream, so this fault speaks for itself.
    return { entries, faults: [...faults, { rule: 'quotes', line: parser.info.lines, column: '' }] }
  }
  if (header === undefined) return { entries, faults: [{ rule: 'header', line: 1, column: '' }] }
  if (entries.length === 0 && faults.length === 0) faults.push({ rule: 'empty', line: 1, column: '' })
  return { entries, faults }
}

function openParser(csv: Readable | string) {
  const source = typeof csv === 'string' ? Readable.from([csv]) : csv
  const parser = source.pipe(
    parse({ bom: true, info: true, relax_column_count: true, max_record_size: longestRecord, skip_empty_lines: true }),
  )
  source.on('error', (error) => parser.destroy(error))
  return parser
}

/** The names of the columns; undefined when they are not those of a code list. */
function readHeader(cells: readonly string[]): readonly string[] | undefined {
  const names = cells.map((cell) => cell.toLowerCase())
  return isHeader(names) ? names : undefined
}

function isHeader(names: readonly string[]): boolean {
  const isKnown = names.every((name) => (columns as readonly string[]).includes(name))
  return isKnown && new Set(names).size === names.length && names.includes('code') && names.includes('name')
}

function toEntry(header: readonly string[], cells: readonly string[]): Entry {
  const cell = (column: Column) => cells[header.indexOf(column)] ?? ''
  const optional = (column: Column) => (cell(column) === '' ? null : cell(column))
  return {
    code: cell('code'),
    name: cell('name'),
    nameEn: optional('name_en'),
    parent: optional('parent'),
    kind: optional('kind'),
    aliases: cell('aliases')
      .split(';')
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ''),
  }
}
