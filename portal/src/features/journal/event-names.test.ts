import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import vi from '../../locales/vi.json' with { type: 'json' }
import { eventNames } from './event-names.ts'

/** The events the server records, as its reference page lists them. */
const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/reference/events.md'), 'utf8')
const recorded = [...page.matchAll(/^\| `([\w.]+)`/gm)].map((match) => match[1] ?? '')

function textAt(tree: unknown, name: string): unknown {
  return name.split('.').reduce((part: unknown, key) => (part as Record<string, unknown> | undefined)?.[key], tree)
}

test('every event the journal may hold can be filtered by and is told in a sentence', () => {
  expect(recorded.length).toBeGreaterThan(20)
  expect(eventNames.toSorted()).toEqual(recorded.toSorted())
  expect(recorded.filter((name) => typeof textAt(vi.eventName, name) !== 'string')).toEqual([])
  expect(recorded.filter((name) => typeof textAt(vi.event, name) !== 'string')).toEqual([])
})
