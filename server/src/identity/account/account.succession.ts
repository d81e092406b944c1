import { startOfDay, writtenDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Forecast, Succession, SuccessionEffect } from '../act/succession.ts'
import { identityEvents } from '../identity.events.ts'
import type { OrganisationId, OrganisationKind } from '../organisation/organisation.ts'
import { misplacedRoles } from './role.ts'
import type { Role } from './role.ts'
import {
  countPassing,
  listIssuedSince,
  listPassingRoles,
  listStrange,
  passAccounts,
} from './account.succession.store.ts'

/** So many accounts stand in one entry of the journal; an entry holds no more than 60,000 bytes. */
const accountsPerEntry = 1000

/**
 * Accounts go to the successor with the roles they hold there, and what is asked for them is asked in the successor's
 * name, which also answers for them in an open review; sessions and tokens go on with its rights.
 */
export const accountSuccession: SuccessionEffect = {
  preview: async (db, succession) => {
    const lines = await countPassing(db, succession)
    return { lines, contradictions: await contradictionsOf(db, succession) }
  },
  apply: async (tx, succession) => {
    const passed = await passAccounts(tx, succession)
    const byWay = Map.groupBy(passed, ({ from, to }) => `${from} ${to}`)
    for (const accounts of byWay.values()) {
      for (let start = 0; start < accounts.length; start += accountsPerEntry) {
        const part = accounts.slice(start, start + accountsPerEntry)
        const [first] = part
        if (first === undefined) continue
        await tx.record({
          event: identityEvents['account.passed'],
          subject: { type: 'organisation', id: first.from, label: first.fromName },
          payload: { act: succession.act, before: first.from, after: first.to, accounts: part.map(({ id }) => id) },
        })
      }
    }
  },
}

async function contradictionsOf(db: Db, succession: Succession): Promise<Forecast['contradictions']> {
  const { day, today } = succession
  const issued = day < today ? await listIssuedSince(db, succession, startOfDay(day)) : []
  const strange = await listStrange(db, succession)
  const held = await listPassingRoles(db, succession, startOfDay(today))
  return [
    ...issued.map(({ unit, unitName, login, on }) => ({
      unit,
      vi: `Tài khoản ${login} được cấp ở ${unitName} ngày ${writtenDay(on)}, sau khi quyết định có hiệu lực; hãy chọn ngày có hiệu lực sau ngày đó.`,
      en: `Account ${login} was issued in ${unitName} on ${writtenDay(on)}, after this act would have taken effect; choose a later day.`,
    })),
    ...strange.map(({ unit, unitName, account }) => ({
      unit,
      vi: `Tài khoản ${account} được giao riêng nhưng không thuộc ${unitName}; hãy bỏ khỏi danh sách giao riêng.`,
      en: `Account ${account} is assigned but does not belong to ${unitName}; take it out of what is assigned.`,
    })),
    ...held.flatMap((each) => misplaced(each)),
  ]
}

interface HeldRoles {
  readonly from: OrganisationId
  readonly to: string
  readonly toKind: OrganisationKind
  readonly roles: readonly Role[]
  readonly login: string
}

function misplaced({ from, to, toKind, roles, login }: HeldRoles): Forecast['contradictions'] {
  const wrong = misplacedRoles(toKind, roles)
  if (wrong.length === 0) return []
  const names = wrong.join(', ')
  return [
    {
      unit: from,
      vi: `Tài khoản ${login} có vai trò ${names}, mà ${to} không thể có; hãy giao tài khoản này cho đơn vị khác hoặc tạm ngưng trước.`,
      en: `Account ${login} has the roles ${names}, which ${to} cannot have; assign it to another successor or suspend it first.`,
    },
  ]
}
