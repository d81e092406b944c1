import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'

/**
 * Who may call a route. `anyone`: no sign-in; `account`: any signed-in account; otherwise the named permission, whose
 * holders the module's permission table lists.
 */
export type Permission = 'anyone' | 'account' | { readonly name: string; readonly roles: readonly string[] }

/**
 * From which networks something may be reached (Điều 13.2): the city's dedicated network, anywhere (open data and what
 * proves the log), the networks of administration, those from which the machine is watched.
 */
export const zones = ['dedicated', 'open', 'administration', 'health'] as const
export type Zone = (typeof zones)[number]

export interface RouteSchema {
  readonly params?: TSchema
  readonly querystring?: TSchema
  readonly body?: TSchema
  readonly response: Readonly<Record<number, TSchema>>
}

type Shape<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise

export type RequestOf<Schema extends RouteSchema> = FastifyRequest<{
  Params: Shape<Schema['params'], unknown>
  Querystring: Shape<Schema['querystring'], unknown>
  Body: Shape<Schema['body'], unknown>
}>

export interface RouteDefinition<Schema extends RouteSchema> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Path below `/api/v1`. */
  readonly url: string
  /** `module.verbNoun`; the name of the operation in the contract. */
  readonly operationId: string
  readonly summary: string
  readonly permission: Permission
  /** Dangerous: asks that a person has shown who they are in the last minutes (step-up). */
  readonly stepUp?: true
  /**
   * Events of which each entry that a person makes by this route carries their signature, once they have a passkey (D5). The
   * entry names what the path names.
   */
  readonly signs?: readonly string[]
  readonly zone: Zone
  /** Codes of the problems this route can answer besides the platform's. */
  readonly problems: readonly string[]
  /** The handler compares the authority epoch in its own read; for all others the HTTP layer asks before calling them. */
  readonly checksAuthority?: true
  /** Bytes of a JSON body at most, where one of 1 MiB is too short for what the schema allows. */
  readonly bodyLimit?: number
  /** Media types of a body that is streamed to the handler instead of being parsed. */
  readonly streams?: readonly string[]
  readonly schema: Schema
  readonly handler: (request: RequestOf<Schema>, reply: FastifyReply) => Promise<unknown>
}

/** A route as the composition root sees it. */
export type Route = RouteDefinition<RouteSchema>

/** Declares one operation; the handler's request is typed from the schema. */
export function route<const Schema extends RouteSchema>(definition: RouteDefinition<Schema>): Route {
  const { handler, ...rest } = definition
  return { ...rest, handler: (request, reply) => handler(request as RequestOf<Schema>, reply) }
}

/** A module's permissions as data: `{ 'dataset.register': ['provider'] }` → names with the module in front. */
export function definePermissions<Names extends string>(
  module: string,
  table: Readonly<Record<Names, readonly string[]>>,
): Readonly<Record<Names, { readonly name: string; readonly roles: readonly string[] }>> {
  const permissions: Partial<Record<Names, { name: string; roles: readonly string[] }>> = {}
  for (const name in table) permissions[name] = { name: `${module}.${name}`, roles: table[name] }
  return permissions as Record<Names, { name: string; roles: readonly string[] }>
}
