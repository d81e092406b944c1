import { describe, expect, it } from 'vitest'
import { decree, idOf, itemsOf, openCityOverHttp } from '../../test/access/city-over-http.ts'
import { codeOf } from '../../test/identity/authenticator-app.ts'
import { demoCity } from '../app/index.ts'

const { call, clock } = await openCityOverHttp()
const password = 'bốn từ chẳng liên quan'
const founding = { ...decree, number: '100/QĐ-UBND', title: 'Thành lập Sở Mới' }

describe('a year of the catalogue over HTTP', () => {
  it('goes from the decision to the decision on who may read', async () => {
    const instrument = await call('POST', '/law/instruments', { as: 'committee', json: decree })
    expect(instrument.status).toBe(201)
    expect(instrument.headers.location).toBe(`/api/v1/law/instruments/${idOf(instrument.body)}`)
    expect((await call('GET', `/law/instruments/${idOf(instrument.body)}`)).body).toEqual(instrument.body)

    const datasets = itemsOf((await call('GET', '/catalogue/datasets?q=dan%20cu')).body)
    expect(datasets.map((dataset) => dataset['code'])).toContain('dan-cu')
    expect((await call('GET', '/catalogue/datasets/dan-cu')).body).toMatchObject({
      inForce: null,
      structure: { version: 1 },
    })
    expect((await call('GET', '/access/decision?dataset=dan-cu&action=read', { as: 'provider' })).body).toMatchObject({
      ...{ allow: false, clause: 'Điều 9' },
    })

    const promulgation = { instrument: idOf(instrument.body), effectiveFrom: '2026-03-01', datasets: ['dan-cu'] }
    const version = await call('POST', '/catalogue/versions', { person: 'committee', json: promulgation })
    expect(version.status).toBe(201)
    expect((await call('GET', '/catalogue/versions/current')).body).toEqual(version.body)
    expect((await call('GET', '/catalogue/versions/1')).body).toEqual(version.body)
    expect(itemsOf((await call('GET', '/catalogue/versions')).body)).toHaveLength(1)
    expect((await call('GET', '/catalogue/datasets/dan-cu')).body).toMatchObject({
      inForce: { catalogueVersion: 1, from: '2026-03-01', instrument: { number: '99/QĐ-UBND' } },
    })

    const ask = '/access/decision?dataset=dan-cu&action=read'
    expect((await call('GET', `${ask}&purpose=nghiep-vu`, { as: 'consumer' })).body).toMatchObject({ allow: true })
    const refusal = await call('GET', ask, { as: 'consumer', headers: { 'accept-language': 'en' } })
    expect(refusal.body).toMatchObject({ allow: false, clause: 'Điều 18.2', reasons: [{ code: 'purposeMissing' }] })
    expect((await call('GET', ask, { as: 'auditor' })).body).toMatchObject({ allow: false, clause: 'Điều 11.2' })
  })

  it('registers, describes and structures a dataset', async () => {
    const unit = await unitOf('Công an')
    const described = {
      ...{ name: 'Cư trú', nameEn: 'Residence', description: '', descriptionEn: '', kind: 'sectoral' },
      ...{ classification: 'internal', provider: unit, updateMethod: 'full', updateFrequency: 'daily' },
      ...{ consumers: [{ group: 'departments' }, { unit }], licence: 'Nội bộ', contact: 'Đội dữ liệu' },
    }
    const json = { code: 'cu-tru', ...described }
    const created = await call('POST', '/catalogue/datasets', { as: 'provider', json })
    expect(created).toMatchObject({ status: 201, headers: { location: '/api/v1/catalogue/datasets/cu-tru' } })
    expect(created.body).toMatchObject({ consumers: [{ group: 'departments' }, { unit: { id: unit } }] })
    const revision = { ...described, name: 'Đăng ký cư trú', consumers: [] }
    const revised = await call('PUT', '/catalogue/datasets/cu-tru', { as: 'provider', json: revision })
    expect(revised.body).toMatchObject({ name: 'Đăng ký cư trú', consumers: [] })

    const fields = [
      { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true, pattern: '\\d{6}', codeList: null },
      { name: 'ngay', title: 'Ngày', titleEn: 'Day', type: 'date', minimum: '1990-01-01', maximum: null },
    ]
    const declared = await call('POST', '/catalogue/datasets/cu-tru/structures', { as: 'provider', json: { fields } })
    expect(declared.status).toBe(201)
    expect(declared.body).toMatchObject({
      fields: [
        { id: 'f1', required: true, pattern: '[0-9]{6}', codeList: null, sensitivity: 'none' },
        { id: 'f2', minimum: '1990-01-01', maximum: null },
      ],
    })
    expect(itemsOf((await call('GET', '/catalogue/datasets/cu-tru/structures')).body)).toEqual([declared.body])
    expect((await call('GET', '/catalogue/datasets/cu-tru/structures/1')).body).toEqual(declared.body)
    const [first] = fields
    const wrong = { fields: [{ ...first, type: 'integer', pattern: null }] }
    const refused = await call('POST', '/catalogue/datasets/cu-tru/structures', {
      ...{ as: 'provider', json: wrong },
      headers: { 'accept-language': 'en' },
    })
    expect(refused).toMatchObject({ status: 422, body: { code: 'catalogue.structureInvalid' } })
    expect(JSON.stringify(refused.body['errors'])).toContain('cannot change')
  })

  it('has no value for state secrets (Điều 1.2)', async () => {
    const current = (await call('GET', '/catalogue/datasets/cu-tru')).body
    const json = { ...current, classification: 'state-secret' }
    expect(await call('PUT', '/catalogue/datasets/cu-tru', { as: 'provider', json })).toMatchObject({ status: 400 })
  })

  it('keeps code lists by version', async () => {
    const json = { code: 'mau-thu', name: 'Bảng thử', nameEn: 'Test list', description: '' }
    expect((await call('POST', '/reference/code-lists', { as: 'coordinator', json })).status).toBe(201)
    const add = (query: string, csv: string) =>
      call('POST', `/reference/code-lists/mau-thu/versions?${query}`, { as: 'coordinator', csv })
    const added = await add('version=1&validFrom=2026-01-01', 'code,name,aliases\n1,Một,a;b\n2,Hai,\n')
    expect(added).toMatchObject({ status: 201, body: { current: '1' } })
    expect(await add('version=2&validFrom=2026-02-01', 'code,name\n1,\n')).toMatchObject({
      ...{ status: 422, body: { code: 'reference.entriesInvalid', errors: [{ field: '2:name' }] } },
    })
    expect((await call('GET', '/reference/code-lists/mau-thu')).body).toEqual(added.body)
    const page = await call('GET', '/reference/code-lists/mau-thu/entries?limit=1')
    expect(page.body).toMatchObject({ items: [{ code: '1', aliases: ['a', 'b'] }], version: '1' })
    const next = await call('GET', `/reference/code-lists/mau-thu/entries?limit=1&cursor=${String(page.body['next'])}`)
    expect(next.body).toMatchObject({ items: [{ code: '2' }] })
    expect((await call('GET', '/reference/code-lists/mau-thu/entries/2?at=2026-01-01')).body).toMatchObject({
      name: 'Hai',
    })
    expect((await call('GET', '/reference/code-lists/mau-thu/entries/2?at=2025-12-31')).status).toBe(404)
    expect(itemsOf((await call('GET', '/reference/code-lists')).body).length).toBeGreaterThan(3)
  })

  it('issues, uses and ends an account', async () => {
    const unit = await unitOf('Sở Y tế')
    const roles = [{ role: 'consumer' }]
    const json = { kind: 'issue', login: 'Moi.Cap', name: 'Người Mới', unit, roles, reason: 'Người mới' }
    const asked = await call('POST', '/identity/account-requests', { as: 'consumer', json })
    expect(asked).toMatchObject({ status: 201, body: { login: 'moi.cap', state: 'open', account: null } })
    const decision = { json: { outcome: 'approved', decision: '12/QĐ-SKHCN' } }
    const issued = await call('POST', `/identity/account-requests/${idOf(asked.body)}/decision`, {
      ...{ ...decision, person: 'coordinator' as const },
    })
    expect(issued).toMatchObject({ status: 200, body: { state: 'approved', decidedBy: 'dieuphoi' } })
    const account = String(issued.body['account'])
    const { address } = issued.body['activation'] as { address: string }
    expect(address).toMatch(/^https:\/\/kho\.test\/activate#[\w-]{43}$/)
    const token = address.slice(address.indexOf('#') + 1)
    const offered = (await call('POST', '/identity/links/authenticator-offers', { json: { token } })).body
    const codeAt = (step: number) => codeOf(String(offered['secret']), clock.now().getTime() + step * 30_000)
    const use = { token, password, authenticator: { offer: String(offered['offer']), code: codeAt(-1) } }
    expect((await call('POST', '/identity/links/uses', { json: use })).status).toBe(201)
    expect((await call('POST', '/identity/links/uses', { json: use })).status).toBe(404)
    const signIn = { login: 'moi.cap', password }
    const withoutCode = await call('POST', '/identity/sessions', { json: signIn })
    expect(withoutCode).toMatchObject({ status: 401, body: { code: 'identity.codeRequired' } })
    const { status, body, headers } = await call('POST', '/identity/sessions', { json: { ...signIn, code: codeAt(0) } })
    expect(status).toBe(201)
    const [cookie = ''] = [headers['set-cookie']].flat()
    expect(cookie).toMatch(/^__Host-kho_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
    const session = { cookie: cookie.split(';')[0] ?? '' }
    const csrf = { ...session, 'x-csrf-token': String(body['csrfToken']) }
    expect((await call('GET', '/identity/session', { headers: session })).body).toEqual(body)
    expect((await call('GET', '/identity/session')).body).toEqual({ account: null })

    const wanted = { json: { label: 'máy chủ' } }
    expect(await call('POST', '/identity/tokens', { ...wanted, headers: session })).toMatchObject({
      ...{ status: 403, body: { code: 'platform.csrfMismatch' } },
    })
    const issuedToken = await call('POST', '/identity/tokens', { ...wanted, headers: csrf })
    expect(issuedToken.status).toBe(201)
    expect(itemsOf((await call('GET', '/identity/tokens', { headers: session })).body)).toHaveLength(1)
    expect((await call('DELETE', `/identity/tokens/${idOf(issuedToken.body)}`, { headers: csrf })).status).toBe(204)

    expect((await call('POST', `/identity/accounts/${account}/suspension`, { person: 'coordinator' })).status).toBe(204)
    expect((await call('GET', '/identity/session', { headers: session })).body).toEqual({ account: null })
    const again = await call('POST', '/identity/sessions', { json: { ...signIn, code: codeAt(1) } })
    expect(again).toMatchObject({ status: 403, body: { code: 'identity.accountSuspended', clause: 'Điều 15.3' } })
    const accounts = itemsOf((await call('GET', '/identity/accounts?limit=100', { as: 'coordinator' })).body)
    expect(accounts.find(({ id }) => id === account)).toMatchObject({ state: 'suspended' })
  })

  it('signs out', async () => {
    const opened = await call('POST', '/identity/sessions', { json: { login: 'thue', password: demoCity.password } })
    const session = { cookie: [opened.headers['set-cookie']].flat()[0]?.split(';')[0] ?? '' }
    const headers = { ...session, 'x-csrf-token': String(opened.body['csrfToken']) }
    expect((await call('DELETE', '/identity/session', { headers: session })).status).toBe(403)
    expect((await call('DELETE', '/identity/session', { headers })).status).toBe(204)
    expect((await call('GET', '/identity/session', { headers: session })).body).toEqual({ account: null })
  })

  it('creates a unit by an act: prepared, looked at, confirmed (Điều 2)', async () => {
    const parent = await unitOf('Ủy ban nhân dân Thành phố', 'city')
    const instrument = idOf((await call('POST', '/law/instruments', { as: 'committee', json: founding })).body)
    const unit = { kind: 'department', name: 'Sở Mới', nameEn: 'New Department', parent }
    const json = { title: 'Thành lập Sở Mới', instrument, effectiveOn: '2026-03-01', steps: [{ step: 'create', unit }] }
    const act = await call('POST', '/identity/acts', { as: 'coordinator', json })
    expect(act).toMatchObject({ status: 201, body: { state: 'prepared' } })
    const below = `/identity/acts/${idOf(act.body)}`
    const { body: preview } = await call('GET', `${below}/effect`, { as: 'coordinator' })
    expect(preview).toMatchObject({ obstacles: [], effect: { units: [{ name: 'Sở Mới', becomes: 'created' }] } })
    const seen = { person: 'coordinator', json: { digest: preview['digest'] } } as const
    expect(await call('POST', `${below}/confirmation`, { as: 'provider', json: seen.json })).toMatchObject({
      status: 403,
    })
    expect(await call('POST', `${below}/confirmation`, { as: 'coordinator', json: seen.json })).toMatchObject({
      ...{ status: 403, body: { code: 'identity.personNeeded' } },
    })
    expect(await call('POST', `${below}/confirmation`, seen)).toMatchObject({ status: 200, body: { state: 'applied' } })
    const found = await call('GET', `/identity/organisations/${await unitOf('Sở Mới')}?on=2026-03-01`)
    expect(found.body).toMatchObject({ validFrom: '2026-03-01', validTo: null, parent: { kind: 'city' } })
    const before = await call('GET', `/identity/organisations/${await unitOf('Sở Mới')}?on=2026-02-28`)
    expect(before).toMatchObject({ status: 404, body: { code: 'identity.organisationNotThen' } })
  })

  it('slows wrong passwords down and says for how long', async () => {
    const wrong = { json: { login: 'kiemtoan', password: 'khong phai mat khau' } }
    for (let time = 0; time < 5; time += 1) expect((await call('POST', '/identity/sessions', wrong)).status).toBe(401)
    expect(await call('POST', '/identity/sessions', wrong)).toMatchObject({
      ...{ status: 429, headers: { 'retry-after': '1' }, body: { code: 'identity.tooManyAttempts', retryAfter: 1 } },
    })
  })
})

async function unitOf(name: string, kind = 'department'): Promise<string> {
  const { body } = await call('GET', `/identity/organisations?kind=${kind}&q=${encodeURIComponent(name)}`)
  const [unit] = itemsOf(body)
  return unit === undefined ? expect.fail(`There is no unit called ${name}`) : idOf(unit)
}
