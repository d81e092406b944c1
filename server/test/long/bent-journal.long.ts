import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bendAll, sendHostile } from '../journal/bending.ts'
import { parsers } from '../journal/parsers.ts'
import { workOf } from '../journal/work.ts'
import { writeEvidence } from './evidence.ts'

/** Runs with `npm run test:long -- journal` too, whose name ends this one's. */

const share = Number(process.env['KHO_TEST_SHARE'] ?? 1)
const count = Math.ceil(2_500 * share)
const countInPortal = Math.ceil(400 * share)
const rows: (readonly (string | number)[])[] = []

describe.each(Object.entries(parsers))('%s', (name, parser) => {
  it('is read as nothing else, or refused for a reason, whatever comes in (Điều 13.3)', async () => {
    const { read, refused } = await bendAll(parser, { count, seed: 4 })
    expect(read + refused).toBe(count)
    await sendHostile(parser, 1_000_000)
    // Four times the bytes ask for no more than about four times the work; once before, so that nothing is counted that is done once.
    const [small, large] = [20_000, 80_000]
    for (const bytes of [small, large]) await sendHostile(parser, bytes)
    const [few, many] = [await workOf(() => sendHostile(parser, small)), await workOf(() => sendHostile(parser, large))]
    expect(many, `${String(few)} → ${String(many)}`).toBeLessThan(6 * few + 100_000)
    rows.push([name, read, refused, few, many])
  })
})

it('the same for what is dropped on the page that checks it', () => {
  const portal = path.resolve(import.meta.dirname, '../../../portal')
  const env = { ...process.env, KHO_TEST_RUNS: String(countInPortal) }
  const asked = ['vitest', 'run', '--testTimeout=3600000', 'src/features/journal/proof/parsers.test.ts']
  const { status, stdout } = spawnSync('npx', asked, { cwd: portal, env, encoding: 'utf8' })
  expect([status, stdout]).toEqual([0, expect.stringMatching(/passed/)])
})

it('all of it is written down', () => {
  expect(rows.length).toBe(Object.keys(parsers).length)
  writeEvidence('bent-journal', {
    claim:
      'Whatever bytes come in, the parsers of the journal read them or refuse them for a reason, and take nothing for signed that was not',
    method:
      'Each artefact is bent at random: bits, bytes, pieces cut out, put in, repeated or taken from elsewhere, lines and members ' +
      'doubled, numbers out of range, values nested too deep, characters that belong nowhere, or anything at all. A parser may ' +
      'give a value or refuse with a reason of its own kind; any other failure fails the proof. Where a signature or a hash ' +
      'covers what is said, what is still read must say exactly what the artefact said. A megabyte in shapes that make work grow ' +
      'faster than bytes, and few bytes that promise many, come on top; the work is what V8 counts of blocks of code that ran.',
    figures: {
      'parsers of the server': rows.length,
      'inputs bent at random for each of them': count,
      'inputs bent at random for each of the thirteen of the portal': countInPortal,
      'failures of another kind': 0,
      'things said that were not signed': 0,
    },
    table: {
      head: ['Parser', 'Bent and read', 'Bent and refused', 'Work for 20 kB made to cost much', 'Work for 80 kB'],
      rows,
    },
  })
})
