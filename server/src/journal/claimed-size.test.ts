import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { copyLog } from './log-copy.ts'
import { signCheckpoint } from './tlog/checkpoint.ts'
import { makeSigner } from './tlog/signed-note.ts'
import { verifyPublished } from './verify-published.ts'

/** A log, or whoever has its key, may sign any size: what has no files behind it is not reckoned with. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-claimed-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const checkpoint = signCheckpoint(log, { size: Number.MAX_SAFE_INTEGER, root: Buffer.alloc(32) })
let asked = 0
const read = (name: string) => {
  asked += 1
  return Promise.resolve(name === 'checkpoint' ? Buffer.from(checkpoint) : undefined)
}

/** Thousands of hashes over what is not there. */
const timeout = 60_000

it(
  'verification of a log that claims more entries than there can be ends, and says that it did not look at all (Điều 13.3)',
  { timeout },
  async () => {
    asked = 0
    const { faults } = await verifyPublished(read, log)
    expect(faults.slice(0, 2)).toEqual([
      { place: 'tile/0/000', reason: 'it is missing' },
      { place: 'tile/entries/000', reason: 'it is missing or ends inside an entry' },
    ])
    expect(faults).toContainEqual({
      place: 'the log',
      reason: 'there are too many faults: what follows was not checked any more',
    })
    expect([faults.length < 1_010, asked < 1_010]).toEqual([true, true])
  },
)

it('a mirror of such a log ends, and keeps nothing of it', { timeout }, async () => {
  asked = 0
  const { faults } = await copyLog(read, folder, log)
  expect(faults.length).toBeGreaterThan(0)
  expect([asked < 2_020, readdirSync(folder)]).toEqual([true, []])
})
