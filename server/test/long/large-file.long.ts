import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeEvidence } from './evidence.ts'
import { startProduct } from './product.ts'
import type { Call, Product } from './product.ts'
import { proveRows } from './row-proofs.ts'

const bytes = Number(process.env['KHO_TEST_BYTES'] ?? 2 * 2 ** 30)
/** What the serving process may hold, whatever the size of the file. */
const mostMegabytes = 500
const dataset = 'tep-lon'
const text = 'Nội dung hồ sơ được ghi đầy đủ để mỗi dòng của tệp có độ dài như ngoài đời. '.repeat(8)

/** Rows of about a kilobyte until the file has its size. */
function* pieces(): Generator<string> {
  let written = 0
  let piece = 'ma,ngay,noi_dung\n'
  for (let row = 1; written < bytes; row += 1) {
    piece += `${String(row).padStart(10, '0')},2026-0${String((row % 9) + 1)}-15,"${text}, ""số ${String(row)}"""\n`
    if (piece.length < 1 << 16) continue
    written += Buffer.byteLength(piece)
    yield piece
    piece = ''
  }
}

const field = (name: string, type: string, more: object = {}) => ({ name, title: name, titleEn: name, type, ...more })

async function promulgate(uyban: Call, codes: readonly string[]): Promise<void> {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const instrument = await uyban('POST', '/law/instruments', {
    ...{ number: '1/QĐ-THU', kind: 'decision', title: 'Danh mục thử', issuer: 'Ủy ban', signer: 'Ông A' },
    ...{ signedOn: today, effectiveFrom: today },
  })
  expect(instrument.status, JSON.stringify(instrument.body)).toBe(201)
  const input = { instrument: instrument.body['id'], effectiveFrom: today, datasets: codes }
  const version = await uyban('POST', '/catalogue/versions', input)
  expect(version.status, JSON.stringify(version.body)).toBe(201)
}

/** A dataset of the City Police with three fields, in force beside those of the demo city. */
async function prepare(hokhau: Call, uyban: Call): Promise<void> {
  const own = await hokhau('GET', '/catalogue/datasets/dan-cu')
  const { provider } = own.body as { provider: { id: string } }
  const registered = await hokhau('POST', '/catalogue/datasets', {
    ...{ code: dataset, name: 'Tệp lớn', nameEn: 'A large file', description: '', descriptionEn: '', kind: 'sectoral' },
    ...{ classification: 'internal', provider: provider.id, updateMethod: 'full', updateFrequency: 'monthly' },
    ...{ consumers: [{ group: 'all' }], licence: 'Nội bộ', contact: 'thu@example.test' },
  })
  expect(registered.status, JSON.stringify(registered.body)).toBe(201)
  const key = field('ma', 'text', { key: true, length: 10 })
  const fields = [key, field('ngay', 'date'), field('noi_dung', 'text', { length: 2000 })]
  expect((await hokhau('POST', `/catalogue/datasets/${dataset}/structures`, { fields, note: '' })).status).toBe(201)
  const all = await uyban('GET', '/catalogue/datasets?limit=200')
  const codes = (all.body['items'] as { code: string; inForce: unknown }[]).filter((each) => each.inForce !== null)
  await promulgate(uyban, [...new Set([...codes.map(({ code }) => code), dataset])])
}

describe('a file of two gigabytes', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-large-'))
  let [product, hokhau, rows]: [Product | undefined, Call | undefined, number] = [undefined, undefined, 0]
  const started = () => {
    if (!product || !hokhau) throw new Error('The product did not start')
    return { product, hokhau }
  }
  beforeAll(async () => {
    product = await startProduct(folder)
    hokhau = await product.signIn('hokhau')
    await prepare(hokhau, await product.signIn('uyban'))
  })
  afterAll(async () => {
    await product?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is taken in, checked and put in force in flat memory (Điều 8)', async () => {
    const { product, hokhau } = started()
    const idle = product.memory().now
    const begin = performance.now()
    const content = Readable.toWeb(Readable.from(pieces(), { objectMode: false }))
    const taken = await hokhau('POST', `/warehouse/datasets/${dataset}/submissions`, content, 'text/csv')
    expect(taken.status, JSON.stringify(taken.body)).toBe(202)
    const uploaded = (performance.now() - begin) / 1000
    let body = taken.body
    while (body['state'] === 'received' || body['state'] === 'processing') {
      await sleep(500)
      body = (await hokhau('GET', `/warehouse/submissions/${String(taken.body['id'])}`)).body
    }
    const { highest } = product.memory()
    expect(body['state'], JSON.stringify(body['problem'] ?? body['faults'])).toBe('applied')
    const { sent, inserted } = body['balance'] as { sent: number; inserted: number }
    expect(inserted).toBe(sent)
    expect(highest).toBeLessThan(mostMegabytes)
    rows = sent
    writeEvidence('large-file', {
      claim: 'A file of two gigabytes is taken in, checked and put in force in flat memory',
      method:
        'The product runs as a process of its own with an embedded database; the file is made while it is sent. Memory is what the system ' +
        'counts for the serving process (VmRSS before, VmHWM at the end); the database keeps its own.',
      figures: {
        'bytes of the file': Number(body['bytes']),
        rows: sent,
        'memory before (MB)': Math.round(idle),
        'highest memory (MB)': Math.round(highest),
        'allowed (MB)': mostMegabytes,
        'seconds to upload': Math.round(uploaded),
        'seconds until in force': Math.round((performance.now() - begin) / 1000),
      },
    })
  })

  it('has a proof for each of its million rows and more, made without reading the others (Điều 13.3)', async () => {
    const { product, hokhau } = started()
    const keyOf = (row: number) => String(row).padStart(10, '0')
    const figures = await proveRows({ product, call: hokhau, dataset, rows, keyOf, folder })
    expect(product.memory().highest).toBeLessThan(mostMegabytes)
    writeEvidence('row-proofs', {
      claim: 'A row of a submission of more than a million is proven at once, in flat memory, and by nobody’s word',
      method:
        'After the load of the large file, proofs of its first, its last and drawn rows are asked for by HTTP. `kho proof verify` checks ' +
        'each without a server, under the key of the log: from the row over its submission to a signed checkpoint; and each again ' +
        'with one cell changed, and with one bit of its hashes turned over. Times are those of answers over HTTP with decision and ' +
        'read log, one after the other; memory is VmRSS of the serving process.',
      command: 'large-file',
      figures,
    })
  })
})
