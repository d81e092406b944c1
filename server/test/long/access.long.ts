import { expect, it } from 'vitest'
import { answersTo } from '../access/answers.ts'
import { wholeCity } from '../access/matrix/city.ts'
import { openMatrix } from '../access/matrix/matrix.ts'
import type { Tried } from '../access/matrix/trying.ts'
import { questionCount } from '../access/questions.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const every = Number(process.env['KHO_TEST_EVERY'] ?? 1)
const rows: (readonly [string, number, number | string, number])[] = []

function keep(what: string, { cells, expectations, through, wrong }: Tried): void {
  rows.push([what, cells, expectations, through])
  expect(wrong.slice(0, 20)).toEqual([])
}

it('the policies answer every question as the clauses do, reckoned without them (Điều 5.2, 9, 10, 11, 18.2)', () => {
  let [asked, allowed] = [0, 0]
  for (let place = 0; place < questionCount; place += every) {
    const { found, expected } = answersTo(place)
    expect(found, `question ${String(place)}`).toEqual(expected)
    asked += 1
    if (found.allow) allowed += 1
  }
  rows.push(['Questions to the policies alone', asked, '', allowed])
})

it('every route and every way to data answers as the clauses have it (Điều 10, 11, 13.2, 18.2)', async () => {
  const matrix = await openMatrix(await openWarehouse(), wholeCity)
  keep(
    'Every route × nobody and each role, by token, by session, by a session of a while ago × network',
    await matrix.tryGates(every),
  )
  keep('Every way to data × unit and its grants × role × dataset × purpose × network', await matrix.tryData(every))
})

it('all of it was tried', () => {
  const cells = rows.slice(1).reduce((sum, [, count]) => sum + count, 0)
  expect(cells).toBeGreaterThan(100_000 / every)
  writeEvidence('access', {
    claim: 'Who may do what follows from the clauses, whichever way it is asked',
    method:
      'The questions are all combinations of unit, roles, catalogue row, structure, stage, purpose and grant; the policies must answer each as rules ' +
      'written from the clauses alone do (`server/test/access/expected-verdict.ts`). The other rows are requests over HTTP to a city made for it ' +
      '(`server/test/access/matrix/city.ts`). Of every route a table written by hand from the clauses says who may call it and from where ' +
      '(`duties.ts`); each route is asked by nobody and by an account of every role, by token, in a session just opened and, where a person must have ' +
      'shown who they are, in one of a while ago, from outside, from the dedicated network, its part for administration and the network of those who watch: ' +
      'the problem must be the one expected, and where none is, the request must come to its handler. These do not depend on grants and purposes, for what ' +
      'they ask for is not there. Every way to data is then asked by each account of each unit (it provides the data, is named, belongs to a group, or ' +
      'nothing of that; with grants that are live, held, to come, ended, revoked, or none) for each dataset and each purpose from three networks: the refusal ' +
      'must be the one expected, or exactly the fields and rows expected must be told. Deliveries follow neither from purposes nor from grants, so ' +
      'there those are left out but for one live grant. Cells that differ in nothing that matters expect the same; how many different ones there are is told beside.',
    figures: { cells },
    table: { head: ['What is asked', 'Asked', 'Different expectations', 'Come through'], rows },
  })
})
