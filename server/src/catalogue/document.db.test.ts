import { describe, expect, it } from 'vitest'
import { files, offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { sha256 } from '../platform/index.ts'
import { aDataset } from './testing.ts'

const warehouse = await openWarehouse()
const { call, contents, modules, people, refusal, testing } = warehouse
const path = `/catalogue/datasets/${files}/documents`
const pdf = Buffer.from('%PDF-1.7\nĐặc tả dữ liệu hồ sơ trợ cấp')

const described = {
  ...{ kind: 'specification', language: 'vi', title: 'Đặc tả hồ sơ trợ cấp', version: '1.0' },
  ...{ effectiveFrom: '2026-03-01', fileName: 'Đặc tả.pdf', mediaType: 'application/pdf' },
}
interface Told {
  readonly id: string
  readonly href: string
  readonly supersedes: string | null
  readonly supersededBy: string | null
}
const upload = (over: Record<string, string> = {}, body: Buffer = pdf) => {
  return {
    method: 'POST',
    query: { ...described, ...over },
    body,
    headers: { 'content-type': 'application/octet-stream' },
  } as const
}
const add = async (over: Record<string, string> = {}, body?: Buffer) => {
  const answer = await call<Told>('provider', path, upload(over, body))
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}
const list = async (query: Record<string, string> = {}) =>
  (await call<{ items: Told[] }>(undefined, path, { query })).body.items
const below = (href: string) => href.replace('/api/v1', '')

describe('a technical document (Điều 10, 17.2)', () => {
  it('is kept as it came, described, and found by everybody', async () => {
    const added = await add()
    expect(added).toMatchObject({
      ...described,
      ...{ bytes: pdf.length, digest: sha256(pdf).toString('hex'), unitName: 'Sở Nội vụ', supersedes: null },
    })
    expect(await list()).toEqual([added])
    const [entry] = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE event = 'catalogue.document.added'`,
    )
    expect(entry?.payload).toMatchObject({ document: added.id, digest: sha256(pdf).toString('hex') })
  })

  it('with a mark of state secrets is refused, and nothing of it is kept (Điều 1.2)', async () => {
    const before = await contents()
    const marked = Buffer.from('%PDF-1.7\n1 0 obj <</Subject (TUYET MAT) /Title (Dac ta)>> endobj')
    const expected = { status: 422, code: 'catalogue.secrecyMarked', clause: 'Điều 1.2' }
    await refusal(expected, 'provider', path, upload({}, marked))
    await refusal(expected, 'provider', path, upload({ title: 'Đặc tả [MẬT]' }))
    await refusal(expected, 'provider', path, upload({ fileName: 'TOI_MAT.pdf' }))
    expect(await contents()).toBe(before)
    expect(await modules.world.blobs.has(sha256(marked).toString('hex'))).toBe(false)
  })

  it('is downloaded under its name, and nothing in it can run', async () => {
    const [{ href } = { href: '' }] = await list()
    const answer = await call('stranger', below(href))
    expect(answer.bytes.equals(pdf)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Dac ta.pdf"; filename*=UTF-8''%C4%90%E1%BA%B7c%20t%E1%BA%A3.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'repr-digest': `sha-256=:${sha256(pdf).toString('base64')}:`,
    })
    await refusal({ status: 401, code: 'platform.signInRequired', clause: 'Điều 7.1' }, undefined, below(href))
  })

  it('of public data is downloaded without signing in (Điều 12.1)', async () => {
    const open = aDataset({
      code: 'cong-khai',
      provider: people.provider.unit.id,
      kind: 'open',
      classification: 'public',
    })
    await modules.catalogue.registerDataset(people.provider.principal, open)
    const fields = [{ name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true } as const]
    await modules.catalogue.declareStructure(people.provider.principal, 'cong-khai', { fields, note: '' })
    const { body } = await call<Told>('provider', '/catalogue/datasets/cong-khai/documents', upload())
    expect((await call(undefined, below(body.href))).status).toBe(401)
    await warehouse.promulgate('2026-02-01', [offices, files, 'cong-khai'])
    expect((await call(undefined, below(body.href))).bytes.equals(pdf)).toBe(true)
  })

  it('is superseded by its next version, which stands in its place', async () => {
    const first = await add({ kind: 'guide', title: 'Hướng dẫn' })
    const second = await add({ kind: 'guide', title: 'Hướng dẫn', version: '2.0', supersedes: first.id })
    const shown = (await list()).map(({ id }) => id)
    expect(shown).toContain(second.id)
    expect(shown).not.toContain(first.id)
    const all = await list({ superseded: 'true' })
    expect(all.find(({ id }) => id === first.id)).toMatchObject({ supersededBy: second.id })
    expect((await call('provider', below(first.href))).status).toBe(200)
    const again = upload({ supersedes: first.id })
    const { vi } = await refusal({ status: 409, code: 'catalogue.documentSuperseded' }, 'provider', path, again)
    expect(vi.remedy).toContain(second.id)
  })

  it.each<[string, Parameters<typeof refusal>[0], Record<string, string>, Buffer?]>([
    [
      'of another type than it says',
      { status: 422, code: 'catalogue.documentTypeMismatch' },
      {},
      Buffer.from('<html>'),
    ],
    [
      'that is empty',
      { status: 422, code: 'catalogue.documentTypeMismatch' },
      { mediaType: 'text/plain' },
      Buffer.alloc(0),
    ],
    ['of a type that a browser runs', { status: 400, code: 'platform.invalidRequest' }, { mediaType: 'text/html' }],
    [
      'that supersedes none of this dataset',
      { status: 404, code: 'catalogue.documentNotFound' },
      { supersedes: '019cac7d-053d-77ac-8d54-1d74196de7e1' },
    ],
  ])('%s is refused and leaves nothing', async (_what, expected, over, body) => {
    const stood = [await contents(), await warehouse.blobs()]
    await refusal(expected, 'provider', path, upload(over, body))
    const now = [await contents(), await warehouse.blobs()]
    expect(now[0]).toEqual(stood[0])
    expect((now[1] as { unfinished: string[] }).unfinished).toEqual([])
  })

  it('is added by the provider or the coordinator (Điều 10)', async () => {
    await refusal({ status: 403, code: 'catalogue.notYourDataset', clause: 'Điều 10' }, 'otherProvider', path, upload())
    await refusal({ status: 403, code: 'platform.permissionMissing', clause: 'Điều 7.1' }, 'hospital', path, upload())
    const { status } = await call('coordinator', path, upload({ kind: 'mapping' }))
    expect(status).toBe(201)
  })
})
