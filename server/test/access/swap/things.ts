import { aWish, createGranting } from '../granting.ts'
import { files, manyFiles, offices } from '../../warehouse/dataset.ts'
import type { OpenWarehouse } from '../../warehouse/open-warehouse.ts'

/** Where the things of each kind are kept, and whether units that have no part in one may know that it is there. */
const kinds = {
  // Điều 2, 7.2, 9, 13.3, 15.2: units, laws, what was delivered and the log itself are told to all.
  ...{ unit: ['identity.organisations', 'open'], instrument: ['law.instruments', 'open'] },
  ...{ submission: ['warehouse.submissions', 'open'], entry: ['journal.entries', 'open'] },
  ...{ review: ['identity.reviews', 'open'], incident: ['access.incidents', 'secret'] },
  // Điều 11.2, 13.1, 18.3: what others ask for, use, keep and get is theirs.
  ...{ grantRequest: ['access.grant_requests', 'secret'], grant: ['access.grants', 'secret'] },
  ...{ subjectRequest: ['access.subject_requests', 'secret'], export: ['warehouse.exports', 'secret'] },
  ...{ upload: ['warehouse.uploads', 'secret'], notice: ['warehouse.notices', 'secret'] },
  ...{ read: ['journal.reads', 'secret'], account: ['identity.accounts', 'secret'] },
  ...{ accountRequest: ['identity.account_requests', 'secret'], session: ['identity.sessions', 'secret'] },
  ...{ token: ['identity.api_tokens', 'secret'], network: ['access.networks', 'secret'] },
} as const satisfies Record<string, readonly [table: string, 'open' | 'secret']>

export interface Thing {
  readonly kind: string
  readonly id: string
  readonly isSecret: boolean
}

/** Lets others work, so that there is a thing of each kind in which the units that ask have no part; gives one of each. */
export async function makeThings(warehouse: OpenWarehouse): Promise<Thing[]> {
  const { deliver, people, modules, testing } = warehouse
  const call: typeof warehouse.call = async (...asked) => {
    const answer = await warehouse.call<never>(...asked)
    if (answer.status >= 400) throw new Error(`${asked[1]}: ${answer.text}`)
    return answer
  }
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(3))
  const granting = createGranting(warehouse)
  await granting.grantTo('otherWard', { ...aWish() })
  await granting.ask('ward', { ...aWish() })
  await call('hospital', `/warehouse/datasets/${files}/records`, { query: { purpose: 'nghiep-vu' } })
  await call('hospital', `/warehouse/datasets/${files}/exports`, {
    ...{ method: 'POST', body: { format: 'csv', purpose: 'nghiep-vu' } },
  })
  await call('provider', '/warehouse/uploads', {
    method: 'POST',
    headers: {
      ...{ 'tus-resumable': '1.0.0', 'upload-length': '10' },
      'upload-metadata': `dataset ${Buffer.from(files).toString('base64')}`,
    },
  })
  await deliver('TUYỆT MẬT\nma,ten\nDV9,Chi nhánh Chín\n', { dataset: offices })
  const person = { name: 'Trần Thị Ánh', identityNumber: '079190000001', contact: '12 Lê Lợi', wish: 'Xin bản sao' }
  await call('provider', '/access/subject-requests', { method: 'POST', body: { kind: 'copy', subject: person } })
  const account = {
    kind: 'issue',
    name: 'Người Mới',
    login: 'nguoi.moi',
    roles: [{ role: 'consumer' }],
    reason: 'Mới về',
  }
  await call('ward', '/identity/account-requests', {
    ...{ method: 'POST', body: { ...account, unit: people.ward.unit.id } },
  })
  await call('coordinator', '/identity/reviews', { method: 'POST', asPerson: true })
  const network = { zone: 'dedicated', network: '10.1.0.0/16', name: 'Mạng chuyên dùng' } as const
  await modules.zones.addNetwork(people.coordinator.principal, network, undefined)
  // The provider of tokens makes its first key when it is first asked.
  await warehouse.app.inject('/openid/jwks')
  const strangers = [people.stranger, people.otherProvider]
  const found = Object.entries(kinds).map(async ([kind, [table, knowledge]]): Promise<Thing> => {
    const others = strangers.map(({ unit, principal }) => `'${unit.id}', '${principal.accountId}'`).join(', ')
    const rows = await testing.asAdmin<{ id: string }>(
      `SELECT t.id::text AS id FROM ${table} AS t WHERE NOT (to_jsonb(t)::text ~ ANY (ARRAY[${others}])) ORDER BY t.id LIMIT 1`,
    )
    const [row] = rows
    if (!row) throw new Error(`There is no ${kind}`)
    return { kind, id: row.id, isSecret: knowledge === 'secret' }
  })
  return Promise.all(found)
}
