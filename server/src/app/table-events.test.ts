import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { tableEvents } from './table-events.ts'

/** Điều 13.3: what the reconciler asks of each change is what every change of the program does. */

const source = path.join(import.meta.dirname, '..')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing\.ts$/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(source, name), 'utf8') }))
const namesOf = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
const writing = String.raw`(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY)\s+`

describe('tables that are held against events', () => {
  it.each(['law', 'identity', 'reference', 'catalogue'])(
    'are written by the module “%s” alone, whose changes record its events',
    (module) => {
      const writers = namesOf(new RegExp(`${writing}${module}\\.`))
      expect(writers.length).toBeGreaterThan(0)
      expect(writers.filter((name) => !name.startsWith(`${module}/`))).toEqual([])
      const rule = tableEvents.find(({ tables }) => tables.includes(module))
      expect(rule?.events).toContainEqual(expect.stringMatching(`^${module}\\.`))
    },
  )

  it('and hold rows are written in the way that records the file that came into force, and nowhere else', () => {
    const tables = String.raw`warehouse\.(?:applies|row_leaves|row_tiles|states)|\$\{(?:data|history)Table\(|(?:data|history)\.`
    expect(namesOf(new RegExp(`${writing}(?:${tables})`)).sort()).toEqual([
      'warehouse/applying/apply.store.ts',
      'warehouse/storage/leaves.store.ts',
      'warehouse/storage/state.store.ts',
    ])
    const callers = namesOf(/\b(?:applyFirstLoad|applyDifference|insertRowTiles|insertApply|saveState)\(tx,/)
    expect(callers).toEqual(['warehouse/applying/applying.ts'])
    const applying = files.find(({ name }) => name === callers[0])?.text ?? ''
    // One place numbers each apply, and what ends it records.
    expect(applying.match(/saveState\(/g)).toHaveLength(1)
    expect(applying.match(/recordApplied\(/g)).toHaveLength(1)
  })
})
