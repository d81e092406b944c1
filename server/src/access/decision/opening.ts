import { sensitivities } from '../../catalogue/index.ts'
import type { Field, Sensitivity } from '../../catalogue/index.ts'
import { isWardLevel } from '../../identity/index.ts'
import { openExtent } from '../grant/extent.ts'
import type { Mask, RowScope } from '../grant/extent.ts'
import type { GrantInUse } from '../grant/grant-in-use.ts'
import type { HeldGrant } from '../grant/standing.ts'
import type { Extent, FieldExtent } from '../policy/index.ts'
import { showsAsIs } from '../purpose/purpose.ts'
import type { Facts } from './facts.ts'
import type { Narrowing } from './reason.ts'
import { writtenNumber } from '../written-number.ts'

/** What may be seen. */
export interface Opened {
  /** Names of the fields allowed; none when refused. */
  readonly fields: readonly string[]
  /** All of them hold of a row that may be read; all rows where there are none. */
  readonly rowScope: readonly RowScope[]
  /** By the name of a field: what is shown in place of its values. */
  readonly masks: Readonly<Record<string, Mask>>
  /** The consent the answer follows from; null where the catalogue itself opens the data, and when refused. */
  readonly grant: GrantInUse | null
  /** Of fields that the structure in force no longer has, those of such a sensitivity may be seen in earlier states. */
  readonly endedFields: readonly Sensitivity[]
}

/** What a permission comes to: of this dataset, for this unit and this purpose. */
interface Opening extends Opened {
  /** What is less than everything, and why. */
  readonly narrowing: readonly Narrowing[]
}

export function openedBy(extent: Extent, facts: Facts): Opening {
  if (extent.fields !== 'grant' && extent.rows !== 'grant') return openedByCatalogue(extent.fields, extent, facts)
  const { grant } = facts.standing
  if (!grant) throw new Error('Policies opened a grant where none is live')
  return openedByGrant(grant, facts)
}

function openedByCatalogue(fields: Exclude<FieldExtent, 'grant'>, { rows }: Extent, facts: Facts): Opening {
  const declared = facts.structure?.fields ?? []
  const permitted = sensitivitiesOf(fields)
  const seen = permitted.filter((sensitivity) => isForPurpose(facts, sensitivity))
  const shown = declared.filter(({ sensitivity }) => seen.includes(sensitivity))
  const rowScope = rows === 'territory' ? territoryOf(facts, declared) : []
  const isWithheld = declared.some(({ sensitivity }) => !permitted.includes(sensitivity))
  const isBeyond = declared.some(({ sensitivity }) => permitted.includes(sensitivity) && !seen.includes(sensitivity))
  return {
    fields: shown.map(({ name }) => name),
    rowScope,
    ...{ masks: {}, grant: null, endedFields: seen },
    narrowing: [
      ...(rowScope.length > 0 ? (['ownTerritoryOnly'] as const) : []),
      ...(isWithheld ? (['sensitiveWithheld'] as const) : []),
      ...(isBeyond ? (['beyondPurpose'] as const) : []),
    ],
  }
}

function sensitivitiesOf(extent: Exclude<FieldExtent, 'grant'>): readonly Sensitivity[] {
  const seen = { all: sensitivities, notSensitive: ['none', 'personal'], plain: ['none'] } as const
  return seen[extent]
}

/** What is submitted or read without a registered purpose is not cut to one. */
function isForPurpose({ action, registered }: Facts, sensitivity: Sensitivity): boolean {
  return action === 'submit' || registered === undefined || showsAsIs(registered.shows, sensitivity)
}

/** The rows of a ward's own territory, where the structure tells them. */
function territoryOf({ unit }: Facts, declared: readonly Field[]): readonly RowScope[] {
  const field = declared.find(({ territory }) => territory)
  if (!isWardLevel(unit.kind) || !field) return []
  if (unit.territory === null) throw new Error(`Policies opened the territory of ${unit.id}, which has none`)
  return [{ field: field.name, values: [unit.territory] }]
}

/** Exactly what was consented to, and of fields that ended since nothing. */
function openedByGrant(grant: HeldGrant, { structure }: Facts): Opening {
  const declared = structure?.fields ?? []
  const opened = structure ? openExtent(grant.extent, structure) : { fields: [], masks: {}, rowScope: [] }
  const { id, purpose, extent } = grant
  return {
    ...opened,
    grant: { id, number: writtenNumber(grant), purpose, channels: extent.channels, rowsPerDay: extent.rowsPerDay },
    endedFields: [],
    narrowing: [
      ...(opened.rowScope.length > 0 ? (['rowsOfGrant'] as const) : []),
      ...(opened.fields.length < declared.length ? (['fieldsOfGrant'] as const) : []),
      ...(Object.keys(opened.masks).length > 0 ? (['masked'] as const) : []),
    ],
  }
}
