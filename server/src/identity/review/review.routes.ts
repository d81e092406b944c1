import { Type } from 'typebox'
import { IdShape, preferredLanguage, route, sendDocument } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { identityEvents } from '../identity.events.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import { reportCsv, reportDocx } from './report.ts'
import type { Report } from './report.ts'
import {
  AnswersBody,
  ProgressList,
  ReportShape,
  ReviewedList,
  reviewedToWire,
  ReviewList,
  ReviewShape,
  reviewToWire,
} from './review.schema.ts'
import type { Reviews } from './review.service.ts'

const ReviewParams = Type.Object({ id: IdShape })

export function reviewRoutes({ identity }: { identity: Reviews }): Route[] {
  return [
    list(identity),
    open(identity),
    accounts(identity),
    answer(identity),
    progress(identity),
    ...reports(identity),
  ]
}

function list(identity: Reviews): Route {
  return route({
    method: 'GET',
    url: '/identity/reviews',
    operationId: 'identity.listReviews',
    summary: 'Reviews of accounts, newest first',
    permission: identityPermissions['review.read'],
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: ReviewList } },
    handler: async () => ({ items: (await identity.listReviews()).map(reviewToWire) }),
  })
}

function open(identity: Reviews): Route {
  return route({
    method: 'POST',
    url: '/identity/reviews',
    operationId: 'identity.openReview',
    summary: 'Open the review of this quarter now, over all accounts',
    permission: identityPermissions['review.open'],
    zone: 'administration',
    problems: ['identity.reviewOpen'],
    schema: { response: { 201: ReviewShape } },
    handler: async (request, reply) => {
      return reply.code(201).send(reviewToWire(await identity.openReview(principalOf(request))))
    },
  })
}

function accounts(identity: Reviews): Route {
  return route({
    method: 'GET',
    url: '/identity/reviews/:id/accounts',
    operationId: 'identity.listReviewedAccounts',
    summary: 'Accounts of a review with roles, last use and answers: of your unit, or of any for those who oversee it',
    permission: identityPermissions['review.read'],
    zone: 'dedicated',
    problems: ['identity.reviewNotFound'],
    schema: {
      params: ReviewParams,
      querystring: Type.Object({ unit: Type.Optional(IdShape) }),
      response: { 200: ReviewedList },
    },
    handler: async (request) => {
      const { params, query } = request
      const { mayAnswer, items } = await identity.listReviewedAccounts(principalOf(request), params.id, query.unit)
      return { mayAnswer, items: items.map(reviewedToWire) }
    },
  })
}

function answer(identity: Reviews): Route {
  return route({
    method: 'POST',
    url: '/identity/reviews/:id/answers',
    operationId: 'identity.answerReview',
    summary: 'Say of accounts which roles stand and which are revoked; it takes effect at once',
    permission: identityPermissions['review.answer'],
    stepUp: true,
    signs: [identityEvents['review.answered'], identityEvents['account.suspended']],
    zone: 'dedicated',
    problems: [
      ...['identity.reviewNotFound', 'identity.reviewClosed', 'identity.notInReview', 'identity.notReviewer'],
      ...['identity.ownReview', 'identity.reviewAnswered'],
    ],
    schema: { params: ReviewParams, body: AnswersBody, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await identity.answerReview(principalOf(request), request.params.id, request.body.answers)
      return reply.code(204).send()
    },
  })
}

function progress(identity: Reviews): Route {
  return route({
    method: 'GET',
    url: '/identity/reviews/:id/progress',
    operationId: 'identity.getReviewProgress',
    summary: 'How far each unit has come with a review',
    permission: identityPermissions['review.oversee'],
    zone: 'dedicated',
    problems: ['identity.reviewNotFound'],
    schema: { params: ReviewParams, response: { 200: ProgressList } },
    handler: async ({ params }) => ({ items: await identity.reviewProgress(params.id) }),
  })
}

function reports(identity: Reviews): Route[] {
  const frame = {
    method: 'GET',
    permission: identityPermissions['review.oversee'],
    zone: 'dedicated',
    problems: ['identity.reviewNotFound'],
  } as const
  return [
    route({
      ...frame,
      url: '/identity/reviews/:id/report.json',
      operationId: 'identity.getReviewReport',
      summary: 'The report of a review as data',
      schema: { params: ReviewParams, response: { 200: ReportShape } },
      handler: async ({ params }) => {
        const { review, units, accounts: reviewed } = await identity.reviewReport(params.id)
        return { review: reviewToWire(review), units: [...units], accounts: reviewed.map(reviewedToWire) }
      },
    }),
    route({
      ...frame,
      url: '/identity/reviews/:id/report.csv',
      operationId: 'identity.downloadReviewReportCsv',
      summary: 'The report of a review as a table: one line for each account and role',
      schema: {
        params: ReviewParams,
        response: { 200: Type.String({ description: 'CSV, UTF-8 with byte order mark' }) },
      },
      handler: async (request, reply) => {
        const report = await identity.reviewReport(request.params.id)
        const language = preferredLanguage(request.headers['accept-language'])
        return reply
          .header('content-disposition', `attachment; filename="${fileName(report)}.csv"`)
          .header('content-type', 'text/csv; charset=utf-8')
          .send(reportCsv(report, language))
      },
    }),
    route({
      ...frame,
      url: '/identity/reviews/:id/report.docx',
      operationId: 'identity.downloadReviewReport',
      summary: 'The report of a review as an office document',
      schema: { params: ReviewParams, response: { 200: Type.String({ description: 'DOCX' }) } },
      handler: async (request, reply) => {
        const report = await identity.reviewReport(request.params.id)
        const language = preferredLanguage(request.headers['accept-language'])
        return sendDocument(reply, fileName(report), await reportDocx(report, language))
      },
    }),
  ]
}

const fileName = ({ review }: Report) => `account-review-${review.quarter}`
