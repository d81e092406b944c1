import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { createLog, fixedClock, leafHash, MerkleTree } from '../../platform/index.ts'
import { formatAddCheckpoint } from '../tlog/add-checkpoint.ts'
import { signCheckpoint } from '../tlog/checkpoint.ts'
import { makeSigner } from '../tlog/signed-note.ts'
import { readTree } from '../tlog/tree-reader.ts'
import { judge } from './judgement.ts'
import { openWitnessState } from './witness-state.ts'
import { createWitness } from './witness.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-witness-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const log = makeSigner('kho.example.vn/log', 'ed25519', Buffer.alloc(32, 1))
const signer = makeSigner('witness.example.vn', 'cosignature', Buffer.alloc(32, 2))
const leaves = Array.from({ length: 64 }, (_none, n) => leafHash(Buffer.from(String(n))))
const rootOf = (size: number) => {
  const tree = new MerkleTree()
  for (const leaf of leaves.slice(0, size)) tree.append(leaf)
  return tree.root()
}
const proofOf = (from: number, to: number) =>
  readTree(to, ({ width }) => Promise.resolve(Buffer.concat(leaves.slice(0, width)))).consistency(from)

it('takes every growth of a log by its proof, and no other proof for it, for all sizes up to 24', async () => {
  for (let from = 0; from <= 24; from += 1) {
    for (let to = from; to <= 24; to += 1) {
      const [seen, grown] = [
        { size: from, root: rootOf(from) },
        { size: to, root: rootOf(to) },
      ]
      const proof = await proofOf(from, to)
      const what = `${String(from)} → ${String(to)}`
      expect(judge({ old: from, proof, to: grown }, seen), what).toBeUndefined()
      expect(judge({ old: from, proof: [...proof, Buffer.alloc(32)], to: grown }, seen)?.status, what).toBe(422)
      if (proof.length > 0) expect(judge({ old: from, proof: proof.slice(1), to: grown }, seen)?.status, what).toBe(422)
      const other = { size: to, root: Buffer.alloc(32, 1) }
      if (from > 0 || to === 0) expect(judge({ old: from, proof, to: other }, seen)?.status, what).toBe(422)
    }
  }
})

it('answers whatever it is sent with a status of the protocol, and cosigns nothing that was bent', async () => {
  const clock = fixedClock('2026-03-02T03:04:05Z')
  const state = openWitnessState(folder, signer)
  const witness = createWitness({ signer, logs: [log], state, clock, log: createLog('silent') })
  const checkpoint = (size: number) => signCheckpoint(log, { size, root: rootOf(size) })
  const first = formatAddCheckpoint({ old: 0, proof: [], checkpoint: checkpoint(7) })
  expect((await witness.addCheckpoint(Buffer.from(first))).status).toBe(200)
  const next = Buffer.from(formatAddCheckpoint({ old: 7, proof: await proofOf(7, 20), checkpoint: checkpoint(20) }))
  const bent = fc.record({ at: fc.nat(next.length - 1), bit: fc.nat(7), cut: fc.nat(next.length), isCut: fc.boolean() })
  const body = bent.map(({ at, bit, cut, isCut }) => {
    const bytes = Buffer.from(next)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
    return isCut ? bytes.subarray(0, cut) : bytes
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(body, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      expect([400, 403, 404, 409, 422]).toContain((await witness.addCheckpoint(bytes)).status)
    }),
    { seed: 1, numRuns: 500 },
  )
  expect((await witness.addCheckpoint(next)).status).toBe(200)
})
