import { expect, it } from 'vitest'
import { answersTo } from '../access/answers.ts'
import { wholeCity } from '../access/matrix/city.ts'
import { createRaces, races } from '../access/races.ts'
import type { Race } from '../access/races.ts'
import { openSwap } from '../access/swap/swap.ts'
import { manyFiles, offices } from '../warehouse/dataset.ts'
import { openMatrix } from '../access/matrix/matrix.ts'
import { questionCount } from '../access/questions.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const every = Number(process.env['KHO_TEST_EVERY'] ?? 1)
const raceCount = Math.ceil(10_000 / every)

it('every route and every way to data answers as the clauses have it (Điều 10, 11, 13.2, 18.2)', async () => {
  const matrix = await openMatrix(await openWarehouse(), wholeCity)
  const tried = [
    ['Routes, before any data', await matrix.tryGates(every)],
    ['Ways to data', await matrix.tryData(every)],
  ] as const
  for (const [, { wrong }] of tried) expect(wrong.slice(0, 20)).toEqual([])
  const cells = tried.reduce((sum, [, { cells: count }]) => sum + count, 0)
  expect(cells).toBeGreaterThan(100_000 / every)
  writeEvidence('access', {
    claim: 'Every route answers everybody as the clauses have it, from wherever and for whatever it is asked',
    method:
      'Requests over HTTP to a city made for it (`server/test/access/matrix/city.ts`). A table written by hand from the clauses (`duties.ts`) says of ' +
      'every route who may call it and from where. **Routes**: each is asked by nobody and by an account of every role, by token, in a session just ' +
      'opened and, where a person must have shown who they are, in one of a while ago, from outside, from the dedicated network, from its part for ' +
      'administration and from the network of those who watch; reads with HEAD, too. The problem must be the one expected, and where none is, the ' +
      'request must come to its handler. Grants and purposes are no axis here: what is asked for is not there. **Ways to data**: page, record, history, ' +
      'proof, changes, export, the decision itself, delivery and upload, each asked by every account of every unit (it provides the data, is named by the ' +
      'catalogue, belongs to a group, or nothing of that; its grants are live, held, to come, ended, revoked, or there are none) for every dataset ' +
      '(public, internal, sectoral, confidential, closed, archived, not promulgated) and every purpose from three networks. What the oracle reckons from ' +
      'the clauses (`server/test/access/expected-verdict.ts`, without policies) must be refused with its problem, and what is opened must tell ' +
      'exactly its fields and rows. Deliveries follow neither from purposes nor from grants, so there those are left out but for units with a live grant. ' +
      'Cells that differ in nothing that matters expect the same; how many different expectations there were is told beside.',
    figures: { cells, 'answered otherwise than expected': 0 },
    table: {
      head: ['What is asked', 'Cells', 'Different expectations', 'Come through'],
      rows: tried.map(([what, { cells: count, expectations, through }]) => [what, count, expectations, through]),
    },
  })
})

it('the policies answer every question as the clauses do, reckoned without them (Điều 5.2, 9, 10, 11, 18.2)', () => {
  let [asked, allowed] = [0, 0]
  for (let place = 0; place < questionCount; place += every) {
    const { found, expected } = answersTo(place)
    expect(found, `question ${String(place)}`).toEqual(expected)
    asked += 1
    if (found.allow) allowed += 1
  }
  writeEvidence('access-questions', {
    claim: 'The policies answer every question as the clauses do',
    command: 'access',
    method:
      'All combinations of action, stage of the dataset, unit, roles, catalogue row, structure, purpose and standing of grants ' +
      '(`server/test/access/questions.ts`). For each, what the policies permit (fields, masks, rows, and the policy that decides) must be what rules written ' +
      'from the clauses alone say (`expected-verdict.ts`).',
    figures: { questions: asked, allowed, 'answered otherwise than expected': 0 },
  })
})

it('ids of others’ things in any place of any route change nothing, break nothing and tell nothing (Điều 11.2, 13.1)', async () => {
  const swap = await openSwap(await openWarehouse())
  const before = await swap.contents()
  const { wrong, cells, expectations } = await swap.trySwaps(every)
  expect(wrong.slice(0, 20)).toEqual([])
  expect(await swap.contents()).toBe(before)
  writeEvidence('access-ids', {
    claim: 'Ids of other units’ things open nothing, change nothing, break nothing and tell nothing',
    command: 'access',
    method:
      'Into every place of every route in which an id or another name stands (path, query, body) goes the id of a thing of each kind ' +
      '(`server/test/access/swap/things.ts`: unit, law, submission, entry, review, incident, request, grant, request of a person, export, upload, notice, ' +
      'read, account, request for one, session, token, network) and what is no id at all, asked by a unit that uses data and one that provides some, which ' +
      'have no part in any of them; those who oversee ask with what is no id. The rest of each request is made from the schema of its route. No answer may be ' +
      'a fault of the server; of what is secret the answer must be, to the letter, the one for an id that is nobody’s; and of everything ' +
      'governed not a row may differ afterwards.',
    figures: { requests: cells, 'different answers by route and place': expectations, 'told or changed': 0 },
  })
})

it('no race to a request or a grant opens data without a live grant (Điều 11.2)', async () => {
  const warehouse = await openWarehouse()
  await warehouse.deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await warehouse.deliver(manyFiles(6))
  const run = await createRaces(warehouse)
  const names = Object.keys(races) as Race[]
  const outcomes = new Map<string, number>()
  for (let seed = 0; seed < raceCount; seed += 1) {
    const race = names[seed % names.length] ?? 'twoDecide'
    const { ended, wrong } = await run(race, seed)
    expect(wrong).toBeUndefined()
    const outcome = `${titles[race]}: ${ended}`
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  writeEvidence('access-races', {
    claim: 'No race to a request or a grant opens data without a live grant',
    command: 'access',
    method:
      'Seeded races (`server/test/access/races.ts`), each on a request of its own. Afterwards one thing must have happened and no other, there must be one ' +
      'grant of a request that was consented to and none of any other, and a read over HTTP must be answered exactly when a grant is live. A reader that ' +
      'reads on and on is told data until the grant ends and nothing ever after.',
    figures: { races: raceCount, bypasses: 0 },
    table: { head: ['Race and how it ended', 'Times'], rows: [...outcomes].sort() },
  })
})

const titles: Readonly<Record<Race, string>> = {
  twoDecide: 'Two decide at once',
  endsMeanwhile: 'The period ends during the consent',
  takenBackWhileRead: 'Revoked or held back while data is read',
  sentTwice: 'Request, opinion and check sent twice',
  clockMoves: 'The last second comes while data is read',
}
