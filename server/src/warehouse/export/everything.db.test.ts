import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { sha256 } from '../../platform/index.ts'
import { exportEverything } from './everything.ts'
import type { WrittenFile } from './everything.ts'

const warehouse = await openWarehouse()
const { deliver, modules, people, testing } = warehouse
const base = mkdtempSync(path.join(os.tmpdir(), 'kho-everything-'))
const folder = path.join(base, 'all')
const rows = manyFiles(20, (number) => ({ ghi_chu: number % 2 === 0 ? '' : '=1,"2"\nba' }))
let written: WrittenFile[]

const deps = () => ({ database: testing.database, blobs: modules.world.blobs, ...modules })
const read = (name: string) => readFileSync(path.join(folder, name))
const table = (name: string) => parse<Record<string, string>>(read(name), { columns: true })

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  await deliver(csvOf(rows))
  await deliver(csvOf(rows.slice(0, 15).map((row) => ({ ...row, so_con: '3' }))))
  await modules.journal.sequencer.seal()
  written = await exportEverything(deps(), folder, () => undefined)
})
afterAll(() => {
  rmSync(base, { recursive: true })
})

describe('everything, in open formats (Điều 5.2, 8)', () => {
  it('holds the rows in force as they were delivered, and every version of them', () => {
    const inForce = table(`datasets/${files}/rows.csv`)
    expect(inForce).toHaveLength(15)
    for (const [place, row] of inForce.entries()) {
      const expected = { ...rows[place], so_con: '3' }
      expect(row).toEqual(Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, value])))
    }
    const versions = table(`datasets/${files}/versions.csv`)
    const current = versions.filter(({ _until }) => _until === '')
    const ended = versions.filter(({ _until }) => _until === '2')
    expect(current).toHaveLength(15)
    expect(current.length + ended.length).toBe(versions.length)
    expect(ended.filter(({ ma = '' }) => ma > 'HS0015')).toHaveLength(5)
  })

  it('holds structures, code lists, units, catalogue, journal and the raw files', () => {
    const structures = JSON.parse(read(`datasets/${files}/structures.json`).toString()) as { version: number }[]
    expect(structures.map(({ version }) => version)).toEqual([1])
    expect(
      table('tables/reference/code_lists.csv')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['loai', 'phuong'])
    expect(table('tables/identity/organisations.csv')).toHaveLength(Object.keys(people).length)
    expect(table('tables/law/instruments.csv')).not.toHaveLength(0)
    const entries = table('tables/journal/entries.csv')
    expect(entries.filter(({ event }) => event === 'warehouse.submission.applied')).toHaveLength(3)
    const submissions = table('tables/warehouse/submissions.csv')
    for (const { digest = '' } of submissions) {
      expect(sha256(read(`submissions/${digest}`)).toString('hex')).toBe(digest)
    }
  })

  it('names every file with its checksum, and leaves out what lets somebody in', () => {
    const sums = read('SHA256SUMS').toString().trimEnd().split('\n')
    const listed = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)]))
    const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    expect([...listed.keys(), 'SHA256SUMS', 'manifest.json'].sort()).toEqual(found.sort())
    for (const [name, sum] of listed) expect([name, sha256(read(name)).toString('hex')]).toEqual([name, sum])
    expect(JSON.parse(read('manifest.json').toString())).toEqual({ form: 'khochung-everything-1', files: written })
    const all = found.map((name) => read(name).toString('latin1')).join('\n')
    expect(all).not.toContain('argon2')
    expect(all).not.toContain(people.hospital.token)
    expect(
      found.filter((name) =>
        /sessions|api_tokens|sign_in|pass|codes|links|devices|authenticator|signing_keys|artifacts/.test(name),
      ),
    ).toEqual([])
  })

  it('goes into an empty folder only', async () => {
    const taken = path.join(base, 'taken')
    rmSync(taken, { recursive: true, force: true })
    writeFileSync(path.join(base, 'note'), 'x')
    await expect(exportEverything(deps(), base, () => undefined)).rejects.toThrow('not empty')
  })
})
