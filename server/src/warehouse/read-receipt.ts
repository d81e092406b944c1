import type { FastifyReply, FastifyRequest } from 'fastify'
import { principalOf } from '../identity/index.ts'
import { prefersReceipt } from '../journal/index.ts'
import type { Receipts } from '../journal/index.ts'

/** Tells under which id an answer stands in the read log, and adds its receipt when it is asked for (Điều 4). */
export async function tellRead(
  receipts: Receipts,
  request: FastifyRequest,
  reply: FastifyReply,
  read: string,
): Promise<void> {
  reply.header('read-id', read)
  if (!prefersReceipt(request)) return
  const receipt = await receipts.ofRead(read, principalOf(request).unitId)
  if (receipt) reply.header('receipt', receipt.jws).header('preference-applied', 'receipt')
}
