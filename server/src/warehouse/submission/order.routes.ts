import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import type { Confirmations } from './confirmation.service.ts'
import { ConfirmationBody, WithdrawalBody } from './order.schema.ts'
import { SubmissionShape } from './submission.schema.ts'
import type { SubmissionViews } from './submission.view.ts'
import type { Withdrawals } from './withdrawal.service.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'

export interface OrderRouteDeps {
  readonly views: SubmissionViews
  readonly confirmations: Confirmations
  readonly withdrawals: Withdrawals
}

const params = Type.Object({ id: IdShape })

/** What the sender says about a submission afterwards: yes or no to its deletions, or that it should be undone. */
export function orderRoutes(deps: OrderRouteDeps): Route[] {
  return [confirm(deps), withdraw(deps)]
}

function confirm({ confirmations, views }: OrderRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/submissions/:id/confirmation',
    operationId: 'warehouse.confirmSubmission',
    summary: 'Agree to the deletions a waiting submission would make, or give it up',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'warehouse.submissionNotFound',
      'warehouse.notYours',
      'warehouse.notWaiting',
      'warehouse.overtaken',
    ],
    schema: { params, body: ConfirmationBody, response: { 200: SubmissionShape } },
    handler: async (request) => {
      const principal = principalOf(request)
      const submission = await confirmations.answer(principal, request.params.id, request.body)
      return views.toWire(submission, principal, preferredLanguage(request.headers['accept-language']))
    },
  })
}

function withdraw({ withdrawals, views }: OrderRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/warehouse/submissions/:id/withdrawal',
    operationId: 'warehouse.withdrawSubmission',
    summary: 'Undo a submission: rows that nobody changed since go back to what stood before it',
    permission: warehousePermissions['submission.submit'],
    zone: 'dedicated',
    problems: [
      'access.submitRefused',
      'warehouse.submissionNotFound',
      'warehouse.notYours',
      'warehouse.kindRefusesWithdrawal',
      'warehouse.nothingToWithdraw',
      'warehouse.convertedSince',
      'warehouse.alreadyWithdrawn',
      'warehouse.structureMissing',
    ],
    schema: { params, body: WithdrawalBody, response: { 202: SubmissionShape } },
    handler: async (request, reply) => {
      const principal = principalOf(request)
      const { statement } = request.body
      const submission = await withdrawals.withdraw(principal, request.params.id, { statement, channel: 'api' })
      return reply
        .code(202)
        .header('location', `/api/v1/warehouse/submissions/${submission.id}`)
        .send(await views.toWire(submission, principal, preferredLanguage(request.headers['accept-language'])))
    },
  })
}
