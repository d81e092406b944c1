import type { Id } from '../../platform/index.ts'

export type OrganisationId = Id<'organisation'>

export const organisationKinds = ['city', 'department', 'ward'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

export const identifierSchemes = ['QCVN102', 'QD20', 'MST', 'GSO'] as const
export type IdentifierScheme = (typeof identifierSchemes)[number]

/** A unit as others show it. */
export interface OrgRef {
  readonly id: OrganisationId
  readonly name: string
  readonly nameEn: string
  readonly kind: OrganisationKind
}

/** An identifier a unit holds on `[validFrom, validTo)`. */
export interface Identifier {
  readonly scheme: IdentifierScheme
  readonly value: string
  readonly validFrom: string
  readonly validTo: string | null
}

/** A unit that exists on `[validFrom, validTo)`. */
export interface Organisation extends OrgRef {
  readonly parent: OrgRef | null
  /** Code of the ward a ward's authority covers. */
  readonly territory: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly identifiers: readonly Identifier[]
}

export interface OrganisationInput extends Omit<Organisation, 'id' | 'parent'> {
  readonly parent: string | null
}

/** QCVN 102:2016/BTTTT, Decision 20/2020/QĐ-TTg, tax codes, codes of administrative units. */
const forms: Readonly<Record<IdentifierScheme, RegExp>> = {
  QCVN102: /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/,
  QD20: /^(?=.{1,35}$)[0-9A-Z]+(\.[0-9A-Z]+)*$/,
  MST: /^\d{10}(-\d{3})?$/,
  GSO: /^\d{2,5}$/,
}

export type OrganisationRule = 'parent' | 'territory' | 'period' | 'identifierForm' | 'identifierPeriod'

/** The rules an organisation breaks, in the order of its members. */
export function organisationFaults(input: OrganisationInput): { rule: OrganisationRule; field: string }[] {
  const faults: { rule: OrganisationRule; field: string }[] = []
  if ((input.kind === 'city') !== (input.parent === null)) faults.push({ rule: 'parent', field: 'parent' })
  if (input.territory !== null && input.kind !== 'ward') faults.push({ rule: 'territory', field: 'territory' })
  if (!isPeriod(input)) faults.push({ rule: 'period', field: 'validTo' })
  for (const [place, identifier] of input.identifiers.entries()) {
    const field = `identifiers[${String(place)}]`
    if (!forms[identifier.scheme].test(identifier.value)) faults.push({ rule: 'identifierForm', field })
    if (!isPeriod(identifier)) faults.push({ rule: 'identifierPeriod', field })
  }
  return faults
}

function isPeriod({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }): boolean {
  return validTo === null || validFrom < validTo
}
