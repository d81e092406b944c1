import type { Modules } from '../modules.ts'
import { systemActor } from '../../journal/index.ts'
import { demoCity } from './demo-city.ts'
import { formerUnits, wardCommittees } from './organisations.ts'
import type { SeedOrganisation } from './organisations.ts'

const actor = systemActor('demo')
const reformDay = '2025-07-01'

/**
 * Organisations by their demo code, with their history: the city, its departments, and its districts and wards as they
 * were are brought in; then the reorganisation of 1 July 2025 takes effect as the one act it was (Điều 2). What is there
 * already, by name and first day, is left as it is.
 */
export async function registerUnits(
  { identity }: Modules,
  laws: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const present = new Map((await allUnits(identity)).map((unit) => [keyOf(unit), unit.id as string]))
  const ids = new Map<string, string>()
  const bodies = demoCity.organisations.filter((unit) => !wardCommittees.includes(unit))
  const levels = [
    bodies.filter(({ kind }) => kind === 'city'),
    bodies.filter(({ kind }) => kind !== 'city'),
    formerUnits.filter(({ kind }) => kind === 'district'),
    formerUnits.filter(({ kind }) => kind !== 'district'),
  ]
  for (const units of levels) {
    const missing = units.filter((unit) => !present.has(keyOf(unit)))
    if (missing.length > 0) {
      const inputs = missing.map((unit) => inputOf(unit, ids))
      for (const unit of await identity.registerOrganisations(actor, inputs)) present.set(keyOf(unit), unit.id)
    }
    for (const unit of units) ids.set(unit.code, present.get(keyOf(unit)) ?? '')
  }
  if (!wardCommittees.every((unit) => present.has(keyOf(unit)))) await reform(identity, ids, laws)
  const after = new Map((await allUnits(identity)).map((unit) => [keyOf(unit), unit.id as string]))
  for (const unit of wardCommittees) ids.set(unit.code, after.get(keyOf(unit)) ?? '')
  return ids
}

/** Wards, communes and the special zone begin, districts and all below them end, each with its successors, all in one. */
async function reform(
  identity: Modules['identity'],
  ids: ReadonlyMap<string, string>,
  laws: ReadonlyMap<string, string>,
): Promise<void> {
  const instrument = laws.get(demoCity.reform.instrument) ?? ''
  const act = await identity.prepareAct(actor, {
    ...{ title: demoCity.reform.title, instrument, effectiveOn: reformDay },
    steps: [
      ...wardCommittees.map(({ code, kind, name, nameEn, parent, territory, identifiers }) => ({
        step: 'create' as const,
        ref: code,
        unit: {
          ...{ kind, name, nameEn, territory, parent: ids.get(parent ?? '') ?? null, identifiers },
          functions: [demoCity.reform.remit],
        },
      })),
      ...formerUnits.map(({ code, successors }) => {
        const unit = ids.get(code) ?? ''
        const [only = '', ...others] = successors
        if (others.length === 0) return { step: 'merge' as const, units: [unit], into: only }
        return { step: 'split' as const, unit, into: successors, assigned: [] }
      }),
    ],
  })
  const { digest } = await identity.previewAct(act.id)
  await identity.confirmAct(actor, act.id, { digest })
}

function inputOf(unit: SeedOrganisation, ids: ReadonlyMap<string, string>) {
  const { kind, name, nameEn, territory, validFrom, validTo, identifiers } = unit
  return {
    ...{ kind, name, nameEn, territory, validFrom, validTo },
    parent: unit.parent === null ? null : (ids.get(unit.parent) ?? null),
    identifiers: identifiers.map((identifier) => ({ ...identifier, validFrom, validTo })),
  }
}

/** Two units may have had one name, one after the other. */
const keyOf = ({ name, validFrom }: { readonly name: string; readonly validFrom: string }) => `${validFrom} ${name}`

function allUnits(identity: Modules['identity']) {
  const everything = { kind: undefined, q: undefined, parent: undefined, after: undefined }
  return identity.listOrganisations({ ...everything, limit: 10_000 })
}
