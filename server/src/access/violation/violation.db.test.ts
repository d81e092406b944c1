import { beforeAll, describe, expect, it } from 'vitest'
import { files, manyFiles } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { everybody } from '../../../test/warehouse/people.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { anActor, anInstrument } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, people, refusal, testing } = warehouse

interface Wired {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly outcome: string | null
  readonly measure: string | null
  readonly words: string | null
  readonly subject: { readonly type: string; readonly name: string | null }
  readonly reporter: { readonly name: string } | null
  readonly isSeen: boolean
  readonly seenByCommitteeAt: string | null
  readonly instrument: { readonly number: string } | null
  readonly acts: readonly { readonly act: string; readonly account: string | null; readonly words: string | null }[]
  readonly evidence: readonly { readonly seal: string; readonly positions: readonly { readonly kind: string }[] }[]
  readonly notices: readonly { readonly notice: string; readonly isOverdue: boolean; readonly sent: object | null }[]
  readonly may: readonly string[]
  readonly oversees: boolean
}
interface Listed {
  readonly items: readonly Wired[]
  readonly unseen: number
}

const words = 'Tài khoản này bán danh sách hồ sơ ra ngoài'
const aReport = (over: object = {}) => ({
  kind: 'unlawfulSharing',
  subject: { type: 'account', name: 'hospital' },
  words,
  ...over,
})
const report = (who: Who, over: object = {}) =>
  call<Wired>(who, '/access/violations', { method: 'POST', body: aReport(over) })
const post = (who: Who, id: string, path: string, body: object) =>
  call<Wired>(who, `/access/violations/${id}/${path}`, { method: 'POST', body, asPerson: true })
const see = async (who: Who, id: string) => (await call<Wired>(who, `/access/violations/${id}`)).body
const list = async (who: Who, state = 'standing') =>
  (await call<Listed>(who, '/access/violations', { query: { state } })).body
const text = 'Đã đối chiếu với nhật ký đọc'
const examine = (id: string, who: Who = 'coordinator') => post(who, id, 'examination', { words: text })
const propose = (id: string, over: object = {}, who: Who = 'coordinator') =>
  post(who, id, 'proposal', { outcome: 'upheld', measure: 'discipline', words: text, ...over })
const decide = (id: string, over: object = {}, who: Who = 'committee') =>
  post(who, id, 'decision', { decision: 'confirm', words: text, ...over })
const code = ({ body }: { body: unknown }) => (body as { code?: string }).code
const instrument = await modules.law.register(anActor(), anInstrument({ number: '55/QĐ-XL' }))

beforeAll(async () => {
  await deliver(manyFiles(5))
  await call('hospital', `/warehouse/datasets/${files}/records`, { query: { purpose: 'nghiep-vu' } })
})

async function aReadOf(who: Who): Promise<string> {
  const [row] = await testing.asAdmin<{ id: string }>(
    `SELECT id FROM journal.reads WHERE account_id = '${people[who].principal.accountId}' ORDER BY id LIMIT 1`,
  )
  return row?.id ?? ''
}

