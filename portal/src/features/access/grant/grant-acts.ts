import type { Grant } from '../../../api/types.ts'

/** Who looks at a grant, as far as it decides what they may do. */
interface Reader {
  readonly unit: { readonly id: string }
  readonly roles: readonly string[]
}

export type OfferedAct = 'hold' | 'release' | 'revocation' | 'renewal' | 'amendment'

/** What a reader is offered: a grant that is over is only looked at; a party holds back and lets go what it held itself. */
export function offeredActs(grant: Grant, reader: Reader): OfferedAct[] {
  const { state, holds } = grant
  if (state === 'ended' || state === 'revoked' || state === 'amended') return []
  const parties = partiesOf(grant, reader)
  const isHeld = (party: string) => holds.some((hold) => hold.party === party && hold.letGoAt === null)
  return [
    ...(parties.includes('consumer') ? (['renewal', 'amendment'] as const) : []),
    ...(parties.some(isHeld) ? (['release'] as const) : []),
    ...(parties.some((party) => !isHeld(party)) ? (['hold'] as const) : []),
    ...(reader.roles.includes('committee') ? (['revocation'] as const) : []),
  ]
}

type Party = Grant['holds'][number]['party']

function partiesOf({ holders, dataset }: Grant, { unit, roles }: Reader): Party[] {
  const isHolder = holders.some(({ id }) => id === unit.id)
  const may: Readonly<Record<Party, boolean>> = {
    provider: dataset.provider.id === unit.id && roles.includes('provider'),
    consumer: isHolder && (roles.includes('consumer') || roles.includes('provider')),
    coordinator: roles.includes('coordinator'),
  }
  return (['provider', 'consumer', 'coordinator'] as const).filter((party) => may[party])
}
