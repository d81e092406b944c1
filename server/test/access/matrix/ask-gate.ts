import { anId } from '../../../src/identity/testing.ts'
import type { Role } from '../../../src/identity/index.ts'
import type { OpenWarehouse } from '../../warehouse/open-warehouse.ts'
import { places } from './city.ts'
import type { Asker } from './furnish.ts'
import { expectedStop } from './gate-cells.ts'
import type { Caller, GateCell, Stop } from './gate-cells.ts'

/** How long ago a session was opened whose person has to show anew who they are. */
const staleMilliseconds = 6 * 60_000

/** Asks cells of the product; gives what was answered where that is something else than expected. */
export function gateAsker({ app, modules, clock }: OpenWarehouse, askers: readonly Asker[]) {
  const askerOf = (role: Role) => {
    const found = askers.find((asker) => asker.role === role && asker.unit.relation === 'stranger')
    if (!found) throw new Error(`Nobody is ${role}`)
    return found
  }
  const headersOf = async (caller: Caller): Promise<Record<string, string>> => {
    if (caller === 'nobody') return {}
    const { token, principal } = askerOf(caller.role)
    if (caller.by === 'token') return { authorization: `Bearer ${token}` }
    const now = clock.now().getTime()
    if (caller.by === 'stale') clock.moveTo(new Date(now - staleMilliseconds).toISOString())
    const { session } = await modules.identity.openSession({
      ...{ accountId: principal.accountId, factor: 'passkey', method: 'passkey', requestId: 'test' },
      where: { address: places.dedicated, device: '' },
    })
    if (caller.by === 'stale') clock.moveTo(new Date(now).toISOString())
    return { cookie: `kho_session=${session}`, 'x-csrf-token': modules.identity.csrfToken(session) }
  }
  return async (cell: GateCell): Promise<{ stop: Stop | undefined; wrong?: string }> => {
    const { route, method, caller, place } = cell
    const stop = expectedStop(cell)
    const headers = await headersOf(caller)
    const answer = await app.inject({
      method,
      url: `/api/v1${unknown(route.url)}`,
      headers,
      remoteAddress: places[place],
    })
    const code = method === 'HEAD' ? undefined : codeIn(answer.body)
    const fits = stop
      ? answer.statusCode === stop.status && (method === 'HEAD' || code === stop.code)
      : answer.statusCode < 500 && ![401, 403].includes(answer.statusCode)
    if (fits) return { stop }
    const asked = `${method} ${route.url} as ${JSON.stringify(caller)} from ${place}`
    const found = `${String(answer.statusCode)} ${answer.body.slice(0, 200)}`
    return { stop, wrong: `${asked}: ${JSON.stringify(stop ?? 'through')}, but ${found}` }
  }
}

/** The address of things that are not there. */
function unknown(url: string): string {
  const values: Readonly<Record<string, string>> = { code: 'khong-co', entry: 'khong-co', key: 'khong-co' }
  return url.replaceAll(/:(\w+)/g, (_parameter, name: string) => values[name] ?? anId(404))
}

function codeIn(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { code?: string } | null)?.code
  } catch {
    return undefined
  }
}
