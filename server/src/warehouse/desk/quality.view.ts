import type { Catalogue, Dataset, Structure } from '../../catalogue/index.ts'
import type { Clock, Db, Language } from '../../platform/index.ts'
import { faultSummary } from '../checking/fault.ts'
import { contextOf } from '../checking/fault-context.ts'
import type { Rule } from '../checking/fault.ts'
import { listFaultCounts } from '../checking/fault.store.ts'
import { consistencyOf, currentParts, isLate, partsOf } from '../quality/measure.ts'
import type { Measure } from '../quality/measure.ts'
import { listMeasures, listResolutions } from '../quality/measure.store.ts'
import type { KeptMeasure, Resolution } from '../quality/measure.store.ts'
import { bestMend, mendText } from '../quality/mend.ts'
import { mendsOf } from '../quality/mends.ts'
import type { Mend } from '../quality/mend.ts'
import { dimensions, dimensionScore, isJump, scoreOf } from '../quality/score.ts'
import type { Parts } from '../quality/score.ts'
import { dimensionText } from './dimension.texts.ts'
import { findDeliveryFacts } from './facts.store.ts'
import { currentFreshness } from './freshness.view.ts'

/** Loads shown in the trend. */
const trendLength = 60

export interface QualityDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly clock: Clock
}

/** Quality of a dataset now: what is in force as it was measured, as late as it is by now (Điều 5.6, 17.3). */
export async function qualityOf(deps: QualityDeps, code: string, language: Language) {
  const { db, catalogue, clock } = deps
  const dataset = await catalogue.getDataset(code)
  const now = clock.now()
  const [entry] = await catalogue.listInForce(now, { dataset: dataset.id })
  const due = currentFreshness(entry, await findDeliveryFacts(db, dataset.id), now)
  const measures = await listMeasures(db, dataset.id, trendLength)
  const resolutions = await listResolutions(db, dataset.id)
  const shown = measures.find(({ inForce }) => inForce) ?? measures[0]
  const latest = measures[0]
  const parts = shown && currentParts(withResolutions(shown, resolutions), due, now)
  return {
    score: parts ? scoreOf(parts) : null,
    measured: shown ? measuredToWire(shown) : null,
    dimensions: parts ? dimensionsToWire(parts, language) : [],
    fields: shown ? fieldsToWire(shown, await catalogue.structureVersion(dataset.id, shown.structureVersion)) : [],
    references: resolutions.map((each) => referenceToWire(each)),
    volume: shown ? { rows: shown.sent, usual: shown.usual, jump: isJump(shown.sent, shown.usual) } : null,
    trend: measures.map(trendToWire).reverse(),
    nextFix: latest ? await nextFix(deps, { dataset, measure: latest, resolutions, due, now }, language) : null,
  }
}

/** References of what is in force stand as they are now: a load of the other side may have changed them since. */
function withResolutions<M extends Measure>(measure: M, resolutions: readonly Resolution[]): M {
  if (!measure.inForce || resolutions.length === 0) return measure
  return { ...measure, consistency: consistencyOf(resolutions, measure.fields) }
}

function measuredToWire({ submissionId, at, rows, structureVersion }: Measure) {
  return { submission: submissionId, at: at.toISOString(), records: rows, structureVersion }
}

function dimensionsToWire(parts: Parts, language: Language) {
  return dimensions.map((dimension) => ({
    dimension,
    score: dimensionScore(dimension, parts[dimension]),
    ...parts[dimension],
    text: dimensionText(dimension, parts[dimension], language),
  }))
}

function fieldsToWire({ fields, rows, sent, inForce }: Measure, structure: Structure) {
  const share = (good: number, total: number) => (total === 0 ? null : Math.max(0, good) / total)
  return structure.fields.map(({ id, name, title, titleEn }) => {
    const { present = 0, faulty = 0 } = fields[id] ?? {}
    const judged = inForce ? sent : rows
    return { field: name, title, titleEn, completeness: share(present, rows), validity: share(judged - faulty, judged) }
  })
}

function referenceToWire({ datasetCode, targetCode, field, total, dangling }: Resolution) {
  return { dataset: datasetCode, field, target: targetCode, total, dangling }
}

function trendToWire(measure: KeptMeasure & { readonly isOwnDelivery: boolean }) {
  const { submissionId, at, inForce, score, rows, isOwnDelivery } = measure
  const late = isOwnDelivery && isLate(measure)
  return { submission: submissionId, at: at.toISOString(), inForce, score, records: rows, late }
}

interface FixFacts {
  readonly dataset: Dataset
  readonly measure: KeptMeasure
  readonly resolutions: readonly Resolution[]
  readonly due: { readonly dueAt: Date | null; readonly periodSeconds: number | null }
  readonly now: Date
}

/** The one mend that raises the score of the last submission most, refused or in force. */
async function nextFix({ db, catalogue }: QualityDeps, facts: FixFacts, language: Language) {
  const { dataset, resolutions, due, now } = facts
  const measure = withResolutions(facts.measure, resolutions)
  const structure = await catalogue.structureVersion(dataset.id, measure.structureVersion)
  const faults = await listFaultCounts(db, measure.submissionId)
  const parts = measure.inForce ? currentParts(measure, due, now) : partsOf(measure)
  const mends = mendsOf({
    ...{ dataset: dataset.code, measure, structure, faults, dangling: resolutions, timeliness: parts.timeliness },
    isOverdue: due.dueAt !== null && now >= due.dueAt,
  })
  const best = bestMend(parts, mends)
  if (!best) return null
  const about = describe(best, structure, language)
  return { text: mendText(best, about, language), field: best.field, rule: best.rule, gain: best.gain }
}

function describe(mend: Mend, structure: Structure, language: Language): { title: string; message: string } {
  const rule = (mend.rule ?? 'required') as Rule
  const context = contextOf(structure, rule, mend.field ?? '', language)
  const message = mend.rule === null ? '' : faultSummary(rule, mend.count, context, language)
  return { title: context.title, message }
}
