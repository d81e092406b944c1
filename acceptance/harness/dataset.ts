import { signIn, type Body, type Client } from './client.ts'

/** A field as it is declared. */
export interface DeclaredField {
  readonly name: string
  readonly title: string
  readonly type: string
  readonly [more: string]: unknown
}

/** Has a new dataset registered, declared and promulgated, all of it by the API. */
export async function datasetInForce(provider: Client, code: string, fields: readonly DeclaredField[]): Promise<void> {
  const { unit } = (await provider.get('/identity/session')).body as { unit: { id: string } }
  const about = { name: 'Trạm sạc xe điện', nameEn: 'Charging stations', description: '', descriptionEn: '' }
  const facts = { kind: 'sectoral', classification: 'internal', updateMethod: 'full', updateFrequency: 'monthly' }
  const terms = { consumers: [{ group: 'all' }], licence: 'Nội bộ', contact: 'Phòng Hạ tầng', provider: unit.id }
  await done(provider, 'POST', '/catalogue/datasets', { code, ...about, ...facts, ...terms })
  await declare(provider, code, { fields })
  await promulgate(code)
}

/** Declares the next structure; answers the submission that carries the rows, when rows are carried. */
export async function declare(provider: Client, code: string, structure: object): Promise<string | null> {
  const { carriedBy } = await done(provider, 'POST', `/catalogue/datasets/${code}/structures`, structure)
  return carriedBy as string | null
}

/** The catalogue in force with one dataset more, from the day after: so several may follow each other until today. */
async function promulgate(code: string): Promise<void> {
  const committee = await signIn('uyban')
  const { body } = await committee.get('/catalogue/versions/current')
  const rows = body['rows'] as { dataset: { code: string } }[]
  const dayAfter = new Date(Date.parse(String(body['effectiveFrom'])) + 86_400_000).toISOString().slice(0, 10)
  const instrument = await done(committee, 'POST', '/law/instruments', {
    ...{ number: `${code}/QĐ-DEMO`, kind: 'decision', title: 'Quyết định minh họa bổ sung Danh mục' },
    ...{ issuer: 'Ủy ban nhân dân (minh họa)', signer: 'Người ký minh họa', signedOn: '2025-12-20' },
    effectiveFrom: dayAfter,
  })
  const datasets = [...rows.map((row) => row.dataset.code), code]
  await done(committee, 'POST', '/catalogue/versions', {
    instrument: instrument['id'],
    effectiveFrom: dayAfter,
    datasets,
  })
}

/** A call that must succeed. */
export async function done(client: Client, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await client.send(method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${JSON.stringify(answer.body)}`)
  return answer.body
}
