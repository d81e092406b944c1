import { describe, expect, it } from 'vitest'
import { questionAt } from '../../../test/access/questions.ts'
import { requestOf } from '../decision/facts.ts'
import { compilePolicies } from './compile.ts'
import type { PolicySet } from './policy.ts'
import { policySchema, shippedPolicies } from './shipped.ts'

const texts = '@clause("Điều 11.2") @vi("{unit} được xem.") @en("{unit} may.")'
const permit = `@id("everybody") ${texts} @fields("all") @rows("all")\npermit (principal, action == Action::"read", resource);`
const forbid = `@id("nobody") ${texts} @remedyVi("Chịu.") @remedyEn("Bear it.")\nforbid (principal, action == Action::"submit", resource);`

const faultsOf = (text: string, file = 'a.cedar') => {
  const compiled = compilePolicies({ [file]: text }, policySchema)
  return 'faults' in compiled ? compiled.faults : []
}
const setOf = (files: Record<string, string>): PolicySet => {
  const compiled = compilePolicies(files, policySchema)
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults))
  return compiled.set
}

describe('files that are no policy set are refused with every fault', () => {
  it.each<[string, string, RegExp]>([
    ['what is not Cedar', 'permit (', /Cedar does not accept it/],
    ['nothing at all', '// only words', /no policy/],
    ['a policy without clause', permit.replace('@clause("Điều 11.2")', ''), /@clause is missing/],
    ['a policy without Vietnamese', permit.replace(/@vi\("[^"]*"\)/, ''), /@vi is missing/],
    ['a policy without a name', permit.replace('@id("everybody")', ''), /@id is missing/],
    ['a name with spaces', permit.replace('"everybody"', '"every body"'), /@id begins with a small letter/],
    ['a permission without extent', permit.replace('@fields("all")', ''), /@fields is missing/],
    ['an extent that is none', permit.replace('@rows("all")', '@rows("some")'), /@rows must be one of/],
    ['a refusal without remedy', forbid.replace('@remedyVi("Chịu.")', ''), /@remedyVi is missing/],
    ['room for something unknown', permit.replace('{unit} may', '{secret} may'), /may leave room for/],
    ['two policies of one name', `${permit}\n${permit}`, /already/],
    ['an attribute that is not told', permit.replace(';', ' when { principal.isRich };'), /isRich/],
    ['an action that is not there', permit.replace('"read"', '"destroy"'), /destroy/],
    ['a comparison that cannot hold', permit.replace(';', ' when { resource.stage == 1 };'), /type/],
    ['a policy that never applies', permit.replace(';', ' when { false };'), /never|impossible|always/i],
    ['a template', permit.replace('permit (principal', 'permit (principal == ?principal'), /Templates/],
  ])('%s', (_what, text, message) => {
    const faults = faultsOf(text)
    expect(faults.map(({ en }) => en).join('\n')).toMatch(message)
    for (const { vi, en } of faults) expect(vi.length + en.length).toBeGreaterThan(20)
  })

  it('names file and policy', () => {
    expect(faultsOf(permit.replace('@clause("Điều 11.2")', ''), 'b.cedar')).toEqual([
      expect.objectContaining({ file: 'b.cedar', policy: 'everybody' }),
    ])
  })
})

describe('a policy set', () => {
  it('is named by what its files say, and keeps the order they are written in', () => {
    const files = { 'b.cedar': forbid, 'a.cedar': permit }
    expect(setOf(files).policies.map(({ id }) => id)).toEqual(['everybody', 'nobody'])
    expect(setOf(files).digest).toBe(setOf({ 'a.cedar': permit, 'b.cedar': forbid }).digest)
    expect(setOf(files).digest).not.toBe(setOf({ ...files, 'a.cedar': `${permit}\n` }).digest)
  })

  it('refuses by default, and says so, where no policy speaks (Điều 11.2)', () => {
    const request = requestOf(questionAt(0))
    const judgement = setOf({ 'a.cedar': forbid }).judge({ ...request, action: 'read' })
    expect(judgement).toMatchObject({ allow: false, policies: [{ id: 'nothingPermits', clause: 'Điều 11.2' }] })
  })

  it('gives the same answer again without asking twice', () => {
    const request = requestOf(questionAt(5))
    expect(shippedPolicies().judge({ ...request })).toBe(shippedPolicies().judge(structuredClone(request)))
  })

  it('lets a refusal win over any permission', () => {
    const all = `${permit}\n${forbid.replace('"submit"', '"read"')}`
    const judgement = setOf({ 'a.cedar': all }).judge({ ...requestOf(questionAt(0)), action: 'read' })
    expect(judgement).toMatchObject({ allow: false, policies: [{ id: 'nobody' }] })
  })
})
