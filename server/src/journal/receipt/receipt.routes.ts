import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { fingerprintOf } from '../certificate/certificate.ts'
import { journalProblems } from '../journal.errors.ts'
import { journalPermissions } from '../journal.permissions.ts'
import type { Signing } from '../signing.ts'
import type { Receipts, SignedReceipt } from './receipts.ts'

export interface ReceiptRouteDeps {
  readonly receipts: Receipts
  readonly signing: Signing
  /** The unit that asks; accounts belong to a module above. */
  readonly unitOf: (request: FastifyRequest) => string
}

export function receiptRoutes({ receipts, signing, unitOf }: ReceiptRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/journal/reads/:id/receipt',
      operationId: 'journal.getReadReceipt',
      summary: 'The receipt of an answer, for the unit that got it',
      permission: journalPermissions['read.readOwn'],
      zone: 'city',
      problems: ['journal.readNotFound'],
      schema: {
        params: Type.Object({ id: IdShape }),
        response: { 200: Type.String({ description: 'Compact JWS (RFC 7515)' }) },
      },
      handler: async (request, reply) => {
        const { id } = request.params
        const receipt = await receipts.ofRead(id, unitOf(request))
        if (!receipt) throw journalProblems.readNotFound({ read: id })
        return sendReceipt(reply, receipt)
      },
    }),
    route({
      method: 'GET',
      url: '/journal/certificates',
      operationId: 'journal.getCertificates',
      summary: 'Certificates that receipts and time-stamps are checked with',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { response: { 200: Type.String({ description: 'PEM' }) } },
      handler: (_request, reply) =>
        Promise.resolve(
          reply
            .header('content-type', 'application/x-pem-file')
            .header('content-disposition', 'attachment; filename="certificates.pem"')
            .send(certificatesAsPem(signing)),
        ),
    }),
  ]
}

/** A receipt as a file. */
export function sendReceipt(reply: FastifyReply, { receipt, jws }: SignedReceipt): FastifyReply {
  return reply
    .header('content-type', 'application/jose')
    .header('content-disposition', `attachment; filename="${receipt.kind}-${receipt.id}.receipt.jws"`)
    .header('cache-control', 'no-store')
    .send(jws)
}

const preference = /(?:^|,)\s*receipt\s*(?:[,;=]|$)/i

/** Whether the answer is wanted with its receipt: `Prefer: receipt` (RFC 7240). */
export function prefersReceipt({ headers }: FastifyRequest): boolean {
  return preference.test([headers['prefer'] ?? ''].flat().join(','))
}

/** PEM with a line above each that says whose it is; text outside the blocks is read over by every reader. */
export function certificatesAsPem({ certificates }: Signing): string {
  const lines = certificates.map((each) => {
    const about = `# ${each.subject.replaceAll('\n', ', ')}\n# ${each.validTo}; SHA-256 ${fingerprintOf(each)}`
    return `${about}\n${each.toString()}`
  })
  return lines.join('')
}
