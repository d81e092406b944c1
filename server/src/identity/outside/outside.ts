import type { Id } from '../../platform/index.ts'

export type OutsideLinkId = Id<'outsideLink'>

/** Whom the provider says it signed in. */
export interface OutsidePerson {
  readonly subject: string
  readonly isPhishingResistant: boolean
}

/** That a person there is the person of an account here. */
export interface OutsideLink {
  readonly id: OutsideLinkId
  readonly issuer: string
  readonly linkedAt: Date
  /** Whether a second person said so, too: without, a sign-in by it holds no guarded roles, whatever the provider says. */
  readonly isConfirmed: boolean
}

/** Whether claims on how somebody was signed in hold one of the words that count. */
export function isSaidToResist({ acr, amr }: Readonly<Record<string, unknown>>, words: readonly string[]): boolean {
  const said: unknown[] = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])]
  return said.some((word) => typeof word === 'string' && words.includes(word))
}
