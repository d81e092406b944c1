import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { aFile, csvOf, files, manyFiles, offices } from '../warehouse/dataset.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import type { Submission } from '../warehouse/wire.ts'
import { workbookOf } from '../warehouse/workbook.ts'
import { openCuttingLine } from './cutting-line.ts'

const warehouse = await openWarehouse()
await warehouse.deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
await warehouse.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = warehouse.app.server.address() as AddressInfo
const line = await openCuttingLine(port)
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-submit-'))
afterAll(async () => {
  await line.close()
  rmSync(folder, { recursive: true, force: true })
})

const kho = path.resolve(import.meta.dirname, '../../bin/kho.mjs')

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

function start(args: readonly string[], { url = line.url, token = warehouse.people.provider.token } = {}) {
  const child = spawn(process.execPath, [kho, 'submit', ...args, '--url', url], {
    env: { PATH: process.env['PATH'], KHO_TOKEN: token, KHO_STATE_DIRECTORY: path.join(folder, 'state') },
  })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { child, ended: ended.then(([[code], out, err]) => ({ code: code as unknown, out, err })) }
}
const submit = (...args: readonly string[]) => start(args).ended

async function newest(): Promise<Submission> {
  const { body } = await warehouse.call<{ items: Submission[] }>('provider', '/warehouse/submissions', {
    query: { limit: '1' },
  })
  const [submission] = body.items
  if (!submission) throw new Error('Nothing was submitted')
  return submission
}

/** As a Vietnamese spreadsheet writes them: semicolons, titles, day first, decimal comma. */
const spreadsheet = [
  'Mã hồ sơ;Họ tên;Ngày sinh;Số con;Mức hưởng;Còn hiệu lực;Loại;Phường;Số thẻ;Đơn vị chi trả;Bệnh;Ghi chú',
  ...manyFiles(3).map(({ ngay_sinh, muc, ...rest }) => {
    const row = { ...rest, ngay_sinh: ngay_sinh?.split('-').reverse().join('/'), muc: muc?.replace('.', ',') }
    return Object.keys(aFile(1))
      .map((name) => row[name as keyof typeof row] ?? '')
      .join(';')
  }),
].join('\r\n')

describe('kho submit', () => {
  it('previews a file with its reasons and changes nothing; the profile it prints reads the file', async () => {
    const before = await warehouse.contents()
    const file = await fileOf('danh-sach.csv', spreadsheet)
    const seen = await submit(files, file, '--preview')
    expect(seen.code).toBe(0)
    expect(seen.err).toMatch(/delimiter = ";"/)
    expect(seen.err).toContain('Ngày sinh → ngay_sinh')
    expect(seen.err).toContain('15/02/1941 → 1941-02-15')
    expect(await warehouse.contents()).toBe(before)
    const profile = await fileOf('cach-doc.json', seen.out)
    const { code, out } = await submit(files, file, '--profile', profile, '--remember')
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(out).toContain('ngay_sinh: 3 values written in another way (date)')
    expect(await newest()).toMatchObject({ state: 'applied', channel: 'cli', fileName: 'danh-sach.csv' })
    const remembered = await submit(files, file)
    expect(remembered).toMatchObject({ code: 0 })
    expect(remembered.out).toContain('The same bytes were delivered before')
    await warehouse.call('provider', `/warehouse/datasets/${files}/profile`, { method: 'DELETE' })
  })

  it('takes some settings, and the rest as the file looks where that changes no value', async () => {
    const file = await fileOf('vai-cach-doc.csv', spreadsheet)
    const dates = await submit(files, file, '--profile', '{"dates":"dmy"}')
    expect(dates.code).toBe(1)
    expect((await newest()).faults.map(({ rule, field }) => [rule, field])).toEqual([['type', 'muc']])
    const both = await submit(files, file, '--profile', '{"dates":"dmy","decimal":","}')
    expect({ code: both.code, out: both.out }).toMatchObject({ code: 0 })
  })

  const rows = manyFiles(2)
  const names = Object.keys(aFile(1))
  it.each([
    ['ho-so.xlsx', workbookOf({ 'Hồ sơ': [names, ...rows.map((row) => names.map((name) => row[name] ?? null))] }), []],
    ['ho-so.json', JSON.stringify(rows), []],
    ['ho-so.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'), []],
    ['ho-so.tsv', csvOf(rows).replaceAll(',', '\t'), []],
    ['khong-ten', csvOf(rows).replaceAll(',', '\t'), ['--format', 'tsv']],
  ])('delivers %s as what its bytes say it is (Điều 8)', async (name, content, more) => {
    const { code, out } = await submit(files, await fileOf(name, content), '--load', 'incremental', ...more)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect((await newest()).balance).toMatchObject({ sent: 2, rejected: 0 })
  })

  it('adds and changes, deletes by list, and waits for a word where a whole file would delete much', async () => {
    await warehouse.deliver(manyFiles(130))
    await submit(files, await fileOf('them.csv', csvOf([aFile(131)])), '--load', 'incremental')
    expect((await newest()).balance).toMatchObject({ inserted: 1, deleted: 0 })
    await submit(files, await fileOf('bo.csv', 'ma\nHS0131\n'), '--load', 'deletions')
    expect((await newest()).balance).toMatchObject({ deleted: 1 })
    const asked = await submit(files, await fileOf('it.csv', csvOf(manyFiles(2))))
    expect(asked.code).toBe(4)
    expect(asked.out).toContain('waits for your word')
    const { id } = await newest()
    const body = { decision: 'decline', statement: 'thử' }
    await warehouse.call('provider', `/warehouse/submissions/${id}/confirmation`, { method: 'POST', body })
  })

  it('lets faulty rows wait and says how to mend them, which a continuation does', async () => {
    const faulty = await fileOf('loi.csv', csvOf([aFile(1), aFile(2, { loai: 'X' })]))
    const { code, out } = await submit(files, faulty, '--load', 'incremental', '--on-fault', 'quarantine')
    expect(code).toBe(0)
    const { id } = await newest()
    expect(out).toContain(`--continues ${id}`)
    const { text: correction } = await warehouse.call('provider', `/warehouse/submissions/${id}/quarantine.csv`)
    const mended = await fileOf('sua.csv', correction.replace(',X,', ',A,'))
    expect(await submit(files, mended, '--continues', id)).toMatchObject({ code: 0 })
    expect(await newest()).toMatchObject({ continues: id, state: 'applied' })
  })

  it('goes on by itself when the line breaks', async () => {
    const content = csvOf(manyFiles(9000))
    line.cutAfter(content.length / 3, 'breaks')
    const { code, out, err } = await submit(files, await fileOf('dut.csv', content))
    expect({ code, out, err }).toMatchObject({ code: 0 })
    expect((await newest()).balance).toMatchObject({ sent: 9000 })
  })

  it('goes on where it was when it was ended on the way and is called again', async () => {
    const content = csvOf(manyFiles(9000, () => ({ ghi_chu: 'lần hai' })))
    const file = await fileOf('dut-giua.csv', content)
    line.cutAfter(content.length / 2, 'stands still')
    const { child, ended } = start([files, file])
    await line.stood()
    child.kill('SIGTERM')
    expect((await ended).code).not.toBe(0)
    line.mend()
    const again = await submit(files, file)
    expect({ code: again.code, out: again.out }).toMatchObject({ code: 0 })
    expect(again.err).toContain('going on at')
    expect(line.passed()).toBeLessThan(content.length * 0.9)
    expect((await newest()).balance).toMatchObject({ sent: 9000, changed: 9000 })
    expect(await readdir(path.join(folder, 'state/sending'))).toEqual([])
  })
})

