import { roles } from '../../../src/identity/index.ts'
import type { Role } from '../../../src/identity/index.ts'
import type { Route, Zone } from '../../../src/platform/index.ts'
import { places } from './city.ts'
import type { Place } from './city.ts'
import { dutyOf } from './duties.ts'

/**
 * Every route, asked by nobody and by an account of every role, from every network, before it comes to any data: for things
 * that are not there. What is asked for things that are there depends on whose they are (`data-cells.ts`, `thing-cells.ts`).
 */
export interface GateCell {
  readonly route: Route
  readonly method: Route['method']
  readonly caller: Caller
  readonly place: Place
}

/** `session`: a person who has just shown who they are; `stale`: one who did so a while ago. */
export type Caller = 'nobody' | { readonly role: Role; readonly by: 'token' | 'session' | 'stale' }

/** A session that was opened a while ago differs only where a person must just have shown who they are. */
function callersOf({ operationId }: Route): Caller[] {
  const ways = ['token', 'session', ...(dutyOf(operationId).inPerson ? (['stale'] as const) : [])] as const
  return ['nobody', ...roles.flatMap((role) => ways.map((by) => ({ role, by })))]
}

export function gateCells(routes: readonly Route[]): GateCell[] {
  return routes.flatMap((route) =>
    // Whatever is read can be asked for without its body, too.
    (route.method === 'GET' ? (['GET', 'HEAD'] as const) : [route.method]).flatMap((method) =>
      callersOf(route).flatMap((caller) =>
        (Object.keys(places) as Place[]).map((place) => ({ route, method, caller, place })),
      ),
    ),
  )
}

/** The problem that stands in the way; undefined where the request comes through to its handler. */
export interface Stop {
  readonly status: 401 | 403
  readonly code: string
}

export function expectedStop({ route, caller, place }: Omit<GateCell, 'method'>): Stop | undefined {
  const { from, by, inPerson } = dutyOf(route.operationId)
  if (!reaches(place, from))
    return { status: 403, code: from === 'administration' ? 'access.outsideAdministration' : 'access.outsideDedicated' }
  if (by === 'anyone') return undefined
  if (caller === 'nobody') return { status: 401, code: 'platform.signInRequired' }
  if (by !== 'account' && !by.includes(caller.role)) return { status: 403, code: 'platform.permissionMissing' }
  if (!inPerson || caller.by === 'session') return undefined
  return { status: 403, code: caller.by === 'token' ? 'identity.personNeeded' : 'identity.stepUpRequired' }
}

/** Điều 13.2: what is open from anywhere, all else on the dedicated network, administration on its own part of that. */
function reaches(place: Place, zone: Zone): boolean {
  if (zone === 'open') return true
  return place === 'administration' || (place === 'dedicated' && zone === 'dedicated')
}
