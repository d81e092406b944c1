import type { Principal } from '../identity/index.ts'
import type { Actor } from '../journal/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { Dataset } from './dataset.ts'

/** Who describes datasets: a principal, or the system itself (`via: 'system'`). */
export type Author = Actor & Partial<Pick<Principal, 'roles'>>

/** Only the provider describes a dataset (Điều 10); the coordinator and the system may do it for any unit. */
export function refuseStranger(author: Author, { code, provider }: Pick<Dataset, 'code' | 'provider'>): void {
  if (author.via === 'system' || author.unitId === provider.id) return
  if (author.roles?.includes('coordinator') === true) return
  throw catalogueProblems.notYourDataset({ dataset: code, provider: provider.name })
}