describe('a report (Điều 11.4)', () => {
  it('may come from any account, and the Committee and the coordinator have it at once', async () => {
    for (const who of everybody) {
      const { status, body } = await report(who, { subject: { type: 'unknown' } })
      expect(status).toBe(201)
      expect(body).toMatchObject({ state: 'open', reporter: { name: people[who].principal.accountName } })
      for (const overseer of ['committee', 'coordinator'] as const) {
        const { items, unseen } = await list(overseer)
        expect(items.map(({ id }) => id)).toContain(body.id)
        if (who !== overseer) expect(unseen).toBeGreaterThan(0)
      }
    }
    const { items } = await list('coordinator')
    expect(items.map(({ number }) => number)).toEqual(
      everybody.map((_who, at) => `2026/000${String(everybody.length - at)}`),
    )
  })

  it('is unseen until it is opened, by each account for itself; when the Committee first saw it is kept', async () => {
    const { body } = await report('provider')
    const before = (await list('committee')).unseen
    expect(await see('coordinator', body.id)).toMatchObject({ seenByCommitteeAt: null })
    expect((await list('committee')).unseen).toBe(before)
    await see('committee', body.id)
    expect((await list('committee')).unseen).toBe(before - 1)
    const seen = await see('auditor', body.id)
    expect(seen.seenByCommitteeAt).not.toBeNull()
    await see('committee', body.id)
    expect((await see('auditor', body.id)).seenByCommitteeAt).toBe(seen.seenByCommitteeAt)
  })

  it('is seen by its reporter and by who oversees, and by nobody else, least of all by its subject', async () => {
    const { body } = await report('ward')
    for (const who of ['ward', 'coordinator', 'committee', 'auditor'] as const) {
      expect((await call(who, `/access/violations/${body.id}`)).status).toBe(200)
    }
    for (const who of ['hospital', 'provider', 'stranger'] as const) {
      await refusal({ status: 404, code: 'access.violationNotFound' }, who, `/access/violations/${body.id}`)
      expect((await list(who)).items.map(({ id }) => id)).not.toContain(body.id)
    }
    await refusal({ status: 403, code: 'platform.permissionMissing' }, 'ward', `/access/violations/${body.id}/evidence`)
  })

  it('tells its reporter the steps and the end, not who took them nor what was said', async () => {
    const { body } = await report('ward')
    await examine(body.id)
    await propose(body.id, { outcome: 'dismissed', measure: undefined, ground: 'lawful' })
    const before = await see('ward', body.id)
    expect(before).toMatchObject({ state: 'proposed', outcome: null, oversees: false, may: [], evidence: [] })
    expect(before.acts.map(({ act, account, words: said }) => [act, account, said])).toEqual([
      ['raised', null, null],
      ['examined', null, null],
    ])
    await decide(body.id)
    expect(await see('ward', body.id)).toMatchObject({ state: 'dismissed', outcome: 'dismissed' })
  })

  it('names an account, a unit, a grant or a dataset that is there, or says that it cannot tell', async () => {
    const named = { unit: people.hospital.unit.id, dataset: files, account: 'Hospital' }
    for (const [type, name] of Object.entries(named)) {
      expect((await report('ward', { subject: { type, name } })).body.subject.type).toBe(type)
    }
    const wrong = { unit: 'Sở Y tế', dataset: 'khong-co', account: 'khong.co', grant: '2026/0001' }
    for (const [type, name] of Object.entries(wrong)) {
      const { status, body } = await report('ward', { subject: { type, name } })
      expect([status, code({ body })]).toEqual([422, 'access.violationSubjectNotFound'])
    }
  })

  it('leaves in the journal no word of it, but a commitment', async () => {
    const { body } = await report('ward', { words: `${words} ÂM-THANH-RIÊNG` })
    const entries = await testing.asAdmin<{ payload: { words: string; kind: string } }>(
      `SELECT payload FROM journal.entries WHERE subject_id = '${body.id}'`,
    )
    expect(JSON.stringify(entries)).not.toContain('ÂM-THANH')
    expect(entries[0]?.payload.kind).toBe('unlawfulSharing')
    expect(entries[0]?.payload.words).toMatch(/^[\da-f]{64}$/)
  })
})

describe('evidence', () => {
  it('is sealed by what stands at the places of the journal and the log of reads, and holds when it is looked at again', async () => {
    await modules.journal.sequencer.seal()
    const read = await aReadOf('hospital')
    const { body } = await report('ward', { entries: [0, 1, 1], reads: [read] })
    const seen = await see('coordinator', body.id)
    expect(seen.evidence).toHaveLength(1)
    expect(seen.evidence[0]?.positions.map(({ kind }) => kind)).toEqual(['entries', 'reads'])
    const [entry] = await testing.asAdmin<{ seal: string }>(
      `SELECT payload ->> 'seal' AS seal FROM journal.entries WHERE subject_id = '${body.id}'`,
    )
    expect(entry?.seal).toBe(seen.evidence[0]?.seal)
    const check = () =>
      call<{ items: { holds: boolean; checks: boolean[] }[] }>('auditor', `/access/violations/${body.id}/evidence`)
    expect((await check()).body.items).toMatchObject([{ holds: true, checks: [true, true] }])
    await testing.asAdmin('ALTER TABLE journal.reads DISABLE TRIGGER USER')
    await testing.asAdmin(`UPDATE journal.reads SET row_count = row_count + 1 WHERE id = '${read}'`)
    expect((await check()).body.items).toMatchObject([{ holds: false, checks: [true, false] }])
    await testing.asAdmin(`UPDATE journal.reads SET row_count = row_count - 1 WHERE id = '${read}'`)
    expect((await check()).body.items).toMatchObject([{ holds: true }])
  })

  it('that was exchanged together with its seal is found by the journal', async () => {
    const { body } = await report('ward', { reads: [await aReadOf('hospital')] })
    const other = await report('ward', { entries: [2] })
    await testing.asAdmin(`
      ALTER TABLE access.violation_evidence DISABLE TRIGGER USER;
      UPDATE access.violation_evidence AS e SET positions = o.positions, seal = o.seal
      FROM access.violation_evidence AS o WHERE e.violation_id = '${body.id}' AND o.violation_id = '${other.body.id}'`)
    const { body: checked } = await call<{ items: object[] }>('auditor', `/access/violations/${body.id}/evidence`)
    expect(checked.items).toMatchObject([{ holds: false, checks: [true] }])
  })

  it('may be added by an officer while nothing is decided, and names only places that are there', async () => {
    const { body } = await report('ward')
    const added = await post('coordinator', body.id, 'evidence', { words: text, entries: [3] })
    expect(added.body.evidence).toHaveLength(1)
    for (const named of [{ entries: [900_000] }, { reads: [body.id] }]) {
      const { status, body: problem } = await post('coordinator', body.id, 'evidence', { words: text, ...named })
      expect([status, code({ body: problem })]).toEqual([422, 'access.violationEvidenceNotFound'])
    }
  })
})

