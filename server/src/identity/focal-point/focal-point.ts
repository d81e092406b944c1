import { canonicalJson, sha256 } from '../../platform/index.ts'
import type { Id } from '../../platform/index.ts'
import type { OrganisationId, OrgRef, Period } from '../organisation/organisation.ts'

export type FocalPointId = Id<'focalPoint'>

export const focalPointRoles = ['provider', 'consumer'] as const
export type FocalPointRole = (typeof focalPointRoles)[number]

/** A leader without an account, as recorded; all of it is personal data. */
export interface RecordedPerson {
  readonly name: string
  readonly position: string
  readonly phone: string
  readonly email: string
}

/** The leader who answers for what a unit provides or uses (Điều 17.1, 18.1), for a period. */
export interface FocalPoint extends Period {
  readonly id: FocalPointId
  readonly unit: OrganisationId
  readonly role: FocalPointRole
  readonly account: { readonly id: string; readonly login: string; readonly name: string } | null
  readonly person: RecordedPerson | null
}

/** Why a unit has a gap: nobody is named, the one named ends soon and nobody follows, or its account is not active. */
export const gapReasons = ['nobody', 'ends-soon', 'not-active'] as const
export type GapReason = (typeof gapReasons)[number]

export interface FocalPointGap {
  readonly unit: OrgRef
  readonly role: FocalPointRole
  readonly reason: GapReason
  /** The first day without anybody; null when that is so already. */
  readonly from: string | null
}

/** A period of notice: a focal point that ends within it, with nobody to follow, is a gap to come. */
export const noticeDays = 30

/**
 * What an entry of the journal holds in place of a recorded person: SHA-256 of the salt and the canonical JSON of the
 * person. The salt is kept beside the person, so both can be erased and the entry says nothing any more.
 */
export function commitToPerson(person: RecordedPerson, salt: string): Buffer {
  const { name, position, phone, email } = person
  return sha256(`${salt}\n${canonicalJson({ name, position, phone, email })}`)
}
