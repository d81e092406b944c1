import { canonicalJson, sha256, writtenDay } from '../../platform/index.ts'
import type { Db, FieldFault, Json, Language } from '../../platform/index.ts'
import { listBegunSince } from '../organisation/period.store.ts'
import type { Decision, Effect, UnitEffect } from './act.ts'
import { readWorld } from './act.store.ts'
import { planAct } from './plan.ts'
import type { Plan, PlanFault, StandingUnit, World } from './plan.ts'
import { faultTexts } from './plan.texts.ts'
import type { Contradiction, EffectKind, EffectLine, Succession, SuccessionEffect } from './succession.ts'

/** All that is known of an act before it takes effect: as a preview, and once more in its own transaction. */
export interface ActForecast {
  readonly world: World
  readonly plan: Plan
  readonly succession: Succession
  readonly effect: Effect
  readonly faults: readonly PlanFault[]
  readonly contradictions: readonly Contradiction[]
}

/** What must not be left without anybody. */
const mustPass: readonly EffectKind[] = [
  'accounts',
  'account-requests',
  'clients',
  'datasets',
  'submissions',
  'subject-requests',
]

export async function forecast(
  db: Db,
  act: Pick<Decision, 'id' | 'effectiveOn' | 'steps'>,
  { effects, today }: { readonly effects: readonly SuccessionEffect[]; readonly today: string },
): Promise<ActForecast> {
  const world = await readWorld(db)
  const { id, effectiveOn: day, steps } = act
  const { plan, faults } = planAct({ day, steps }, world)
  const passings = plan.ended.map(({ unit, successors, assigned }) => ({ from: unit.id, successors, assigned }))
  const succession = { act: id, day, today, passings }
  const found = { lines: new Array<EffectLine>(), contradictions: await begunSince(db, plan, day) }
  // One after the other: within an act they share its one connection.
  for (const each of passings.length === 0 ? [] : effects) {
    const { lines, contradictions } = await each.preview(db, succession)
    found.lines.push(...lines)
    found.contradictions.push(...contradictions)
  }
  found.contradictions.push(...orphans(found.lines, world))
  return {
    world,
    plan,
    succession,
    faults,
    contradictions: found.contradictions,
    effect: { units: unitsOf(plan), lines: found.lines },
  }
}

async function begunSince(db: Db, { ended }: Plan, day: string): Promise<Contradiction[]> {
  const names = new Map(ended.map(({ unit }) => [unit.id, unit.name]))
  const begun = await listBegunSince(db, [...names.keys()], day)
  return begun.map(({ unit, what, since }) => ({
    unit,
    vi: `${names.get(unit) ?? ''} có “${what}” thay đổi ngày ${writtenDay(since)}; hãy chọn ngày có hiệu lực sau ngày đó.`,
    en: `${names.get(unit) ?? ''} had a change of “${what}” on ${writtenDay(since)}; choose a day after that.`,
  }))
}

function orphans(lines: readonly EffectLine[], world: World): Contradiction[] {
  return lines.flatMap(({ what, from, to, count, examples }) => {
    if (to !== null || !mustPass.includes(what)) return []
    const name = world.get(from)?.name ?? ''
    const some = examples.join(', ')
    return [
      {
        unit: from,
        vi: `${name} còn ${nouns[what].vi} (${String(count)}: ${some}) mà chưa có đơn vị kế thừa; hãy chọn đơn vị kế thừa.`,
        en: `${name} still has ${nouns[what].en} (${String(count)}: ${some}) and no successor; choose one.`,
      },
    ]
  })
}

const nouns: Readonly<Record<EffectKind, Readonly<Record<Language, string>>>> = {
  accounts: { vi: 'tài khoản', en: 'accounts' },
  tokens: { vi: 'mã truy cập API', en: 'API tokens' },
  'account-requests': { vi: 'đề nghị về tài khoản', en: 'account requests' },
  'account-reviews': { vi: 'tài khoản đang rà soát', en: 'accounts under review' },
  clients: { vi: 'ứng dụng đã đăng ký', en: 'registered clients' },
  'focal-points': { vi: 'đầu mối', en: 'focal points' },
  datasets: { vi: 'bộ dữ liệu', en: 'datasets' },
  'deliveries-due': { vi: 'kỳ nộp dữ liệu', en: 'deliveries due' },
  'consumer-rights': { vi: 'quyền khai thác', en: 'rights to read' },
  grants: { vi: 'quyền khai thác được đồng ý', en: 'grants' },
  'grant-requests': { vi: 'đề nghị khai thác', en: 'requests for grants' },
  submissions: { vi: 'đợt nộp dữ liệu', en: 'submissions' },
  exports: { vi: 'tệp kết xuất', en: 'exports' },
  'subject-requests': { vi: 'yêu cầu của chủ thể dữ liệu', en: 'requests about own data' },
  incidents: { vi: 'sự cố bí mật nhà nước', en: 'secrecy incidents' },
}

function unitsOf({ created, changed, ended, identified, remits }: Plan): UnitEffect[] {
  const facts = ({ name, parent }: StandingUnit) => ({ name, parent })
  const still = (step: { readonly unit: StandingUnit['id'] }, becomes: UnitEffect['becomes']): UnitEffect => ({
    ...{ id: step.unit, name: '', becomes, before: null, after: null, successors: [] },
  })
  return [
    ...created.map(({ unit }): UnitEffect => ({
      ...{ id: unit.id, name: unit.name, becomes: 'created', before: null, after: facts(unit), successors: [] },
    })),
    ...changed.map(({ before, after }): UnitEffect => ({
      ...{ id: before.id, name: before.name, becomes: becomesOf(before, after), successors: [] },
      ...{ before: facts(before), after: facts(after) },
    })),
    ...ended.map(({ unit, successors }): UnitEffect => ({
      ...{ id: unit.id, name: unit.name, becomes: 'ended', before: facts(unit), after: null, successors },
    })),
    ...identified.map((step) => still(step, 'identified')),
    ...remits.map((step) => still(step, 'remitted')),
  ]
}

function becomesOf(before: StandingUnit, after: StandingUnit): UnitEffect['becomes'] {
  const isRenamed = before.name !== after.name || before.nameEn !== after.nameEn
  if (before.parent === after.parent) return 'renamed'
  return isRenamed ? 'renamed-and-moved' : 'moved'
}

/** Names exactly what was shown, so that nothing else is confirmed. */
export function digestOf(effect: Effect): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(effect)) as Json)).toString('hex')
}

/** Everything that stands in the way, in the reader's language. */
export function obstaclesOf({ faults, contradictions }: ActForecast, language: Language): FieldFault[] {
  return [
    ...faultTexts(faults, language),
    ...contradictions.map((each) => ({ field: each.unit, message: each[language] })),
  ]
}