describe('handling (Điều 19.2)', () => {
  it('goes from examination by a proposal to the decision of a second person, with the instrument that decides it', async () => {
    const { id } = (await report('ward')).body
    expect((await examine(id)).body).toMatchObject({ state: 'examination' })
    expect((await propose(id)).body).toMatchObject({ state: 'proposed', outcome: 'upheld', measure: 'discipline' })
    const without = await decide(id)
    expect([without.status, code(without)]).toEqual([422, 'access.violationInstrumentMissing'])
    const { body } = await decide(id, { instrument: instrument.id })
    expect(body).toMatchObject({ state: 'upheld', instrument: { number: '55/QĐ-XL' }, may: ['declareIncident'] })
    const events = await testing.asAdmin<{ event: string }>(
      `SELECT event FROM journal.entries WHERE subject_id = '${id}' ORDER BY id`,
    )
    expect(events.map(({ event }) => event.replace('access.violation.', ''))).toEqual([
      ...['raised', 'examined', 'proposed', 'upheld'],
    ])
    const again = await examine(id)
    expect([again.status, code(again)]).toEqual([409, 'access.violationEnded'])
  })

  it('goes on when the second person does not agree', async () => {
    const { id } = (await report('ward')).body
    await propose(id)
    expect((await decide(id, { decision: 'refuse' })).body).toMatchObject({ state: 'examination', outcome: null })
    expect((await propose(id, { measure: 'reminder' })).status).toBe(200)
    expect((await decide(id)).body).toMatchObject({ state: 'upheld', measure: 'reminder', instrument: null })
  })

  it('is no matter of one person: nobody decides what they proposed or reported', async () => {
    const { id } = (await report('ward')).body
    await propose(id, {}, 'committee')
    const own = await decide(id)
    expect([own.status, code(own)]).toEqual([403, 'access.ownViolationProposal'])
    const reported = (await report('committee')).body.id
    await propose(reported)
    const decided = await decide(reported)
    expect([decided.status, code(decided)]).toEqual([403, 'access.ownViolationReport'])
  })

  it('is not of those it is about: not of the account, nor of the people of the unit or of the provider', async () => {
    const about = {
      ownViolation: { type: 'account', name: 'coordinator' },
      ownUnitViolation: { type: 'unit', name: people.coordinator.unit.id },
    }
    for (const [problem, subject] of Object.entries(about)) {
      const { id } = (await report('ward', { subject })).body
      const tried = await examine(id)
      expect([tried.status, code(tried)]).toEqual([403, `access.${problem}`])
      expect((await examine(id, 'committee')).status).toBe(200)
    }
  })

  it('is for the coordinator and the Committee; the decision for the Committee alone', async () => {
    const { id } = (await report('ward')).body
    for (const who of ['ward', 'provider', 'auditor'] as const) expect((await examine(id, who)).status).toBe(403)
    await propose(id)
    expect((await decide(id, {}, 'coordinator')).status).toBe(403)
  })

  it('is decided once, whoever decides at the same moment', async () => {
    const { id } = (await report('ward')).body
    await propose(id, { measure: 'reminder' })
    const all = await Promise.all([decide(id), decide(id), decide(id, { decision: 'refuse' })])
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })
})

describe('an incident', () => {
  const incident = {
    ...{ isPersonal: true, people: 120, nature: 'Lộ danh sách hồ sơ', reach: 'Một bộ dữ liệu, 120 người' },
    remedy: 'Đã khóa tài khoản, thu hồi mã truy cập',
  }

  it('has its clocks from when it became known; the notices are noted once, each with its number', async () => {
    const { id } = (await report('ward')).body
    const sent = { recipient: 'Công an Thành phố', reference: '12/TB-SKHCN' }
    const early = await post('coordinator', id, 'notices/first', sent)
    expect([early.status, code(early)]).toEqual([409, 'access.incidentUndeclared'])
    const declared = await post('coordinator', id, 'incident', { ...incident, isPersonal: false })
    expect(declared.body.notices.map(({ notice, isOverdue }) => [notice, isOverdue])).toEqual([
      ['first', false],
      ['full', false],
    ])
    const unasked = await post('coordinator', id, 'notices/personalData', sent)
    expect([unasked.status, code(unasked)]).toEqual([409, 'access.incidentNoticeUnasked'])
    await post('coordinator', id, 'incident', incident)
    const { body } = await post('coordinator', id, 'notices/first', sent)
    expect(body.notices).toMatchObject([{ notice: 'first', sent }, { sent: null }, { notice: 'personalData' }])
    const again = await post('coordinator', id, 'notices/first', sent)
    expect([again.status, code(again)]).toEqual([409, 'access.incidentNoticeSent'])
    expect((await list('ward')).items.find((each) => each.id === id)?.notices).toEqual([])
  })
})
