import type { Identity, OrgRef } from '../identity/index.ts'
import type { Database } from '../platform/index.ts'
import type { Reference } from '../reference/index.ts'
import { listCodeListUses } from './code-list-use.store.ts'
import type { CodeListUseRow } from './code-list-use.store.ts'
import { unitIn } from './facts.ts'

export interface CodeListUses {
  /** Datasets that take values from a list; throws `reference.codeListNotFound`. */
  listCodeListUses(list: string): Promise<(Omit<CodeListUseRow, 'provider'> & { provider: OrgRef })[]>
}

interface Deps {
  readonly database: Database
  readonly identity: Identity
  readonly reference: Reference
}

export function createCodeListUses({ database, identity, reference }: Deps): CodeListUses {
  return {
    listCodeListUses: async (list) => {
      await reference.getCodeList(list)
      const rows = await listCodeListUses(database.application, list)
      const units = await identity.orgRefs([...new Set(rows.map(({ provider }) => provider))])
      return rows.map((row) => ({ ...row, provider: unitIn(units, row.provider) }))
    },
  }
}
