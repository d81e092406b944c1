import { expect, it } from 'vitest'
import { answersTo } from '../access/answers.ts'
import { wholeCity } from '../access/matrix/city.ts'
import { openMatrix } from '../access/matrix/matrix.ts'
import { questionCount } from '../access/questions.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const every = Number(process.env['KHO_TEST_EVERY'] ?? 1)

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
