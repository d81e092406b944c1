import type { EntityJson, EntityUid, StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyRequest } from './policy.ts'

type CedarRequest = Pick<StatefulAuthorizationCall, 'principal' | 'action' | 'resource' | 'context' | 'entities'>

/** A request as the schema has it. */
export function toCedar({ action, unit, dataset, circumstances }: PolicyRequest): CedarRequest {
  const principal = { type: 'Unit', id: unit.id }
  const { code, provider, consumers, consumerGroups, ...plain } = dataset
  const resource = { type: 'Dataset', id: code }
  const attrs = {
    ...plain,
    provider: reference('Unit', provider),
    consumers: consumers.map((id) => reference('Unit', id)),
    consumerGroups: consumerGroups.map((id) => reference('UnitGroup', id)),
  }
  const { isWardLevel, hasTerritory, groups } = unit
  const entities: EntityJson[] = [
    {
      uid: principal,
      attrs: { isWardLevel, hasTerritory },
      parents: groups.map((id) => ({ type: 'UnitGroup', id })),
    },
    { uid: resource, attrs, parents: [] },
  ]
  const { roles, ...said } = circumstances
  return {
    ...{ principal, action: { type: 'Action', id: action }, resource, entities },
    context: { roles: [...roles], ...said },
  }
}

function reference(type: string, id: string): { __entity: EntityUid & { type: string; id: string } } {
  return { __entity: { type, id } }
}
