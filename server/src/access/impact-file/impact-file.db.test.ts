import { expect, it } from 'vitest'
import { textsOf } from '../../../test/office-document.ts'
import { files, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'

const warehouse = await openWarehouse()
const { call, refusal, testing } = warehouse
const base = `/access/impact-files`
const words = {
  purposes: 'Chi trả trợ cấp',
  legalBasis: 'Luật Người cao tuổi',
  retention: '5 năm sau khi thôi hưởng',
  risks: 'Lộ tình trạng sức khỏe',
  measures: 'Cán bộ ký cam kết bảo mật',
}
const post = (body: object) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } }) as const

interface Wire {
  readonly status: string
  readonly facts: { readonly fields: readonly { readonly name: string; readonly sensitivity: string }[] }
  readonly versions: readonly { readonly version: number; readonly confirmedAt: string | null }[]
  readonly mayWrite: boolean
}

it('a dataset with personal data has an impact file: missing, written, confirmed, then no longer what is so (Điều 18.2, Law 91/2025)', async () => {
  const list = async () => (await call<{ items: { code: string; status: string }[] }>('coordinator', base)).body.items
  expect(await list()).toMatchObject([{ code: files, status: 'missing', personal: 2, sensitive: 1 }])
  const read = await call<Wire>('provider', `${base}/${files}`)
  expect(read.body).toMatchObject({ status: 'missing', mayWrite: true, versions: [] })
  expect(read.body.facts.fields.map(({ name }) => name)).toEqual(['ho_ten', 'ngay_sinh', 'benh'])

  expect((await call<Wire>('provider', `${base}/${files}`, post(words))).body).toMatchObject({ status: 'drafted' })
  const second = await call<Wire>('provider', `${base}/${files}`, post({ ...words, risks: 'Ít' }))
  expect(second.body.versions.map(({ version }) => version)).toEqual([2, 1])
  await refusal({ status: 409, code: 'access.impactFileUnwritten' }, 'provider', `${base}/${files}/confirmation`, post({ version: 1 })) // prettier-ignore
  expect((await call<Wire>('provider', `${base}/${files}/confirmation`, post({ version: 2 }))).body).toMatchObject({
    status: 'confirmed',
  })
  await refusal({ status: 409, code: 'access.impactFileUnwritten' }, 'provider', `${base}/${files}/confirmation`, post({ version: 2 })) // prettier-ignore
  const events = await testing.asAdmin<{ event: string; payload: object }>(
    `SELECT event, payload FROM journal.entries WHERE event LIKE 'access.impactFile.%' ORDER BY id`,
  )
  expect(events.map(({ event }) => event.split('.').at(-1))).toEqual(['written', 'written', 'confirmed'])
  expect(events[1]?.payload).toMatchObject({ before: { risks: words.risks }, after: { risks: 'Ít' } })

  const told = async () =>
    (await textsOf((await call('coordinator', `${base}/${files}/file.docx`)).bytes)).filter((text) => /^(Bản|Tình trạng|Xác nhận): /.test(text)) // prettier-ignore
  const before = await told()
  expect(before.slice(0, 2)).toEqual(['Tình trạng: Đã xác nhận', 'Bản: 2'])
  const third = await call<Wire>('provider', `${base}/${files}`, post({ ...words, risks: 'Bản nháp' }))
  expect(third.body).toMatchObject({ status: 'confirmed', versions: [{ confirmedAt: null }, {}, {}] })
  expect(await told()).toEqual(before)

  await testing.asIntruder(
    `UPDATE access.impact_files SET facts = jsonb_set(facts, '{consumers}', '["Đơn vị cũ"]') WHERE facts IS NOT NULL`,
  )
  expect(await list()).toMatchObject([{ status: 'outdated' }])
})

it('is written by the provider alone, and seen by who oversees', async () => {
  await refusal({ status: 403, code: 'access.impactFileForeign' }, 'otherProvider', `${base}/${files}`)
  await refusal({ status: 403, code: 'access.impactFileForeign' }, 'otherProvider', `${base}/${files}`, post(words))
  await refusal({ status: 403, code: 'platform.permissionMissing' }, 'coordinator', `${base}/${files}`, post(words))
  await refusal({ status: 403, code: 'platform.permissionMissing' }, 'hospital', base)
  expect((await call<Wire>('auditor', `${base}/${files}`)).body).toMatchObject({ mayWrite: false })
  expect((await call<{ items: unknown[] }>('otherProvider', base)).body.items).toEqual([])
})

it('is written by two at once, one after the other: each entry tells what the other had written', async () => {
  const risks = ['Một', 'Hai', 'Ba'].map((each) => `Rủi ro ${each}`)
  await Promise.all(risks.map((each) => call('provider', `${base}/${files}`, post({ ...words, risks: each }))))
  const entries = await testing.asAdmin<{ payload: { version: number; before: typeof words; after: typeof words } }>(
    `SELECT payload FROM journal.entries WHERE event = 'access.impactFile.written' ORDER BY id`,
  )
  const written = entries.map(({ payload }) => payload).sort((one, other) => one.version - other.version)
  expect(
    written
      .slice(-3)
      .map(({ after }) => after.risks)
      .sort(),
  ).toEqual(risks.toSorted())
  for (const [at, { before }] of written.entries()) if (at > 0) expect(before).toEqual(written[at - 1]?.after)
})

it('is not asked of a dataset without personal data', async () => {
  await refusal({ status: 409, code: 'access.impactFileNeedless' }, 'provider', `${base}/${offices}`)
})

it('is a document to be signed', async () => {
  const answer = await call('coordinator', `${base}/${files}/file.docx`)
  expect(answer.status).toBe(200)
  expect(await textsOf(answer.bytes)).toContain(words.purposes)
})
