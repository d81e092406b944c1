import { newId } from '../../platform/index.ts'
import type { Clock, Db, Id, Log } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import type { SignInRecord } from './session.ts'
import { insertSignIn, listSignIns, removeSignInsBefore } from './session.store.ts'

export type ListedSignIn = SignInRecord & { readonly id: Id<'signIn'> }

/** When and how somebody signed in, or tried to. */
export interface History {
  note(accountId: AccountId, record: SignInRecord): Promise<void>
  /** Writes down a try that opened nothing; who waits for its answer does not wait for this. */
  noteRefusal(accountId: AccountId | null, refusal: Omit<SignInRecord, 'at'>): void
  listSignIns(accountId: AccountId, page: { after: string | undefined; limit: number }): Promise<ListedSignIn[]>
}

/** A year and a month: a yearly look back finds everything. */
const keptMilliseconds = 400 * 86_400_000

export function createHistory({ db, clock, log }: { db: Db; clock: Clock; log: Log }): History {
  const insert = (accountId: AccountId | null, record: SignInRecord) =>
    insertSignIn(db, { ...record, id: newId<'signIn'>(record.at), accountId })
  return {
    note: async (accountId, record) => {
      await removeSignInsBefore(db, new Date(record.at.getTime() - keptMilliseconds))
      await insert(accountId, record)
    },
    noteRefusal: (accountId, refusal) => {
      insert(accountId, { ...refusal, at: clock.now() }).catch((error: unknown) => {
        log.warn({ err: error }, 'identity: a refused sign-in was not noted')
      })
    },
    listSignIns: (accountId, page) => listSignIns(db, accountId, page),
  }
}
