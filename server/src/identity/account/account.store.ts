import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Account, AccountId } from './account.ts'

const columns = sql`
  a.id, a.login, a.name, a.roles, a.state,
  json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'kind', o.kind) AS unit`
const tables = sql`identity.accounts AS a JOIN identity.organisations AS o ON o.id = a.organisation_id`

/** Gives false when the login is taken. */
export async function insertAccount(tx: Tx, account: Account, passwordHash: string): Promise<boolean> {
  const { id, login, name, unit, roles, state } = account
  const inserted = await tx.execute(sql`
    INSERT INTO identity.accounts (id, organisation_id, login, name, roles, state, password_hash, issued_at)
    VALUES (${id}, ${unit.id}, ${login}, ${name}, ${roles}, ${state}, ${passwordHash}, ${tx.at})
    ON CONFLICT DO NOTHING`)
  return inserted === 1
}

/** Closes the account's sessions too; its tokens end with the authority epoch. */
export async function saveSuspension(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.accounts SET state = 'suspended', suspended_at = ${tx.at}
    WHERE id = ${id}::uuid AND state = 'active'`)
  await tx.execute(sql`DELETE FROM identity.sessions WHERE account_id = ${id}::uuid`)
}

export function findAccount(db: Db, id: string): Promise<Account | undefined> {
  return db.first<Account>(sql`SELECT ${columns} FROM ${tables} WHERE a.id = ${id}::uuid`)
}

export interface AccountFilter {
  /** The last account of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** By login. */
export function listAccounts(db: Db, { after, limit }: AccountFilter): Promise<Account[]> {
  return db.rows<Account>(sql`
    SELECT ${columns} FROM ${tables}
    WHERE ${after ?? null}::text IS NULL OR a.login > ${after ?? null}
    ORDER BY a.login LIMIT ${limit}`)
}

export interface Credential {
  readonly accountId: AccountId
  readonly passwordHash: string
}

/** What a login's password is compared with. */
export function findCredential(db: Db, login: string): Promise<Credential | undefined> {
  return db.first<Credential>(sql`
    SELECT id AS "accountId", password_hash AS "passwordHash" FROM identity.accounts WHERE login = ${login}`)
}
