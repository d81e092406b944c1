import { anActor, anInstrument } from '../../src/law/testing.ts'
import { files } from '../warehouse/dataset.ts'
import type { OpenWarehouse } from '../warehouse/open-warehouse.ts'
import type { Who } from '../warehouse/people.ts'

export interface WiredRequest {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly dueAt: string | null
  readonly isOverdue: boolean
  readonly acts: readonly string[]
  readonly grant: { readonly id: string } | null
  readonly changes: readonly object[]
}

export interface WiredGrant {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly holders: readonly { readonly id: string }[]
  readonly startsAt: string
  readonly endsAt: string
  readonly instrument: { readonly number: string }
}

/** What a unit asks for; tests say what matters to them. */
export const aWish = (over: object = {}) => ({
  dataset: files,
  purpose: 'nghiep-vu',
  extent: {
    fields: [
      { name: 'ma', mask: null },
      { name: 'ho_ten', mask: null },
      { name: 'phuong', mask: null },
    ],
    rows: [],
    channels: ['list', 'lookup', 'changes', 'export'],
    rowsPerDay: 10_000,
  },
  legalBasis: 'Luật Quản lý thuế, Điều 98',
  reasons: 'Đối chiếu diện được miễn, giảm',
  endsAt: '2026-12-31T17:00:00.000Z',
  ...over,
})

const text = 'Đã xem xét'
let consents = 0

/** How a request goes through its steps, each by who takes it. */
export function createGranting({ call, modules }: Pick<OpenWarehouse, 'call' | 'modules'>) {
  const post = <Body = WiredRequest>(who: Who, path: string, body: object, asPerson?: true) =>
    call<Body>(who, path, { method: 'POST', body, ...(asPerson && { asPerson }) })
  const ask = <Body = WiredRequest>(who: Who, over: object = {}) =>
    post<Body>(who, '/access/grant-requests', aWish(over))
  const opine = (who: Who, id: string, agrees = true) =>
    post(who, `/access/grant-requests/${id}/opinion`, { agrees, text })
  const check = (who: Who, id: string, passesOn = true) =>
    post(who, `/access/grant-requests/${id}/check`, { passesOn, text })
  const consent = async (who: Who, id: string, instrument?: string) => {
    consents += 1
    const named = instrument ?? (await anInstrumentOfConsent(`${String(consents)}/UBND-ĐY`))
    return post(who, `/access/grant-requests/${id}/consent`, { instrument: named }, true)
  }
  const anInstrumentOfConsent = async (number: string, fileDigest: string | null = 'a'.repeat(64)) =>
    (await modules.law.register(anActor(), anInstrument({ number, title: 'Văn bản đồng ý', fileDigest }))).id
  /** From asking to the consent; gives the grant. */
  const grantTo = async (who: Who, over: object = {}): Promise<WiredGrant> => {
    const asked = await ask(who, over)
    if (asked.status !== 201) throw new Error(asked.text)
    return goOn(who, asked.body.id)
  }
  const goOn = async (who: Who, id: string): Promise<WiredGrant> => {
    for (const step of [() => opine('provider', id), () => check('coordinator', id), () => consent('committee', id)]) {
      const taken = await step()
      if (taken.status !== 200) throw new Error(taken.text)
    }
    const { body } = await call<{ items: WiredGrant[] }>(who, '/access/grants')
    const [made] = body.items
    if (!made) throw new Error('There is no grant')
    return made
  }
  return { ask, opine, check, consent, anInstrumentOfConsent, grantTo, goOn, post }
}
