import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import type { EvidenceMaker } from '../evidence/evidence.ts'
import { journalProblems } from '../journal.errors.ts'
import { journalPermissions } from '../journal.permissions.ts'
import { certificatesAsPem } from '../signing.ts'
import type { Signing } from '../signing.ts'
import type { Receipts, SignedReceipt } from './receipts.ts'

export interface ReceiptRouteDeps {
  readonly receipts: Receipts
  readonly signing: Signing
  readonly evidence: EvidenceMaker
  /** The entry of the load that an apply of a dataset came from; loads belong to a module above. */
  readonly entryOfApply: (dataset: string, apply: number) => Promise<string | undefined>
  /** The unit that asks; accounts belong to a module above. */
  readonly unitOf: (request: FastifyRequest) => string
}

export function receiptRoutes(deps: ReceiptRouteDeps): Route[] {
  const { receipts, signing, unitOf } = deps
  return [
    evidenceRoute(deps),
    route({
      method: 'GET',
      url: '/journal/reads/:id/receipt',
      operationId: 'journal.getReadReceipt',
      summary: 'The receipt of an answer, for the unit that got it',
      permission: journalPermissions['read.readOwn'],
      zone: 'dedicated',
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
      zone: 'dedicated',
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

function evidenceRoute({ receipts, evidence, entryOfApply, unitOf }: ReceiptRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/journal/reads/:id/evidence',
    operationId: 'journal.getReadEvidence',
    summary:
      'All that proves an answer without the warehouse: receipt, load, log, time-stamp, certificates, a page that explains',
    permission: journalPermissions['read.readOwn'],
    zone: 'dedicated',
    problems: ['journal.readNotFound', 'journal.evidenceNotReady'],
    schema: { params: Type.Object({ id: IdShape }), response: { 200: Type.String({ description: 'ZIP' }) } },
    handler: async (request, reply) => {
      const { id } = request.params
      const signed = await receipts.ofRead(id, unitOf(request))
      if (!signed) throw journalProblems.readNotFound({ read: id })
      const { dataset, apply } = signed.receipt
      const entry = apply === null ? undefined : await entryOfApply(dataset, apply)
      return sendEvidence(reply, signed, await evidence.of(signed, entry))
    },
  })
}

/** An archive of evidence as a file; throws when it cannot be made yet. */
export function sendEvidence(
  reply: FastifyReply,
  { receipt }: SignedReceipt,
  archive: Buffer | undefined,
): FastifyReply {
  if (!archive) throw journalProblems.evidenceNotReady()
  return reply
    .header('content-type', 'application/zip')
    .header('content-disposition', `attachment; filename="${receipt.kind}-${receipt.id}.evidence.zip"`)
    .header('cache-control', 'no-store')
    .send(archive)
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
