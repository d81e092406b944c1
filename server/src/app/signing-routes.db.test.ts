import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { allRoutes, idlePortal } from './routes.ts'

/** Which routes sign, held against where guarded events come from: reads the source, changes nothing. */
const { modules } = await openWarehouse()

/** What brings guarded events about for a person: each method of a service, and all that it may record. */
const doers: Readonly<Record<string, readonly string[]>> = {
  suspendAccount: ['identity.account.suspended'],
  decideRequest: ['identity.accountRequest.decided', 'identity.link.issued'],
  answerReview: ['identity.review.answered', 'identity.account.suspended'],
  confirmAct: ['identity.act.confirmed'],
  issueLinkFor: ['identity.link.issued'],
  releaseLink: ['identity.link.released'],
  addPasskey: ['identity.passkey.registered'],
  removePasskey: ['identity.passkey.removed'],
  issueToken: ['identity.token.issued'],
  registerClient: ['identity.client.registered'],
  changeClientKeys: ['identity.client.keysChanged'],
  suspendClient: ['identity.client.suspended', 'identity.account.suspended'],
  resumeClient: ['identity.client.resumed'],
  linkOutside: ['identity.outsideLink.made'],
  confirmOutside: ['identity.outsideLink.confirmed'],
  unlinkOutside: ['identity.outsideLink.ended'],
  retireDataset: ['catalogue.dataset.closed', 'catalogue.dataset.archived', 'catalogue.dataset.reopened'],
  promulgate: ['catalogue.version.promulgated'],
  addNetwork: ['access.network.added'],
  removeNetwork: ['access.network.removed'],
  recordCalendarYear: ['law.calendar.recorded'],
  askRelease: ['access.incident.releaseAsked'],
  decideRelease: ['access.incident.released', 'access.incident.releaseRefused'],
  handle: ['access.incident.handled'],
  approvePolicies: ['access.policySet.approved'],
  consentToGrant: ['access.grantRequest.granted'],
  proposeEnd: ['access.violation.proposed'],
  decideViolation: ['access.violation.upheld', 'access.violation.dismissed'],
  releaseSubject: ['access.violation.released'],
}

/** Where in the source guarded events are recorded, or something is called that records them for several. */
const places: readonly (readonly [words: string, files: readonly string[]])[] = [
  ["'account.suspended'", ['identity/account/account.acts.ts']],
  [
    ' suspendAll(',
    [
      // The machine suspends what nobody used or answered for; whoever else is here is among those above.
      'identity/account/account.acts.ts',
      'identity/account/account.service.ts',
      'identity/account/disuse.service.ts',
      'identity/client/client.service.ts',
      'identity/review/review-answer.ts',
      'identity/review/review.service.ts',
    ],
  ],
  ["'accountRequest.decided'", ['identity/account/account-request.service.ts']],
  ["'review.answered'", ['identity/review/review-answer.ts']],
  ["'act.confirmed'", ['identity/act/act.service.ts']],
  ["'link.issued'", ['identity/link/link.service.ts']],
  // Accounts without a request are issued by the machine alone.
  ['.issueLink(', ['identity/account/account-request.service.ts', 'identity/account/account.service.ts']],
  ["'link.released'", ['identity/link/release.service.ts']],
  ["'passkey.registered'", ['identity/factor/enrolment.ts']],
  // The first passkey of an account comes by a link, which somebody else signed.
  ['.savePasskey(', ['identity/factor/factor.service.ts', 'identity/link/link.service.ts']],
  ["'passkey.removed'", ['identity/factor/factor.service.ts']],
  ["'token.issued'", ['identity/token/token.service.ts']],
  ["'client.registered'", ['identity/client/client.service.ts']],
  ["'client.keysChanged'", ['identity/client/client.service.ts']],
  ["'client.suspended'", ['identity/client/client.service.ts']],
  ["'client.resumed'", ['identity/client/client.service.ts']],
  ["'outsideLink.made'", ['identity/outside/outside.service.ts']],
  ["'outsideLink.confirmed'", ['identity/outside/outside.service.ts']],
  ["'outsideLink.ended'", ['identity/outside/outside.service.ts']],
  // The detectors of violations are told what to look for.
  ["'dataset.closed'", ['app/modules.ts', 'catalogue/retirement.service.ts']],
  ["'dataset.archived'", ['catalogue/retirement.service.ts']],
  ["'dataset.reopened'", ['catalogue/retirement.service.ts']],
  ["'version.promulgated'", ['catalogue/version.service.ts']],
  ["'network.added'", ['access/zone/network.service.ts']],
  ["'network.removed'", ['access/zone/network.service.ts']],
  ["'calendar.recorded'", ['law/calendar.service.ts']],
  ["'incident.releaseAsked'", ['access/secret/incident.decisions.ts']],
  ["'incident.released'", ['access/secret/incident.decisions.ts']],
  ["'incident.releaseRefused'", ['access/secret/incident.decisions.ts']],
  ["'incident.handled'", ['access/secret/incident.decisions.ts']],
  ["'policySet.approved'", ['access/policy/policy-act.service.ts']],
  ["'grantRequest.granted'", ['access/grant/stepping.ts']],
  // The steps of requests are kept by one function; this one comes by the consent alone.
  ["kind: 'granted'", ['access/grant/deciding.ts']],
  // The acts on violations are kept by one function, each come by its own order.
  ["'violation.proposed'", []],
  ["act: 'proposed'", ['access/violation/handling.ts']],
  ["'violation.upheld'", []],
  ["'violation.dismissed'", []],
  ['await saveViolationEnd(', ['access/violation/handling.ts']],
  ["'violation.released'", []],
  ["act: 'released'", ['access/violation/handling.ts']],
]

