import { createJournal } from '../../src/journal/index.ts'
import { aLog } from '../../src/journal/testing.ts'
import { createLaw } from '../../src/law/index.ts'
import { anActor, anInstrument } from '../../src/law/testing.ts'
import { createIdentity } from '../../src/identity/index.ts'
import type { ActInput, Identity, OrganisationInput, Role, SuccessionEffect } from '../../src/identity/index.ts'
import { aCity, anOrganisation } from '../../src/identity/testing.ts'
import { createLog, fixedClock } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'

/** Identity alone on a database of its own, on 2 March 2026, with a city and a decision of 15 December 2025. */
export async function openCity(options: { at?: string; effects?: readonly SuccessionEffect[] } = {}) {
  const testing = await createTestDatabase()
  const { database } = testing
  const clock = fixedClock(options.at ?? '2026-03-02T03:00:00Z')
  const log = createLog('silent')
  const journal = createJournal({ database, clock, log, ...aLog })
  const law = createLaw({ database, journal, clock })
  const identity = createIdentity({
    ...{ database, journal, clock, log, law, sessionHours: 10, secret: 'a secret' },
    successionEffects: options.effects ?? [],
  })
  const actor = anActor()
  const day = { signedOn: '2025-06-16', effectiveFrom: '2025-06-16' }
  const instrument = await law.register(actor, anInstrument({ title: 'Sắp xếp đơn vị', ...day }))
  const [city] = await identity.registerOrganisations(actor, [aCity({ validFrom: '2000-01-01' })])
  if (!city) throw new Error('There is no city')
  let logins = 0
  return {
    ...{ testing, database, clock, journal, law, identity, actor, instrument, city },
    /** Brings in a unit under the city. */
    async unit(name: string, over: Partial<OrganisationInput> = {}): Promise<string> {
      const input = anOrganisation({ name, nameEn: name, parent: city.id, validFrom: '2020-01-01', ...over })
      const [made] = await identity.registerOrganisations(actor, [input])
      return made?.id ?? ''
    },
    async account(unit: string, roles: readonly Role[] = ['provider']): Promise<{ id: string; login: string }> {
      const login = `can.bo.${String((logins += 1))}`
      return identity.issueAccount(actor, {
        login,
        name: `Cán bộ ${login}`,
        unit,
        roles,
        demoPassword: 'mat-khau-thu-2026',
      })
    },
    prepare: (steps: ActInput['steps'], effectiveOn = '2026-03-02') =>
      identity.prepareAct(actor, { title: 'Quyết định thử', instrument: instrument.id, effectiveOn, steps }),
    /** Prepares, looks and confirms at once. */
    decide: (steps: ActInput['steps'], effectiveOn = '2026-03-02') =>
      decide(identity, { title: 'Quyết định thử', instrument: instrument.id, effectiveOn, steps }),
  }
}

export async function decide(identity: Identity, input: ActInput) {
  const act = await identity.prepareAct(anActor(), input)
  const { digest } = await identity.previewAct(act.id)
  return identity.confirmAct(anActor(), act.id, { digest })
}
