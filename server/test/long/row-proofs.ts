import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { seeded } from '../warehouse/random-loads.ts'
import { kho } from './product.ts'
import type { Call, Product } from './product.ts'

/** Answers to measure: enough that what grew with each would show. */
const asked = 2_000
/** What the serving process may hold more after them. */
const mostGrowthMegabytes = 100

/** The members of a proof that a bit is turned over in, or a cell is changed. */
const WireShape = Type.Object({
  row: Type.Object({ values: Type.Array(Type.String()) }),
  leaf: Type.Object({ before: Type.String(), after: Type.String() }),
  tree: Type.Object({ size: Type.Integer(), root: Type.String(), path: Type.Array(Type.String()) }),
  journal: Type.Object({ proof: Type.String() }),
})
type Wire = Static<typeof WireShape>

export interface RowProofs {
  readonly product: Product
  readonly call: Call
  readonly dataset: string
  readonly rows: number
  readonly keyOf: (row: number) => string
  readonly folder: string
}

/**
 * Asks for the proofs of the first, the last and drawn rows of a submission by HTTP, and has the command line check each,
 * and each with a cell or a bit changed. @returns the figures
 */
export async function proveRows(given: RowProofs): Promise<Record<string, number>> {
  const { product, rows, folder } = given
  const pick = seeded(11)
  const [first, last] = [1, rows]
  const drawn = [first, 256, 257, 65_536, 65_537, last - 1, last, ...Array.from({ length: 13 }, () => 1 + pick(rows))]
  const figures = { 'proofs that hold': 0, 'with one cell changed, refused': 0, 'with one bit changed, refused': 0 }
  const { key } = (await given.call('GET', '/journal/key')).body as { key: string }
  const holds = (proof: Wire) => isHeld(path.join(folder, 'row.proof.json'), proof, key)
  // Before anything is warm: what the very first answer costs.
  const begin = performance.now()
  await proofOf(given, last)
  const coldMs = performance.now() - begin
  for (const row of drawn) {
    const proof = await proofOf(given, row)
    expect(proof.tree.size).toBe(rows)
    expect(proof.row.values[0]).toBe(given.keyOf(row))
    expect(await holds(proof), `row ${String(row)}`).toBe(true)
    figures['proofs that hold'] += 1
    for (const cell of [1, 2]) {
      expect(await holds(changed(proof, cell)), `row ${String(row)}, cell ${String(cell)}`).toBe(false)
      figures['with one cell changed, refused'] += 1
    }
    const [bent, where] = turnedOver(proof, pick)
    expect(await holds(bent), `row ${String(row)}, ${where}`).toBe(false)
    figures['with one bit changed, refused'] += 1
  }
  const before = product.memory()
  const times: number[] = []
  for (let count = 0; count < asked; count += 1) {
    const start = performance.now()
    await proofOf(given, 1 + pick(rows))
    times.push(performance.now() - start)
  }
  times.sort((left, right) => left - right)
  const growth = product.memory().now - before.now
  expect(growth).toBeLessThan(mostGrowthMegabytes)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10
  return {
    'rows of the submission': rows,
    ...figures,
    'bytes of a proof': JSON.stringify(await proofOf(given, last)).length,
    'the first answer (ms)': Math.round(coldMs),
    [`median of ${String(asked)} answers (ms)`]: at(0.5),
    'slowest of a hundred (ms)': at(0.99),
    'memory before them (MB)': Math.round(before.now),
    'memory after them (MB)': Math.round(before.now + growth),
  }
}

async function proofOf({ call, dataset, keyOf }: RowProofs, row: number): Promise<Wire> {
  const { status, body } = await call(
    'GET',
    `/warehouse/datasets/${dataset}/records/${keyOf(row)}/proof?purpose=${encodeURIComponent('nghiep-vu: đối chiếu')}`,
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return Value.Check(WireShape, body) ? body : expect.fail(JSON.stringify(body))
}

/** What the command says of it by how it ends; it is given no server and no database. */
async function isHeld(file: string, proof: Wire, key: string): Promise<boolean> {
  writeFileSync(file, JSON.stringify(proof))
  const run = promisify(execFile)(process.execPath, [kho, 'proof', 'verify', file, '--key', key])
  const { stdout, isFine } = await run.then(
    ({ stdout }) => ({ stdout, isFine: true }),
    (error: unknown) => ({ stdout: (error as { stdout: string }).stdout, isFine: false }),
  )
  expect(stdout).toContain(isFine ? 'the proof holds' : 'the proof does not hold')
  return isFine
}

function changed(proof: Wire, cell: number): Wire {
  const copy = structuredClone(proof)
  copy.row.values[cell] = `${copy.row.values[cell] ?? ''} `
  return copy
}

/** One bit of one hash by lot, and what it is the hash of. */
function turnedOver(proof: Wire, pick: (below: number) => number): [Wire, string] {
  const copy = structuredClone(proof)
  const { leaf, tree, journal } = copy
  const lines = journal.proof.split('\n')
  const hashes: [string, object, string | number][] = [
    ['the side after', leaf, 'after'],
    ['the side before', leaf, 'before'],
    ['the root of the load', tree, 'root'],
    ...tree.path.keys().map((at): [string, object, number] => ['the path in the load', tree.path, at]),
    ...lines
      .keys()
      .flatMap((at): [string, object, number][] => (isHash(lines[at]) ? [['the path in the log', lines, at]] : [])),
  ]
  const [name, holder, member] = hashes[pick(hashes.length)] ?? ['nothing', {}, 0]
  const encoding = holder === lines ? 'base64' : 'hex'
  const bytes = Buffer.from(String(Reflect.get(holder, member)), encoding)
  const place = pick(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ (1 << pick(8))
  Reflect.set(holder, member, bytes.toString(encoding))
  journal.proof = lines.join('\n')
  return [copy, name]
}

/** A line of the log's proof that is a hash: of its path, or the root in its checkpoint. */
const isHash = (line = '') => /^[A-Za-z0-9+/]{43}=$/.test(line)
