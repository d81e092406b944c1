import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Network, NetworkZone } from './zone.ts'

const columns = sql`n.id, n.zone, n.network::text AS network, n.name, n.added_at AS "addedAt"`

/** Those in force, by zone and address. */
export function listNetworks(db: Db): Promise<Network[]> {
  return db.rows<Network>(sql`
    SELECT ${columns} FROM access.networks AS n WHERE n.removed_at IS NULL ORDER BY n.zone, n.network, n.id`)
}

/** One change of networks at a time: each is judged by what the others left. */
export async function holdNetworks(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.networks'))`)
}

/** Gives the network as it is kept, without bits beyond its prefix; undefined when the zone has it. */
export async function insertNetwork(tx: Tx, made: Omit<Network, 'addedAt'>): Promise<string | undefined> {
  const row = await tx.first<{ network: string }>(sql`
    INSERT INTO access.networks (id, zone, network, name, added_at)
    VALUES (${made.id}, ${made.zone}, network(${made.network}::inet)::cidr, ${made.name}, ${tx.at})
    ON CONFLICT (zone, network) WHERE removed_at IS NULL DO NOTHING RETURNING network::text`)
  return row?.network
}

/** Gives the network that was removed; undefined when none of this id is in force. */
export function removeNetwork(tx: Tx, id: string): Promise<Network | undefined> {
  return tx.first<Network>(sql`
    UPDATE access.networks AS n SET removed_at = ${tx.at} WHERE n.id = ${id}::uuid AND n.removed_at IS NULL
    RETURNING ${columns}`)
}

/** Whether a network lies within one of a zone. */
export async function liesWithin(db: Db, network: string, zone: NetworkZone): Promise<boolean> {
  const row = await db.first<{ lies: boolean }>(sql`
    SELECT EXISTS (SELECT FROM access.networks AS n WHERE n.zone = ${zone} AND n.removed_at IS NULL
                   AND ${network}::inet <<= n.network) AS lies`)
  return row?.lies === true
}

/** What the process of the open zone may know of networks. */
export function listHealthNetworks(db: Db): Promise<Pick<Network, 'zone' | 'network'>[]> {
  return db.rows(
    sql`SELECT 'health' AS zone, network::text AS network FROM access.list_health_networks() AS t (network)`,
  )
}