describe('kho submit says what to do next', () => {
  it.each([
    [['khong-co', 'x.csv'], 1, 'There is no file x.csv'],
    [[files], 1, 'Say which dataset and which file'],
    [[files, kho, '--load', 'all'], 1, '--load is full or incremental or deletions'],
    [[files, kho, '--on-fault', 'no'], 1, '--on-fault is reject or quarantine'],
    [[files, kho, '--format', 'doc'], 1, '--format is one of csv, tsv'],
    [[files, kho, '--profile', '{"dates"'], 1, '--profile holds no JSON object'],
    [[files, kho, '--profile', 'khong-co.json'], 1, 'There is no file khong-co.json'],
    [[files, kho, '--remember'], 1, '--remember keeps what --profile'],
    [[files, kho, '--load', 'full', '--continues', 'x'], 1, 'leave --load out'],
    [[files, kho, '--nope'], 2, "Unknown option '--nope'"],
  ])('of %j', async (args, code, said) => {
    const ended = await submit(...args)
    expect(ended).toMatchObject({ code })
    expect(ended.err).toContain(said)
  })

  it('where the server refuses, in the words of its problem', async () => {
    const { token } = warehouse.people.otherProvider
    const { code, out } = await start([files, await fileOf('a.csv', csvOf([aFile(1)]))], { token }).ended
    expect(code).toBe(1)
    expect(out).toContain('refused (403, access.submitRefused)')
    const unknown = await submit(files, await fileOf('b.csv', csvOf([aFile(1)])), '--profile', '{"dates":"vn"}')
    expect(unknown.code).toBe(1)
    expect(unknown.out).toContain('profile')
    const twice = await submit(files, await fileOf('d.csv', csvOf([aFile(1)])), '--profile', '{"thousands":"."}')
    expect(twice).toMatchObject({ code: 1 })
    expect(twice.out).toContain('warehouse.profileInvalid')
  })

  it('where no server is', async () => {
    const file = await fileOf('c.csv', csvOf([aFile(1)]))
    const { code, err } = await start([files, file], { url: 'http://127.0.0.1:9' }).ended
    expect(code).toBe(1)
    expect(err).toContain('No server answers at http://127.0.0.1:9')
  })

  it('of an empty file', async () => {
    const { code, out } = await submit(files, await fileOf('rong.csv', ''))
    expect(code).toBe(1)
    expect(out).toContain('Nothing of it came into force')
  })
})
