import { expect, it } from 'vitest'
import { clientWith, itemsOf, signIn } from '../harness/client.ts'

const purpose = encodeURIComponent('dich-vu-cong: Lập danh sách khám sức khỏe')
const people = '/warehouse/datasets/dan-cu/records'

it('lets a unit find a dataset without diacritics and without signing in (Điều 7.2)', async () => {
  const answer = await clientWith({}).get('/catalogue/datasets?q=dan%20cu')
  expect(itemsOf(answer).map((dataset) => dataset['code'])).toContain('dan-cu')
})

it('shows the five facts of each row of the catalogue in force, and the decision it rests on (Điều 9)', async () => {
  const { body } = await clientWith({}).get('/catalogue/versions/current')
  // Another decision, when a dataset was added meanwhile.
  expect((body['instrument'] as { number: string }).number).toMatch(/\/QĐ-DEMO$/)
  const rows = body['rows'] as Record<string, unknown>[]
  const row = rows.find((each) => (each['dataset'] as { code: string }).code === 'dan-cu')
  expect(row).toMatchObject({
    provider: { name: 'Công an Thành phố' },
    updateMethod: 'full',
    updateFrequency: 'monthly',
  })
  expect(row?.['consumers']).toHaveLength(2)
})

it('lets an allowed unit read with its purpose, and writes the read down before it answers (Điều 11.2, 18.2)', async () => {
  const answer = await (await signIn('yte')).get(`${people}?limit=3&purpose=${purpose}`)
  expect(answer.status).toBe(200)
  expect(itemsOf(answer)).toHaveLength(3)
  expect(answer.body['count']).toEqual({ kind: 'exact', value: 20_000 })
  const [read] = itemsOf(await (await signIn('kiemtoan')).get('/journal/reads?dataset=dan-cu&limit=1'))
  expect(read).toMatchObject({
    purpose: 'dich-vu-cong: Lập danh sách khám sức khỏe',
    rows: 3,
    actor: { unitName: 'Sở Y tế' },
  })
  const digest = answer.headers.get('repr-digest')?.replace(/^sha-256=:|:$/g, '') ?? ''
  expect(read?.['digest']).toBe(Buffer.from(digest, 'base64').toString('hex'))
})

it('gives a ward only the people of its own territory (Điều 11.2)', async () => {
  const ward = await signIn('phuong.saigon')
  const answer = await ward.get(`${people}?limit=1000&purpose=${purpose}`)
  expect(new Set(itemsOf(answer).map((person) => person['ma_phuong_xa']))).toEqual(new Set(['26740']))
  const foreign = itemsOf(
    await (await signIn('yte')).get(`${people}?filter=ma_phuong_xa:ne:26740&limit=1&purpose=${purpose}`),
  )
  const { status } = await ward.get(`${people}/${String(foreign[0]?.['so_dinh_danh'])}?purpose=${purpose}`)
  expect(status).toBe(404)
})

it('refuses a unit that is not allowed with a 403 that names the clause and what to do (Điều 11.2)', async () => {
  const { status, body } = await (await signIn('thue')).get(`${people}?purpose=${purpose}`)
  expect(status).toBe(403)
  expect(body).toMatchObject({ code: 'access.readRefused', clause: 'Điều 11.2' })
  expect(String(body['remedy'])).toContain('Ủy ban nhân dân Thành phố')
})

it('takes a delivery only from the provider (Điều 10)', async () => {
  const path = '/warehouse/datasets/dan-toc/submissions'
  const { status, body } = await (await signIn('hokhau')).send('POST', path, 'ma,ten\n01,Kinh\n', 'text/csv')
  expect(status).toBe(403)
  expect(body).toMatchObject({ code: 'access.submitRefused', clause: 'Điều 10' })
})

it('applies an API token until it is revoked, and not one request longer (Điều 7.1)', async () => {
  const session = await signIn('yte')
  const issued = await session.send('POST', '/identity/tokens', { label: 'acceptance', expiresInDays: 1 })
  const program = clientWith({ authorization: `Bearer ${String(issued.body['token'])}` })
  const [person] = itemsOf(await program.get(`${people}?limit=1&purpose=${purpose}`))
  const keyed = `${people}/${String(person?.['so_dinh_danh'])}?purpose=${purpose}`
  expect((await program.get(keyed)).status).toBe(200)
  expect((await session.send('DELETE', `/identity/tokens/${String(issued.body['id'])}`)).status).toBe(204)
  expect((await program.get(keyed)).status).toBe(401)
})

it('keeps every change in a journal whose tree anybody can see grow (Điều 13.3)', async () => {
  const auditor = await signIn('kiemtoan')
  const before = (await auditor.get('/journal/checkpoint')).body
  const session = await signIn('noivu')
  await session.send('POST', '/identity/tokens', { label: 'acceptance', expiresInDays: 1 })
  await expect
    .poll(async () => (await auditor.get('/journal/checkpoint')).body['size'])
    .toBeGreaterThan(Number(before['size']))
  const [entry] = itemsOf(await auditor.get('/journal/entries?event=identity.token.issued&limit=1'))
  expect(entry).toMatchObject({
    event: 'identity.token.issued',
    actor: { accountName: 'noivu', unitName: 'Sở Nội vụ' },
  })
})
