import { describe, expect, it } from 'vitest'
import { decree, logins, openCityOverHttp } from '../../test/access/city-over-http.ts'
import type { RoleName } from '../../test/access/city-over-http.ts'
import type { Route } from '../platform/index.ts'

const { call, routes } = await openCityOverHttp()

describe('role by operation', () => {
  const guarded = routes.filter(({ permission }) => permission !== 'anyone')
  const pathOf = ({ url }: Route) => url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')

  it.each(guarded.map((route) => [route.operationId, route] as const))('%s', async (_id, route) => {
    expect((await call(route.method, pathOf(route))).status).toBe(401)
    const { permission } = route
    for (const role of Object.keys(logins) as RoleName[]) {
      const caller = route.stepUp ? { person: role } : { as: role }
      const { status, body } = await call(route.method, pathOf(route), caller)
      const may = typeof permission === 'string' || permission.roles.includes(role)
      if (may) expect(status, role).not.toBe(403)
      else expect({ status, code: body['code'] }, role).toEqual({ status: 403, code: 'platform.permissionMissing' })
    }
  })
})

describe('bad input', () => {
  const gets = routes.filter(({ method, schema }) => method === 'GET' && (schema.querystring ?? schema.params))
  const poisons = [
    "' OR 1=1; DROP TABLE law.instruments; --",
    '%00',
    '\\',
    '$1',
    '../../etc/passwd',
    '{"a":1}',
    '0000-00-00',
  ]

  it.each(gets.map((route) => [route.operationId, route] as const))(
    'in every parameter of %s gets an answer, never a 500',
    async (_id, route) => {
      const names = Object.keys((route.schema.querystring as { properties?: object } | undefined)?.properties ?? {})
      for (const poison of poisons) {
        const text = poison === '%00' ? poison : encodeURIComponent(poison)
        const path = route.url.replaceAll(/:\w+/g, text)
        const queries = [...names.map((name) => `${name}=${text}`), '']
        for (const query of queries) {
          const { status } = await call('GET', `${path}?${query}`, { as: 'coordinator' })
          expect(status, `${path}?${query}`).toBeLessThan(500)
        }
      }
    },
  )

  it('takes no forged cursor, nor one of another list', async () => {
    const page = await call('GET', '/catalogue/datasets?limit=1')
    const cursor = String(page.body['next'])
    expect((await call('GET', `/catalogue/datasets?limit=1&cursor=${cursor}`)).status).toBe(200)
    for (const path of [`/catalogue/datasets?q=a&cursor=${cursor}`, `/identity/organisations?cursor=${cursor}`]) {
      expect(await call('GET', path)).toMatchObject({ status: 400, body: { code: 'platform.invalidCursor' } })
    }
    expect((await call('GET', `/law/instruments?cursor=${cursor}x`)).status).toBe(400)
  })

  it('takes no oversized page', async () => {
    for (const path of ['/catalogue/datasets', '/identity/organisations', '/reference/code-lists/dan-toc/entries']) {
      for (const limit of ['0', '-1', '1001', '1e9', 'x']) {
        expect(await call('GET', `${path}?limit=${limit}`)).toMatchObject({
          status: 400,
          body: { code: 'platform.invalidRequest' },
        })
      }
    }
  })

  it('names the field that is wrong', async () => {
    const json = { ...decree, signedOn: '2026-02-30', extra: true }
    const { status, body } = await call('POST', '/law/instruments', { as: 'committee', json })
    expect(status).toBe(400)
    expect((body['errors'] as { field: string }[]).map(({ field }) => field)).toContain('signedOn')
  })

  it.each(['number', 'title', 'issuer', 'signer'])('with a NUL in %s is refused', async (name) => {
    const json = { ...decree, [name]: 'a\0b' }
    expect((await call('POST', '/law/instruments', { as: 'committee', json })).status).toBe(400)
  })
})