describe('the events of guarded acts: what a person records honestly never looks forged (ADR 0033)', () => {
  const routes = allRoutes(modules, idlePortal).filter(({ signs }) => signs !== undefined)
  const guarded = new Set(routes.flatMap(({ signs = [] }) => signs))
  const root = path.resolve(import.meta.dirname, '..')
  const source = globSync('**/*.ts', { cwd: root })
    .filter((file) => !/\.test\.ts$|testing\.ts$|\.events\.ts$|\/signature\//.test(file))
    .map((file) => ({ file, isRoutes: file.endsWith('.routes.ts'), text: readFileSync(path.join(root, file), 'utf8') }))

  it('come from known methods, and whatever route calls one of these asks for a proof and a signature', () => {
    expect(new Set(Object.values(doers).flat())).toEqual(guarded)
    expect(routes.filter(({ stepUp }) => stepUp !== true)).toEqual([])
    const declared = source.flatMap(({ isRoutes, text }) => (isRoutes ? text.split('route({').slice(1) : []))
    expect(declared.filter((each) => each.includes(' signs: [')).length).toBe(routes.length)
    for (const each of declared) {
      const made = Object.keys(doers).filter((name) => each.includes(`.${name}(`))
      const signs = / signs: \[(.*)\]/.exec(each)?.[1] ?? ''
      const signed = [...signs.matchAll(/(\w+)Events\['([^']+)'\]/g)].map(
        ([, module = '', name = '']) => `${module}.${name}`,
      )
      const events = new Set(made.flatMap((name) => doers[name] ?? []))
      expect(
        signed.filter((event) => !events.has(event)),
        each,
      ).toEqual([])
      expect(signed.length > 0, each).toBe(made.length > 0)
    }
  })

  it('are recorded in known places: who adds one says above how a person comes there', () => {
    for (const [words, expected] of places) {
      const found = source.filter(({ isRoutes, text }) => !isRoutes && text.includes(words))
      expect(found.map(({ file }) => file).sort(), words).toEqual(expected)
    }
    const named = places.map(([words]) => words)
    for (const event of guarded) expect(named).toContain(`'${event.replace(/^[a-z]+\./, '')}'`)
  })
})
