import { expect, test } from 'vitest'
import type { Client } from '../../../api/types.ts'
import { actsFor } from './client-acts.tsx'

const clientIn = (state: Client['state']) => ({ state, requestedBy: { id: '1', login: 'an' } }) as Client
const officer = { roles: ['consumer'], login: 'an' } as const
const coordinator = { roles: ['coordinator'], login: 'binh' } as const
const auditor = { roles: ['auditor'], login: 'chi' } as const

test.each([
  ['requested', officer, ['changeKeys']],
  ['requested', coordinator, ['refuse', 'changeKeys', 'register']],
  ['requested', { ...coordinator, login: 'an' }, ['changeKeys']],
  ['active', officer, ['suspend', 'changeKeys']],
  ['active', coordinator, ['suspend', 'changeKeys']],
  ['active', auditor, []],
  ['suspended', officer, []],
  ['suspended', coordinator, ['resume']],
  ['suspended', { ...coordinator, login: 'an' }, ['resume']],
  ['refused', coordinator, []],
] as const)('of a client that is %s, somebody with the roles of %o is offered %j', (state, who, acts) => {
  expect(actsFor(clientIn(state), { ...who, roles: [...who.roles] })).toEqual(acts)
})
