import type { Body, Client } from './client.ts'
import { done } from './dataset.ts'

export interface WantedAccount {
  readonly unit: string
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
}

/** Has an account asked for by one person and issued by another; gives the decision, with the activation link. */
export async function issueAccount(asker: Client, decider: Client, wanted: WantedAccount): Promise<Body> {
  const request = await done(asker, 'POST', '/identity/account-requests', {
    ...{ kind: 'issue', ...wanted, roles: wanted.roles.map((role) => ({ role })), reason: 'Người mới nhận việc' },
  })
  return done(decider, 'POST', `/identity/account-requests/${String(request['id'])}/decision`, {
    ...{ outcome: 'approved', decision: '01/QĐ-THU' },
  })
}
