import os from 'node:os'
import path from 'node:path'
import { createIdentity } from '../identity/index.ts'
import type { Identity, OrganisationKind, Principal } from '../identity/index.ts'
import { aCity, anOrganisation, aPrincipal } from '../identity/testing.ts'
import { createJournal } from '../journal/index.ts'
import { aLog } from '../journal/testing.ts'
import { createLaw } from '../law/index.ts'
import { anActor, anInstrument } from '../law/testing.ts'
import { createFolderBlobStore, createLog, fixedClock, newId } from '../platform/index.ts'
import type { Database } from '../platform/index.ts'
import { createReference } from '../reference/index.ts'
import { createCatalogue } from './catalogue.ts'
import type { DatasetInput } from './dataset.ts'
import { completeField } from './field.ts'
import type { DeclaredField, FieldInput } from './field.ts'
import type { StructureEffect } from './structure.service.ts'

/** A field of text, with what matters to the test. */
export function aField(over: Partial<FieldInput> = {}): DeclaredField {
  return completeField({ name: 'ten', title: 'Tên', titleEn: 'Name', type: 'text', ...over })
}

/** A key field of text. */
export function aKey(over: Partial<FieldInput> = {}): DeclaredField {
  return aField({ name: 'ma', title: 'Mã', titleEn: 'Code', key: true, ...over })
}

/** An internal dataset for all units. */
export function aDataset(over: Partial<DatasetInput> & Pick<DatasetInput, 'code' | 'provider'>): DatasetInput {
  return {
    name: 'Bộ dữ liệu thử',
    nameEn: 'Test dataset',
    description: '',
    descriptionEn: '',
    kind: 'shared',
    classification: 'internal',
    updateMethod: 'full',
    updateFrequency: 'monthly',
    consumers: [{ group: 'all' }],
    licence: 'Dùng trong cơ quan nhà nước',
    contact: 'Bộ phận dữ liệu',
    ...over,
  }
}

/** A small city on 2 March 2026: the modules up to the catalogue, some units and an instrument. */
export async function createTestCity(database: Database, structureEffect: StructureEffect = () => Promise.resolve()) {
  const clock = fixedClock('2026-03-02T03:00:00Z')
  const log = createLog('silent')
  const blobs = createFolderBlobStore(path.join(os.tmpdir(), `kho-documents-${newId(clock.now())}`), () =>
    newId(clock.now()),
  )
  const actor = anActor()
  const journal = createJournal({ database, clock, log, ...aLog })
  const law = createLaw({ database, journal, clock })
  const identity = createIdentity({ database, journal, clock, log, law, sessionHours: 10, secret: 'a secret' })
  const reference = createReference({ database, journal, clock, law })
  const catalogue = createCatalogue({ database, journal, clock, law, identity, reference, structureEffect, blobs })
  const instrument = await law.register(actor, anInstrument())
  const city = await registerUnit(identity, { kind: 'city', name: 'UBND Thành phố' })
  const under = (kind: OrganisationKind, name: string, territory: string | null = null) =>
    registerUnit(identity, { kind, name, territory, parent: city.unitId })
  const units = {
    city,
    police: await under('department', 'Công an Thành phố'),
    health: await under('department', 'Sở Y tế'),
    tax: await under('department', 'Thuế Thành phố'),
    ward: await under('ward', 'UBND Phường Sài Gòn', '26740'),
    wardWithoutTerritory: await under('ward', 'UBND Phường Chưa rõ'),
  }
  return { database, clock, actor, journal, law, identity, reference, catalogue, instrument, units }
}

/** Registers a unit and gives a principal in it, without an account. */
async function registerUnit(
  identity: Identity,
  unit: { kind: OrganisationKind; name: string; territory?: string | null; parent?: string },
): Promise<Principal> {
  const { kind, name, territory = null, parent = null } = unit
  const make = kind === 'city' ? aCity : anOrganisation
  const [organisation] = await identity.registerOrganisations(anActor(), [
    make({ kind, name, nameEn: name, territory, parent }),
  ])
  if (!organisation) throw new Error(`${name} was not registered`)
  const { id, nameEn } = organisation
  return aPrincipal({ organisation: { id, name, nameEn, kind, territory }, roles: ['provider', 'consumer'] })
}
