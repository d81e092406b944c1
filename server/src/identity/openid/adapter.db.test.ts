import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { systemClock } from '../../platform/index.ts'
import { createAdapter } from './adapter.ts'

const { database, secret } = await createTestDatabase()
const ended: string[] = []
const adapterOf = createAdapter({
  ...{ db: database.application, clock: systemClock, secret },
  endings: {
    giveUp: () => Promise.reject(new Error('No program gives anything up here')),
    endStolen: (id) => {
      ended.push(id)
      return Promise.resolve()
    },
  },
})

const issuedModels = ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'DeviceCode'] as const

/** One of each, issued on a consent of this id. */
async function issueOn(grantId: string): Promise<void> {
  for (const model of issuedModels) {
    await adapterOf(model).upsert(`${model} of ${grantId}`, { kind: model, clientId: 'kho-cli', grantId }, 60)
  }
  await adapterOf('Grant').upsert(grantId, { kind: 'Grant', clientId: 'kho-cli' }, 60)
}

async function keptOf(grantId: string): Promise<string[]> {
  const named = [
    ...issuedModels.map((model) => [model, `${model} of ${grantId}`] as const),
    ['Grant', grantId] as const,
  ]
  const found = await Promise.all(named.map(async ([model, id]) => ((await adapterOf(model).find(id)) ? [model] : [])))
  return found.flat()
}

describe('what the provider takes back', () => {
  it('is of the model and the consent it names, and the consent does not end by it', async () => {
    await Promise.all([issueOn('one'), issueOn('another')])
    await adapterOf('AccessToken').revokeByGrantId('one')
    await adapterOf('AuthorizationCode').destroy('AuthorizationCode of one')
    expect(await keptOf('one')).toEqual(['RefreshToken', 'DeviceCode', 'Grant'])
    expect(await keptOf('another')).toEqual([...issuedModels, 'Grant'])
    expect(ended).toEqual([])
  })

  it('ends the consent when it is the grant itself', async () => {
    await issueOn('stolen')
    await adapterOf('Grant').destroy('stolen')
    expect(ended).toEqual(['stolen'])
    expect(await keptOf('stolen')).not.toContain('Grant')
  })
})
