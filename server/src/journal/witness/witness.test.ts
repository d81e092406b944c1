import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
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

describe('a log that followed another', () => {
  const closed = log
  const next = makeSigner('kho.example.vn/log/2', 'ed25519', Buffer.alloc(32, 3))
  const after = makeSigner('kho.example.vn/log/3', 'ed25519', Buffer.alloc(32, 4))
  const successors = new Map([
    [closed.name, next.name],
    [next.name, after.name],
  ])
  const open = (name: string, known: typeof successors = successors) => {
    const state = openWitnessState(path.join(folder, name), signer)
    const clock = fixedClock('2026-03-02T03:04:05Z')
    return createWitness({
      ...{ signer, logs: [closed, next, after], successors: known, state, clock, log: createLog('silent') },
    })
  }
  type Step = readonly [by: typeof log, old: number, size: number]
  const ask = async (witness: ReturnType<typeof open>, [by, old, size]: Step, root = rootOf(size)) => {
    const checkpoint = signCheckpoint(by, { size, root })
    const proof = old > 0 && old <= size ? await proofOf(old, size) : []
    return witness.addCheckpoint(Buffer.from(formatAddCheckpoint({ old, proof, checkpoint })))
  }

  it('goes on where the closed one was seen, and nowhere else (ADR 0027)', async () => {
    const witness = open('follows')
    expect((await ask(witness, [closed, 0, 7])).status).toBe(200)
    expect(await ask(witness, [next, 0, 9])).toMatchObject({ status: 409, body: '7\n' })
    expect((await ask(witness, [next, 7, 9], Buffer.alloc(32, 5))).status).toBe(422)
    expect((await ask(witness, [next, 7, 9])).status).toBe(200)
    expect((await ask(witness, [next, 9, 12])).status).toBe(200)
  })

  it('ends it: what the closed one signs from then on is refused, also when one between was never seen', async () => {
    const witness = open('ends')
    expect((await ask(witness, [closed, 0, 7])).status).toBe(200)
    expect((await ask(witness, [after, 7, 20])).status).toBe(200)
    expect(await ask(witness, [closed, 7, 30])).toMatchObject({
      ...{ status: 422, body: `This log was closed: ${after.name} has followed it\n` },
    })
    expect((await ask(witness, [next, 7, 30])).status).toBe(422)
    expect((await ask(witness, [after, 20, 30])).status).toBe(200)
  })

  it('begins at nothing where the witness was not told of it, or has seen nothing of the closed one', async () => {
    expect((await ask(open('alone'), [next, 0, 9])).status).toBe(200)
    const untold = open('untold', new Map())
    expect((await ask(untold, [closed, 0, 7])).status).toBe(200)
    expect((await ask(untold, [next, 0, 9])).status).toBe(200)
    expect((await ask(untold, [closed, 7, 30])).status).toBe(200)
  })
})
