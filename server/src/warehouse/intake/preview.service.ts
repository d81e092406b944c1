import type { Access } from '../../access/index.ts'
import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { ByteSource, Clock, Db, Language } from '../../platform/index.ts'
import { faultMessage, faultSummary } from '../checking/fault.ts'
import { contextOf } from '../checking/fault-context.ts'
import { readingHint } from '../checking/reading-hint.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { reasonText } from './detection.texts.ts'
import { guessProfile, tableOf } from './guess.ts'
import type { Guess } from './guess.ts'
import { layoutOf } from './layout.ts'
import { columnsOf, tryRows } from './preview.ts'
import { requireUsable } from './profile.service.ts'
import { findProfile } from './profile.store.ts'
import { knownProfile } from './profile.ts'
import type { Profile, ProfileInput } from './profile.ts'

export interface PreviewRequest {
  readonly dataset: string
  readonly source: ByteSource
  /** What is left out is as remembered, else guessed. */
  readonly said: ProfileInput | undefined
  readonly language: Language
}

export interface PreviewDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly clock: Clock
}

export interface Previews {
  of(sender: Principal, request: PreviewRequest): Promise<unknown>
}

const shownRows = 20
const shownSamples = 5

export function createPreviews({ db, access, catalogue, clock }: PreviewDeps): Previews {
  return {
    of: async (sender, request) => {
      await access.authorise(sender, 'submit', request.dataset, undefined, clock.now())
      const dataset = await catalogue.getDataset(request.dataset)
      const structure = await catalogue.currentStructure(dataset.id)
      if (!structure) throw warehouseProblems.structureMissing()
      const { source, said } = request
      if (said) requireUsable(said, structure)
      const remembered = await findProfile(db, dataset.id)
      const known = knownProfile(said, remembered)
      const guess = known ? await looked(source, known, structure) : await guessProfile(source, structure, said)
      if (said) requireUsable(guess.profile, structure)
      return toWire(guess, structure, request.language, !said && remembered !== undefined)
    },
  }
}

async function looked(source: ByteSource, profile: Profile, structure: Structure): Promise<Guess> {
  return { profile, reasons: [], layout: await layoutOf(source, profile, structure) }
}

function toWire({ profile, reasons, layout }: Guess, structure: Structure, language: Language, remembered: boolean) {
  const { headings, rows } = tableOf(layout, profile)
  const columns = columnsOf(headings, profile, structure)
  const { conversions, faults } = tryRows(rows, columns, profile)
  const filled = new Set(columns.map(({ field }) => field))
  const titleOf = (field: Structure['fields'][number]) => (language === 'vi' ? field.title : field.titleEn)
  const expected = { title: '', expected: '', value: layout.refusal?.value ?? '' }
  return {
    ...{ profile, remembered },
    reasons: reasons.map((reason) => ({
      setting: reason.setting,
      value: reason.value,
      text: reasonText(reason, language),
    })),
    ...{ sheets: layout.sheets, undecidedSheets: layout.rivals },
    columns: columns.map(({ source, field, place }) => ({
      source,
      field: field?.name ?? null,
      title: field ? titleOf(field) : null,
      samples: rows
        .map(({ cells }) => cells[place] ?? '')
        .filter((cell) => cell !== '')
        .slice(0, shownSamples),
    })),
    rows: rows.slice(0, shownRows).map(({ cells }) => headings.map((_heading, place) => cells[place] ?? null)),
    conversions: conversions.map(({ field, ...rest }) => ({ field: field.name, ...rest })),
    faults: [
      ...(layout.refusal
        ? [{ rule: layout.refusal.rule, field: null, text: faultSummary(layout.refusal.rule, 1, expected, language) }]
        : []),
      ...faults.map(({ rule, field, cell }) => ({
        ...{ rule, field: field.name },
        text: `${faultMessage(rule, contextOf({ ...structure, dates: profile.dates }, rule, field.name, language), language)}${readingHint(field, rule, [cell], language)}`,
      })),
    ],
    missingFields: structure.fields.filter((field) => !filled.has(field)).map(({ name }) => name),
    unknownColumns: columns.filter(({ field, isLeftOut }) => !field && !isLeftOut).map(({ source }) => source),
  }
}
