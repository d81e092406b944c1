import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs'
import { canonicalJson, sha256 } from '../../platform/index.ts'
import { nothingPermits, readPolicy } from './annotations.ts'
import { toCedar } from './cedar-request.ts'
import { engine } from './engine.ts'
import type { Judgement, Policy, PolicyFault, PolicyFiles, PolicyRequest, PolicySet } from './policy.ts'

/** Judgements of one set that are kept; there are far fewer requests than questions. */
const mostKept = 20_000

export type Compiled = { readonly set: PolicySet } | { readonly faults: readonly PolicyFault[] }

/**
 * Makes files a policy set: parsed, each policy with its annotations, the whole fitting the schema in strict mode.
 * @param schema what the product tells the policies, in Cedar's schema language
 */
export function compilePolicies(files: PolicyFiles, schema: string): Compiled {
  const read = Object.keys(files)
    .sort()
    .map((file) => readFile(file, files[file] ?? ''))
  const faults = read.flatMap((each) => each.faults)
  const policies = read.flatMap((each) => each.policies)
  faults.push(...twice(policies))
  if (policies.length === 0 && faults.length === 0) faults.push(noPolicies)
  if (faults.length > 0) return { faults }
  const strict = unfitting(policies, schema)
  return strict.length > 0 ? { faults: strict } : { set: toSet(files, policies, schema) }
}

interface FileRead {
  readonly policies: readonly Policy[]
  readonly faults: PolicyFault[]
}

/** The policies of a file in the order they are written in. */
function readFile(file: string, text: string): FileRead {
  const parts = engine().policySetTextToParts(text)
  if (parts.type === 'failure') return { policies: [], faults: parts.errors.map((error) => told(file, null, error)) }
  const read = parts.policies
    .map((source) => ({ source, at: text.indexOf(source) }))
    .sort((left, right) => left.at - right.at)
    .map(({ source }) => {
      const parsed = engine().policyToJson(source)
      if (parsed.type === 'failure') throw new Error('A part of a policy set that is no policy')
      return readPolicy(file, source, parsed.json)
    })
  const templates = parts.policy_templates.map((): PolicyFault => ({ file, policy: null, ...templateText }))
  return {
    policies: read.flatMap((each) => ('policy' in each ? [each.policy] : [])),
    faults: [...templates, ...read.flatMap((each) => ('faults' in each ? each.faults : []))],
  }
}

const templateText = {
  vi: 'Chính sách có chỗ trống (template) không được dùng; hãy viết rõ từng chính sách.',
  en: 'Templates are not used; write each policy out.',
}
const noPolicies: PolicyFault = {
  file: null,
  policy: null,
  vi: 'Không có chính sách nào trong các tệp này.',
  en: 'There is no policy in these files.',
}

function twice(policies: readonly Policy[]): PolicyFault[] {
  const seen = new Set<string>()
  return policies.flatMap(({ id, file }) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [
      {
        file,
        policy: id,
        vi: `Tên “${id}” đã có chính sách khác mang.`,
        en: `Another policy is called “${id}” already.`,
      },
    ]
  })
}

function unfitting(policies: readonly Policy[], schema: string): PolicyFault[] {
  const answer = engine().validate({
    schema,
    policies: { staticPolicies: byId(policies) },
    validationSettings: { mode: 'strict' },
  })
  if (answer.type === 'failure') return answer.errors.map((error) => told(null, null, error))
  const fileOf = new Map(policies.map(({ id, file }) => [id, file]))
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) =>
    told(fileOf.get(policyId) ?? null, policyId, error),
  )
}

/** What the engine says has no Vietnamese: it names code, in code's words. */
function told(file: string | null, policy: string | null, { message, help }: DetailedError): PolicyFault {
  const said = help === null ? message : `${message} (${help})`
  return { file, policy, vi: `Cedar không chấp nhận: ${said}`, en: `Cedar does not accept it: ${said}` }
}

function byId(policies: readonly Policy[]): Record<string, string> {
  return Object.fromEntries(policies.map(({ id, source }) => [id, source]))
}

function toSet(files: PolicyFiles, policies: readonly Policy[], schema: string): PolicySet {
  const digest = sha256(canonicalJson(files)).toString('hex')
  const schemaName = sha256(schema).toString('hex')
  prepared(engine().preparseSchema(schemaName, schema))
  prepared(engine().preparsePolicySet(digest, { staticPolicies: byId(policies) }))
  const kept = new Map<string, Judgement>()
  return {
    digest,
    files,
    policies,
    judge: (request) => {
      const name = JSON.stringify(request)
      const found = kept.get(name)
      if (found) return found
      const judgement = evaluate({ digest, policies, schemaName }, request)
      if (kept.size >= mostKept) kept.clear()
      kept.set(name, judgement)
      return judgement
    },
  }
}

function prepared(answer: { readonly type: 'success' | 'failure' }): void {
  if (answer.type === 'failure') throw new Error('A policy set that was validated could not be prepared')
}

/** Each request is held against the schema: one of another shape may be equal to nothing that a policy forbids. */
function evaluate(
  { digest, policies, schemaName }: Pick<PolicySet, 'digest' | 'policies'> & { readonly schemaName: string },
  request: PolicyRequest,
): Judgement {
  const answer = engine().statefulIsAuthorized({
    ...toCedar(request),
    preparsedSchemaName: schemaName,
    preparsedPolicySetId: digest,
    validateRequest: true,
  })
  // A fault of the house, whatever the request: the set was validated against this very schema.
  if (answer.type === 'failure')
    throw new Error(`Policies cannot judge: ${answer.errors.map(({ message }) => message).join('; ')}`)
  const { decision, diagnostics } = answer.response
  if (diagnostics.errors.length > 0) throw new Error(`Policies failed: ${JSON.stringify(diagnostics.errors)}`)
  const determining = new Set(diagnostics.reason)
  const decided = policies.filter(({ id }) => determining.has(id))
  return decision === 'allow' ? allowed(decided) : refused(decided)
}

function allowed(policies: readonly Policy[]): Judgement {
  const [first, ...rest] = policies.flatMap((policy) => (policy.effect === 'permit' ? [policy] : []))
  if (!first) throw new Error('Allowed by no policy')
  return { allow: true, policies: [first, ...rest] }
}

function refused(policies: readonly Policy[]): Judgement {
  const [first, ...rest] = policies.flatMap((policy) => (policy.effect === 'forbid' ? [policy] : []))
  return { allow: false, policies: first ? [first, ...rest] : [nothingPermits] }
}
