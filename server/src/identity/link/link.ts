import type { Role } from '../account/role.ts'
import type { OrgRef } from '../organisation/organisation.ts'

export const linkPurposes = ['activation', 'recovery'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

/** What the bearer of a link may set up, and until when. */
export interface LinkFacts {
  readonly purpose: LinkPurpose
  readonly login: string
  readonly name: string
  readonly unit: OrgRef
  readonly roles: readonly Role[]
  readonly expiresAt: Date
}

export interface IssuedLink {
  /** Shown this once, to be handed to the person; only its digest is kept. */
  readonly token: string
  readonly expiresAt: Date
  /** Whether it opens nothing before another person has released it, with the code they are shown. */
  readonly needsRelease: boolean
}

/** What follows the `#` of a link: its secret and, of one that was released, the code its person was told. */
export function tokenParts(token: string): { readonly secret: string; readonly code: string } {
  const [secret = '', ...code] = token.split('.')
  return { secret, code: code.join('') }
}

const hour = 3_600_000
/** Hours a link counts: who is new may be on leave, who has lost everything waits for it. */
const lives: Readonly<Record<LinkPurpose, number>> = { activation: 7 * 24, recovery: 24 }

export function linkExpiry(purpose: LinkPurpose, at: Date): Date {
  return new Date(at.getTime() + lives[purpose] * hour)
}

/** The address a link leads to. The token follows the `#`, which browsers send to no server; a dot asks for the code. */
export function linkAddress(
  origin: string,
  { token, needsRelease }: Pick<IssuedLink, 'token' | 'needsRelease'>,
): string {
  return `${origin}/activate#${token}${needsRelease ? '.' : ''}`
}
