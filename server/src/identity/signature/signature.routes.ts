import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { journalPermissions, journalProblems } from '../../journal/index.ts'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { RequestOptionsShape } from '../factor/factor.schema.ts'
import { identityProblems } from '../identity.errors.ts'
import { principalOf } from '../request.ts'
import type { Portal } from '../request.ts'
import { whereOf } from '../session/where.ts'
import type { Signatures } from './signature.service.ts'
import { signatureStandings } from './verify-signatures.ts'
import type { SigningRoute } from './verify-signatures.ts'

const SignedActBody = Type.Object(
  {
    method: Type.String({ pattern: '^[A-Z]{3,10}$' }),
    // As the router and whoever verifies the journal read it alike: nothing behind it, nothing encoded in it.
    path: Type.String({ maxLength: 2000, pattern: '^/[A-Za-z0-9/._~-]*$' }),
    body: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the bytes of the body, hex' }),
  },
  { additionalProperties: false },
)

interface SignatureRouteDeps extends SignatureDeps {
  /** All routes there are, of all modules: they say what is signed. */
  readonly routes: () => readonly SigningRoute[]
}

interface SignatureDeps {
  readonly identity: Signatures
  readonly portal: Portal
}

const EntrySignatureShape = Type.Object({
  standing: Type.Enum(signatureStandings, {
    description:
      '`signed`: by a passkey that stood registered for the account then, under this very act; `faulty`: otherwise, or not at all by who had to; `unsigned`: nothing had to be signed',
  }),
})

/** A guarded act is signed before it is done: the request is announced, signed, and sent with its signature. */
export function signatureRoutes({ identity, portal: { jar, party }, routes }: SignatureRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/act-attempts',
      operationId: 'identity.askToSign',
      summary: 'Begin to sign an act: what your passkey is asked to sign for this one request',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { body: SignedActBody, response: { 201: RequestOptionsShape } },
      handler: async (request, reply) => {
        const { attempt, options } = await identity.askToSign(party(), principalOf(request), request.body)
        return jar.setActAttempt(reply, attempt).code(201).send(options)
      },
    }),
    route({
      method: 'GET',
      url: '/identity/signatures/:entry',
      operationId: 'identity.checkSignature',
      summary: 'Whether an entry of the journal was signed as it had to be, by a passkey its account had then',
      permission: journalPermissions['entry.read'],
      zone: 'dedicated',
      problems: ['journal.entryNotFound'],
      schema: { params: Type.Object({ entry: IdShape }), response: { 200: EntrySignatureShape } },
      handler: async ({ params: { entry } }) => {
        const standing = await identity.signatureOf(routes(), entry)
        if (!standing) throw journalProblems.entryNotFound({ entry })
        return { standing }
      },
    }),
  ]
}

const header = 'x-act-signature'

/** Whether a request brings a signature of its person. */
export function isSigned({ headers }: FastifyRequest): boolean {
  return typeof headers[header] === 'string'
}

/**
 * Checks the signature a request brings, under the bytes it came with; what is done from here on carries it into the journal.
 * @param body SHA-256 of the bytes of the body, hex
 */
export async function takeSignature(
  { identity, portal: { jar, party } }: SignatureDeps,
  request: FastifyRequest,
  body: string,
): Promise<void> {
  const principal = principalOf(request)
  const response = parseAssertion(request.headers[header])
  const act = { method: request.method, path: request.url, body }
  const answer = { attempt: jar.actAttemptOf(request), response, act, where: whereOf(request) }
  request.principal = { ...principal, signature: await identity.sign(party(), principal, answer) }
}

/** The JSON a browser gives for an assertion (WebAuthn §5.1), in base64url. */
function parseAssertion(value: unknown): AuthenticationResponseJSON {
  try {
    const parsed = JSON.parse(Buffer.from(String(value), 'base64url').toString('utf8')) as AuthenticationResponseJSON
    const { authenticatorData, clientDataJSON, signature } = parsed.response
    if ([parsed.id, authenticatorData, clientDataJSON, signature].every((each) => typeof each === 'string'))
      return parsed
  } catch (cause) {
    throw identityProblems.passkeyRefused({}, { cause })
  }
  throw identityProblems.passkeyRefused()
}
