import type { FieldFault, Language } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { CatalogueRow } from './version.ts'
import type { Dataset, DatasetInput, DatasetKind } from './dataset.ts'
import type { DeclaredField } from './field.ts'
import { allowedLoads, kindFaults, kindRules } from './kind.ts'
import type { KindLoad } from './kind.ts'
import { kindFaultText, kindNames } from './kind.texts.ts'
import { kindFieldRules } from './structure.ts'
import type { Structure } from './structure.ts'
import { structureFaultTexts } from './structure.texts.ts'

/** Refuses facts that the kind of the dataset does not allow (Điều 3.2–3.6). */
export function refuseKindFaults(input: DatasetInput, language: Language): void {
  const rules = kindRules(input.kind)
  const errors = kindFaults(input).map((fault) => ({ field: fault, message: kindFaultText(fault, rules, language) }))
  refuse(input, errors, language)
}

/** Refuses a kind that the structure in force does not fit. */
export function refuseKindOfStructure(
  input: DatasetInput,
  structure: Structure | undefined,
  context: { kinds: (field: Pick<DeclaredField, 'references'>) => DatasetKind | undefined; language: Language },
): void {
  const kind = kindRules(input.kind)
  const faults = (structure?.fields ?? []).flatMap((field) =>
    kindFieldRules(field, { kind, isPublic: false, referencedKind: context.kinds }).map((rule) => {
      return { rule, field: field.name }
    }),
  )
  refuse(input, structureFaultTexts(faults, context.language), context.language)
}

function refuse({ code, kind }: DatasetInput, errors: readonly FieldFault[], language: Language): void {
  if (errors.length === 0) return
  const { clause } = kindRules(kind)
  const params = { dataset: code, name: kindNames[kind][language], faults: errors.length }
  throw catalogueProblems.kindForbids(params, { errors, clause })
}

/** Refuses a load that the kind of the dataset, or its promulgated form of update, does not take. */
export function refuseLoadOfKind(row: CatalogueRow, load: KindLoad, language: Language = 'vi'): void {
  const facts: Pick<Dataset, 'kind' | 'updateMethod'> = { kind: row.dataset.kind, updateMethod: row.updateMethod }
  const loads = allowedLoads(facts)
  if (loads.includes(load)) return
  const name = kindNames[facts.kind][language]
  throw catalogueProblems.kindRefusesLoad({
    dataset: row.dataset.code,
    name,
    updateMethod: facts.updateMethod,
    loads: [...loads],
  })
}
