import type { FastifyReply, FastifyRequest } from 'fastify'
import { newSecretToken } from '../../platform/index.ts'
import type { CursorSeal, Permission } from '../../platform/index.ts'
import type { Passkeys } from '../factor/passkey.service.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'
import type { Portal } from '../request.ts'
import type { History } from './history.service.ts'
import type { Proofs } from './proof.service.ts'
import { sessionToWire } from './session.schema.ts'
import type { OpenedSession, Sessions } from './session.service.ts'
import type { SignIns } from './sign-in.service.ts'

export interface SessionRouteDeps {
  readonly identity: Sessions & History & SignIns & Proofs & Passkeys
  readonly cursors: CursorSeal
  /** All permissions there are, of all modules. */
  readonly permissions: () => readonly Permission[]
  readonly portal: Portal
}

/** What a session looks like to its page, and the cookies that go with a new one. */
export function createWelcome({ identity, permissions, portal: { jar } }: Omit<SessionRouteDeps, 'cursors'>) {
  const wire = (principal: Principal, session: string | undefined) => {
    const held = permissions().filter((permission) => typeof permission === 'object' && can(principal, permission))
    const names = held.map((permission) => (typeof permission === 'object' ? permission.name : permission))
    return sessionToWire(principal, names, session === undefined ? '' : identity.csrfToken(session))
  }
  /** The session this browser had before ends: nothing of what it knew is worth anything in the new one. */
  const admit = async (request: FastifyRequest, reply: FastifyReply, opened: OpenedSession, device?: string) => {
    const before = jar.sessionOf(request)
    if (before !== undefined) await identity.signOut(before)
    jar.setSession(reply, opened.session, opened.expiresAt)
    if (device !== undefined) jar.setDevice(reply, device)
  }
  return {
    wire,
    /** The name a browser is known by; a new one until it has one. */
    knownDevice: (request: FastifyRequest) => jar.deviceOf(request) ?? newSecretToken(),
    admit,
    welcome: async (request: FastifyRequest, reply: FastifyReply, opened: OpenedSession, device?: string) => {
      await admit(request, reply, opened, device)
      return reply.header('cache-control', 'no-store').code(201).send(wire(opened.principal, opened.session))
    },
  }
}
