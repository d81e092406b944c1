import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The cookies of the portal. Over https their names begin with `__Host-`: a browser then takes them from this host alone,
 * by https, for all its paths, so no neighbour can put one of his own in their place.
 */
export interface Cookies {
  readonly session: string
  /** The secret of an attempt with a passkey, so the answer comes from the browser that was asked. */
  readonly attempt: string
  /** The same of an act to be signed: it may lie between two steps of another attempt. */
  readonly act: string
  /** By which a browser is known that has signed in before. */
  readonly device: string
  /** What a sign-in at the provider outside began with; the provider's answer comes by way of another site. */
  readonly outside: string
}

export function cookieNames(isSecure: boolean): Cookies {
  const prefix = isSecure ? '__Host-' : ''
  return {
    session: `${prefix}kho_session`,
    attempt: `${prefix}kho_attempt`,
    act: `${prefix}kho_act`,
    device: `${prefix}kho_device`,
    outside: `${prefix}kho_outside`,
  }
}

const attemptSeconds = 300
const outsideSeconds = 600
const deviceSeconds = 400 * 86_400

/** Reads and writes the cookies of one portal. */
export function createCookieJar(isSecure: boolean) {
  const names = cookieNames(isSecure)
  const common = { path: '/', httpOnly: true, secure: isSecure } as const
  return {
    attemptOf: ({ cookies }: FastifyRequest) => cookies[names.attempt],
    deviceOf: ({ cookies }: FastifyRequest) => cookies[names.device],
    sessionOf: ({ cookies }: FastifyRequest) => cookies[names.session],
    setAttempt: (reply: FastifyReply, attempt: string) =>
      reply.setCookie(names.attempt, attempt, { ...common, sameSite: 'strict', maxAge: attemptSeconds }),
    actAttemptOf: ({ cookies }: FastifyRequest) => cookies[names.act],
    setActAttempt: (reply: FastifyReply, attempt: string) =>
      reply.setCookie(names.act, attempt, { ...common, sameSite: 'strict', maxAge: attemptSeconds }),
    setSession: (reply: FastifyReply, session: string, expires: Date) =>
      reply.setCookie(names.session, session, { ...common, sameSite: 'lax', expires }),
    setDevice: (reply: FastifyReply, device: string) =>
      reply.setCookie(names.device, device, { ...common, sameSite: 'strict', maxAge: deviceSeconds }),
    outsideOf: ({ cookies }: FastifyRequest) => cookies[names.outside],
    setOutside: (reply: FastifyReply, attempt: string) =>
      reply.setCookie(names.outside, attempt, { ...common, sameSite: 'lax', maxAge: outsideSeconds }),
    clearOutside: (reply: FastifyReply) => reply.clearCookie(names.outside, { ...common, sameSite: 'lax' }),
    clearSession: (reply: FastifyReply) => reply.clearCookie(names.session, { ...common, sameSite: 'lax' }),
    clearDevice: (reply: FastifyReply) => reply.clearCookie(names.device, { ...common, sameSite: 'strict' }),
  }
}

export type CookieJar = ReturnType<typeof createCookieJar>
