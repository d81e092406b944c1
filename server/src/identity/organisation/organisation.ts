import type { Id } from '../../platform/index.ts'

export type OrganisationId = Id<'organisation'>

/**
 * `city` is the People's Committee of the city, the root of the tree; `committee` any other committee, board or council.
 * Districts are units of the past (Điều 2): the last day of any is 30 June 2025.
 */
export const organisationKinds = [
  'city',
  'committee',
  'department',
  'district',
  'ward',
  'commune',
  'special-zone',
  'service-unit',
  'enterprise',
  'outside-body',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** The first day without districts: the city has two levels of government since. */
export const districtsEnd = '2025-07-01'

const wardLevel: readonly OrganisationKind[] = ['ward', 'commune', 'special-zone']

/** Wards, communes and the special zone: the lowest level of government, each with a territory of its own. */
export function isWardLevel(kind: OrganisationKind): boolean {
  return wardLevel.includes(kind)
}

export const identifierSchemes = ['QCVN102', 'QD20', 'MST', 'GSO'] as const
export type IdentifierScheme = (typeof identifierSchemes)[number]

/** A unit as others show it. */
export interface OrgRef {
  readonly id: OrganisationId
  readonly name: string
  readonly nameEn: string
  readonly kind: OrganisationKind
}

/** Days on `[validFrom, validTo)`; null for no end. */
export interface Period {
  readonly validFrom: string
  readonly validTo: string | null
}

/** An identifier a unit holds for a period. */
export interface Identifier extends Period {
  readonly scheme: IdentifierScheme
  readonly value: string
}

/** What a unit is there for, with the text of law that says so: a registered instrument, a citation or both. */
export interface OrganisationFunction extends Period {
  readonly text: string
  /** Id of the instrument. */
  readonly instrument: string | null
  readonly citation: string | null
}

/** A unit that exists for a period, as it stands on the day asked for. */
export interface Organisation extends OrgRef, Period {
  readonly parent: OrgRef | null
  /** Code of the ward a ward's authority covers. */
  readonly territory: string | null
  readonly identifiers: readonly Identifier[]
}

export interface OrganisationInput extends Omit<Organisation, 'id' | 'parent'> {
  readonly parent: string | null
  readonly functions?: readonly OrganisationFunction[]
}

/** QCVN 102:2016/BTTTT, Decision 20/2020/QĐ-TTg, tax codes, codes of administrative units. */
const forms: Readonly<Record<IdentifierScheme, RegExp>> = {
  QCVN102: /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/,
  QD20: /^(?=.{1,35}$)[0-9A-Z]+(\.[0-9A-Z]+)*$/,
  MST: /^\d{10}(-\d{3})?$/,
  GSO: /^\d{2,5}$/,
}

export type OrganisationRule =
  | 'parent'
  | 'territory'
  | 'period'
  | 'district'
  | 'identifierForm'
  | 'identifierPeriod'
  | 'functionPeriod'
  | 'functionGround'

export interface OrganisationFault {
  readonly rule: OrganisationRule
  readonly field: string
}

/** The rules an organisation breaks, in the order of its members; `today` is the local day. */
export function organisationFaults(input: OrganisationInput, today: string): OrganisationFault[] {
  const faults: OrganisationFault[] = []
  if ((input.kind === 'city') !== (input.parent === null)) faults.push({ rule: 'parent', field: 'parent' })
  if (input.territory !== null && !isWardLevel(input.kind)) faults.push({ rule: 'territory', field: 'territory' })
  if (!isPeriod(input)) faults.push({ rule: 'period', field: 'validTo' })
  if (input.kind === 'district' && outlivesDistricts(input, today)) faults.push({ rule: 'district', field: 'validTo' })
  return [...faults, ...identifierFaults(input.identifiers), ...functionFaults(input.functions ?? [])]
}

/** Before that day nobody has to know yet when a district will end. */
function outlivesDistricts({ validFrom, validTo }: Period, today: string): boolean {
  if (validFrom >= districtsEnd) return true
  return validTo === null ? today >= districtsEnd : validTo > districtsEnd
}

export function identifierFaults(identifiers: readonly Identifier[]): OrganisationFault[] {
  return identifiers.flatMap((identifier, place): OrganisationFault[] => {
    const field = `identifiers[${String(place)}]`
    return [
      ...(forms[identifier.scheme].test(identifier.value) ? [] : [{ rule: 'identifierForm' as const, field }]),
      ...(isPeriod(identifier) ? [] : [{ rule: 'identifierPeriod' as const, field }]),
    ]
  })
}

export function functionFaults(functions: readonly OrganisationFunction[]): OrganisationFault[] {
  return functions.flatMap((remit, place): OrganisationFault[] => {
    const field = `functions[${String(place)}]`
    return [
      ...(isPeriod(remit) ? [] : [{ rule: 'functionPeriod' as const, field }]),
      ...(remit.instrument === null && remit.citation === null ? [{ rule: 'functionGround' as const, field }] : []),
    ]
  })
}

function isPeriod({ validFrom, validTo }: Period): boolean {
  return validTo === null || validFrom < validTo
}

/** Whether a period holds a day; ISO days compare as text. */
export function holdsDay({ validFrom, validTo }: Period, day: string): boolean {
  return validFrom <= day && (validTo === null || day < validTo)
}
