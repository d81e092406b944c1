import { newId } from '../../platform/index.ts'
import type { Clock, Db, Id, Log } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { findCredential } from '../factor/factor.store.ts'
import type { SignInRecord } from './session.ts'
import { insertSignIn, listSignIns } from './session.store.ts'
import type { Where } from './where.ts'

export type ListedSignIn = SignInRecord & { readonly id: Id<'signIn'> }

/** When and how somebody signed in, or tried to. */
export interface History {
  note(accountId: AccountId, record: SignInRecord): Promise<void>
  /** Writes down a try that opened nothing; who waits for its answer does not wait for this. */
  noteRefusal(accountId: AccountId | null, refusal: Omit<SignInRecord, 'at'>): void
  /** The same of a throttle that has closed. */
  noteLockOut(whose: { readonly login: string } | { readonly accountId: AccountId } | undefined, where: Where): void
  listSignIns(accountId: AccountId, page: { after: string | undefined; limit: number }): Promise<ListedSignIn[]>
}

export function createHistory({ db, clock, log }: { db: Db; clock: Clock; log: Log }): History {
  const insert = (accountId: AccountId | null, record: SignInRecord) =>
    insertSignIn(db, { ...record, id: newId<'signIn'>(record.at), accountId })
  return {
    note: insert,
    noteRefusal: (accountId, refusal) => {
      noteLater(insert(accountId, { ...refusal, at: clock.now() }))
    },
    noteLockOut: (whose, where) => {
      noteLater(insertLockOut(whose, { at: clock.now(), outcome: 'locked', method: 'password', ...where }))
    },
    listSignIns: (accountId, page) => listSignIns(db, accountId, page),
  }

  function noteLater(noted: Promise<void>): void {
    noted.catch((error: unknown) => {
      log.warn({ err: error }, 'identity: a refused sign-in was not noted')
    })
  }

  async function insertLockOut(whose: Parameters<History['noteLockOut']>[0], record: SignInRecord): Promise<void> {
    if (whose === undefined || 'accountId' in whose) return insert(whose?.accountId ?? null, record)
    const credential = await findCredential(db, whose.login)
    return insert(credential?.accountId ?? null, record)
  }
}
