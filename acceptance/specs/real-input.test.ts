import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { productUrl } from '../harness/browser.ts'
import { itemsOf, signIn } from '../harness/client.ts'

const project = path.resolve(import.meta.dirname, '../..')
const data = path.resolve(project, '../shared/data')
const run = promisify(execFile)

const sources = [
  { recipe: 'dan-toc', folder: 'code-lists-ethnic', rows: 54, key: '54', name: 'Rơ măm' },
  {
    recipe: 'don-vi-hanh-chinh-ca-nuoc',
    folder: 'admin-units-current-2026',
    rows: 3355,
    key: '26740',
    name: 'Sài Gòn',
  },
  {
    recipe: 'don-vi-hanh-chinh-truoc-2025-07',
    folder: 'admin-units-before-2025-07-01',
    rows: 10_794,
    key: '26740',
    name: 'Bến Nghé',
  },
  {
    recipe: 'lich-su-don-vi-hanh-chinh',
    folder: 'admin-history-hcmc-region',
    rows: 881,
    key: '26740~2025-07-01',
    name: 'Phường Sài Gòn',
  },
  {
    recipe: 'ma-dinh-danh-co-quan-2014',
    folder: 'agency-codes-hcmc-2014',
    rows: 63,
    key: '000.00.02.H29',
    name: 'Sở Công Thương',
  },
  {
    recipe: 'tram-xe-buyt-2015',
    folder: 'bus-hcmc-2015',
    rows: 173,
    key: 'BD003',
    name: 'Cây Xăng Hiệp Phú',
    by: 'xaydung',
  },
  {
    recipe: 'ranh-gioi-phuong-xa',
    folder: 'gis-hcmc-wards-168',
    rows: 168,
    key: '26740',
    name: 'Phường Sài Gòn',
    by: 'moitruong',
  },
]

/** The conversion by command, as an officer would make it; the delivery itself goes over HTTP as the unit. */
async function convert(recipe: string, folder: string): Promise<string> {
  const kho = path.join(project, 'server/bin/kho.mjs')
  const args = [kho, 'recipe', 'run', recipe, '--source', path.join(data, folder), '--print']
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26, cwd: project })
  return stdout
}

for (const { recipe, folder, rows, key, name, by = 'noivu' } of sources) {
  it(`loads ${String(rows)} real rows by recipe ${recipe}, read back by another unit and shown in the journal (Điều 8, 13.3)`, async (context) => {
    if (!existsSync(path.join(data, folder))) context.skip(`the folder of real files has no ${folder}`)
    const provider = await signIn(by)
    const ended = await provider.deliver(recipe, await convert(recipe, folder))
    expect(ended['state'], JSON.stringify(ended['faults'])).toBe('applied')
    expect(ended['balance']).toMatchObject({ sent: rows, rejected: 0 })
    const reader = await signIn('thue')
    const page = await reader.get(`/warehouse/datasets/${recipe}/records?limit=1`)
    expect(page.body['count']).toEqual({ kind: 'exact', value: rows })
    const record = await reader.get(`/warehouse/datasets/${recipe}/records/${key}`)
    expect(JSON.stringify(record.body['values'])).toContain(name)
    const entries = await (await signIn('kiemtoan')).get('/journal/entries?event=warehouse.submission.applied&limit=10')
    const entry = itemsOf(entries).find((each) => each['id'] === ended['journalEntry'])
    expect(entry).toMatchObject({ payload: { dataset: recipe, merkleRoot: ended['merkleRoot'] } })
  })
}

it('walks the main job step by step with kho tour', async () => {
  const kho = path.join(project, 'server/bin/kho.mjs')
  const { stdout } = await run(process.execPath, [kho, 'tour', '--url', productUrl()], { cwd: project })
  expect(stdout.trim().split('\n').at(-1)).toBe('9 of 9 steps worked')
})

it('lists every command with kho --help', async () => {
  const { stdout } = await run(process.execPath, [path.join(project, 'server/bin/kho.mjs'), '--help'])
  for (const name of ['start', 'tour', 'submit', 'journal verify', 'migrate', 'recipe run', 'account issue']) {
    expect(stdout).toContain(`kho ${name}`)
  }
})
