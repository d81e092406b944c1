import { Type } from 'typebox'
import { IdShape, InstantShape, PageOf, PageQuery, zones } from '../../platform/index.ts'
import type { KeptRefusals } from './refusal.ts'
import { networkZones, refusalReasons } from './zone.ts'
import type { Network } from './zone.ts'

export const NetworkShape = Type.Object(
  {
    id: IdShape,
    zone: Type.Enum(networkZones),
    network: Type.String({ description: 'CIDR' }),
    name: Type.String(),
    addedAt: InstantShape,
  },
  { $id: 'ZoneNetwork' },
)

export const NetworkList = Type.Object({
  items: Type.Array(NetworkShape),
  caller: Type.Object(
    {
      address: Type.String(),
      isMachine: Type.Boolean({ description: 'The machine itself, which comes to every zone' }),
    },
    { description: 'Where this request came from' },
  ),
})

export const NetworkBody = Type.Object(
  {
    zone: Type.Enum(networkZones),
    network: Type.String({ minLength: 1, maxLength: 50, description: 'CIDR, like 10.1.0.0/16' }),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  },
  { additionalProperties: false },
)

export const RefusalQuery = Type.Object({ zone: Type.Optional(Type.Enum(networkZones)), ...PageQuery })

export const RefusalPage = PageOf(
  Type.Object({
    id: IdShape,
    address: Type.String({ description: '… for those beyond the first 500 addresses of ten minutes' }),
    zone: Type.Enum(zones),
    route: Type.String(),
    reason: Type.Enum(refusalReasons),
    count: Type.Integer({ description: 'Requests within ten minutes' }),
    firstAt: InstantShape,
    lastAt: InstantShape,
    sealed: Type.Boolean({ description: 'Whether an entry of the journal covers it' }),
  }),
)

export function networkToWire({ id, zone, network, name, addedAt }: Network) {
  return { id, zone, network, name, addedAt: addedAt.toISOString() }
}

export function refusalToWire({ id, address, zone, route, reason, count, firstAt, lastAt, seal }: KeptRefusals) {
  const instants = { firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() }
  return { id, address, zone, route, reason, count, ...instants, sealed: seal !== null }
}
