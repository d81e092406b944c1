import type { FastifyReply } from 'fastify'
import { documentType } from '../office-document.ts'

/** Answers with an office document to be kept as a file. @param name of the file, without its ending */
export function sendDocument(reply: FastifyReply, name: string, document: Buffer): FastifyReply {
  return reply
    .header('content-type', documentType)
    .header('content-disposition', `attachment; filename="${name}.docx"`)
    .send(document)
}
