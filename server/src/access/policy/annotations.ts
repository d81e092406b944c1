import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'
import { fieldExtents, rowExtents } from './policy.ts'
import type { Forbidding, Policy, PolicyFault } from './policy.ts'

type Annotations = Readonly<Record<string, string>>

/** What is said of a policy beside its rule: all of it must be there, in words that can be told to a person. */
export function readPolicy(
  file: string,
  source: string,
  { effect, annotations: given }: PolicyJson,
): { readonly policy: Policy } | { readonly faults: readonly PolicyFault[] } {
  const annotations: Annotations = Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  )
  const faults = [...lacking(effect, annotations), ...badExtents(effect, annotations), ...badTexts(annotations)]
  const id = annotations['id'] ?? null
  if (faults.length > 0) return { faults: faults.map((texts) => ({ file, policy: id, ...texts })) }
  return { policy: toPolicy(file, source, effect, annotations) }
}

type Texts = Pick<PolicyFault, 'vi' | 'en'>

const always = ['id', 'clause', 'vi', 'en']
const byEffect = { permit: ['fields', 'rows'], forbid: ['remedyVi', 'remedyEn'] }

function lacking(effect: Policy['effect'], annotations: Annotations): Texts[] {
  return [...always, ...byEffect[effect]]
    .filter((name) => (annotations[name] ?? '').trim() === '')
    .map((name) => ({ vi: `Thiếu chú giải @${name}.`, en: `The annotation @${name} is missing.` }))
}

function badExtents(effect: Policy['effect'], annotations: Annotations): Texts[] {
  if (effect === 'forbid') return []
  const known: readonly [string, readonly string[]][] = [
    ['fields', fieldExtents],
    ['rows', rowExtents],
  ]
  return known.flatMap(([name, values]) => {
    const value = annotations[name]
    if (value === undefined || values.includes(value)) return []
    const list = values.join(', ')
    return [{ vi: `@${name} phải là một trong: ${list}.`, en: `@${name} must be one of: ${list}.` }]
  })
}

const idForm = /^[a-z][A-Za-z0-9]{0,63}$/
const filled = /\{(dataset|provider|unit)\}/g

function badTexts(annotations: Annotations): Texts[] {
  const texts = ['vi', 'en', 'remedyVi', 'remedyEn'].filter((name) =>
    /[{}]/.test((annotations[name] ?? '').replace(filled, '')),
  )
  const places = texts.map((name) => ({
    vi: `@${name} chỉ được chừa chỗ cho {dataset}, {provider}, {unit}.`,
    en: `@${name} may leave room for {dataset}, {provider} and {unit} only.`,
  }))
  const { id } = annotations
  if (id === undefined || idForm.test(id)) return places
  const form = {
    vi: '@id bắt đầu bằng chữ thường, chỉ gồm chữ và số không dấu.',
    en: '@id begins with a small letter and has plain letters and digits only.',
  }
  return [form, ...places]
}

function toPolicy(file: string, source: string, effect: Policy['effect'], annotations: Annotations): Policy {
  const of = (name: string) => annotations[name] ?? ''
  const rule = { id: of('id'), clause: of('clause'), text: { vi: of('vi'), en: of('en') }, file, source }
  if (effect === 'forbid') return { ...rule, effect, remedy: { vi: of('remedyVi'), en: of('remedyEn') } }
  const fields = fieldExtents.find((each) => each === annotations['fields'])
  const rows = rowExtents.find((each) => each === annotations['rows'])
  if (!fields || !rows) throw new Error('An extent that was checked is none')
  return { ...rule, effect, extent: { fields, rows } }
}

/** What refuses when nothing permits: by default everything is refused (Điều 11.2). */
export const nothingPermits: Forbidding = {
  ...{ id: 'nothingPermits', effect: 'forbid', clause: 'Điều 11.2', file: '', source: '' },
  text: {
    vi: 'Không có quy định nào cho phép {unit} làm việc này với “{dataset}”.',
    en: 'No rule permits {unit} to do this with “{dataset}”.',
  },
  remedy: {
    vi: 'Nếu công việc của đơn vị cần dữ liệu này, hãy gửi văn bản đề nghị Ủy ban nhân dân Thành phố đồng ý, qua cơ quan điều phối.',
    en: "If your unit's work needs this data, ask the City People's Committee for its consent in writing, through the coordinating department.",
  },
}
