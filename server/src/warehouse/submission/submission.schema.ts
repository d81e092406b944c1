import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery, ProblemShape } from '../../platform/index.ts'
import { ConversionShape, ProfileBody, ProfileQuery, ProfileShape } from '../intake/profile.schema.ts'
import { accepted, faultPolicies, fileLoads, loads, submissionStates } from './submission.ts'
import type { Progress, Submission } from './submission.ts'

export const BalanceShape = Type.Object({
  sent: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  duplicate: Type.Integer(),
  unchanged: Type.Integer(),
  inserted: Type.Integer(),
  changed: Type.Integer(),
  deleted: Type.Integer(),
})

export const FaultGroupShape = Type.Object({
  rule: Type.String(),
  field: Nullable(Type.String()),
  fieldTitle: Nullable(Type.String()),
  count: Type.Integer(),
  message: Type.String(),
  examples: Type.Array(Type.Object({ row: Type.Integer(), value: Nullable(Type.String()) })),
})

export const QuarantineCountsShape = Type.Object({
  open: Type.Integer({ description: 'Rows that wait to be mended' }),
  edited: Type.Integer({ description: 'Of the open ones, those that were typed over or discarded' }),
  settled: Type.Integer({ description: 'Rows that a later submission settled' }),
})

export const SubmissionShape = Type.Object(
  {
    id: IdShape,
    dataset: Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }),
    state: Type.Enum(['processing', ...submissionStates]),
    load: Type.Enum(loads),
    onFault: Type.Enum(faultPolicies, {
      description: 'Whether one fault refuses the file, or faulty rows wait in quarantine',
    }),
    channel: Type.Union(['portal', 'api', 'cli'].map((channel) => Type.Literal(channel))),
    submittedBy: Type.Object({ account: Type.String(), unit: Type.String() }),
    receivedAt: InstantShape,
    finishedAt: Nullable(InstantShape),
    fileName: Nullable(Type.String()),
    bytes: Type.Integer(),
    digest: Type.String({ description: 'SHA-256 of the file as received, hex' }),
    structureVersion: Type.Integer(),
    profile: Nullable(ProfileShape),
    conversions: Type.Array(ConversionShape, { description: 'Values written in another way, as the profile says' }),
    continues: Nullable(Type.String({ description: 'The submission whose quarantined rows this one mends' })),
    withdraws: Nullable(Type.String({ description: 'The submission this one undoes' })),
    repeats: Nullable(Type.String({ description: 'An earlier submission of the dataset with the same bytes' })),
    statement: Nullable(Type.String({ description: 'Why, in the words of whoever asked for it' })),
    progress: Nullable(
      Type.Object({
        stage: Type.String(),
        rows: Type.Integer(),
        totalRows: Nullable(Type.Integer()),
        percent: Type.Integer(),
      }),
    ),
    balance: Nullable(BalanceShape),
    confirmedDeletions: Nullable(Type.Integer({ description: 'Deletions its sender agreed to after being asked' })),
    withheld: Nullable(
      Type.Integer({ description: 'Deletions not made because a rejected row may be the one that is missing' }),
    ),
    quarantine: Nullable(QuarantineCountsShape),
    faults: Type.Array(FaultGroupShape),
    faultyRows: Nullable(Type.Integer()),
    applyNumber: Nullable(Type.Integer()),
    incident: Nullable(Type.String({ description: 'The incident of a file that bears a mark of state secrets' })),
    journalEntry: Nullable(IdShape),
    journalIndex: Nullable(Type.Integer()),
    merkleRoot: Nullable(Type.String()),
    problem: Nullable(ProblemShape),
  },
  { $id: 'Submission' },
)

export const SubmissionPage = PageOf(SubmissionShape)
const filters = {
  state: Type.Optional(Type.Enum(submissionStates)),
  load: Type.Optional(Type.Enum(loads)),
  quarantine: Type.Optional(Type.Literal('open', { description: 'Only those with rows that wait to be mended' })),
}
export const SubmissionListQuery = Type.Object({ ...filters, ...PageQuery })
export const MineQuery = Type.Object({
  mine: Type.Optional(
    Type.Boolean({ default: true, description: "The caller's unit only; other lists are per dataset" }),
  ),
  ...filters,
  ...PageQuery,
})

export const SubmitQuery = Type.Object({
  load: Type.Optional(Type.Enum(fileLoads, { default: 'full' })),
  onFault: Type.Optional(Type.Enum(faultPolicies, { default: 'reject' })),
  continues: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'The submission whose waiting rows the file mends (a correction file)',
    }),
  ),
  fileName: Type.Optional(Type.String({ maxLength: 200 })),
  channel: Type.Optional(
    Type.Union([Type.Literal('portal'), Type.Literal('api'), Type.Literal('cli')], { default: 'api' }),
  ),
  ...ProfileQuery.properties,
})

/** An upload that has arrived becomes a submission. */
export const FromUploadBody = Type.Object(
  {
    upload: IdShape,
    profile: Type.Optional(Type.Union([Type.Null(), ProfileBody])),
    remember: Type.Optional(Type.Boolean({ default: false })),
    load: Type.Optional(Type.Enum(fileLoads, { default: 'full' })),
    onFault: Type.Optional(Type.Enum(faultPolicies, { default: 'reject' })),
    channel: Type.Optional(Type.Union([Type.Literal('portal'), Type.Literal('api'), Type.Literal('cli')])),
    continues: Type.Optional(IdShape),
  },
  { additionalProperties: false },
)

export const FaultShape = Type.Object({
  row: Type.Integer({ description: 'Number of the record in the file; the header is 1' }),
  field: Nullable(Type.String()),
  fieldTitle: Nullable(Type.String()),
  rule: Type.String(),
  value: Nullable(Type.String()),
  message: Type.String(),
})
export const FaultPage = PageOf(FaultShape)

/** The parts of a submission's wire form that its row alone gives. */
export function submissionToWire(submission: Submission, progress: Progress | undefined) {
  const { id, load, onFault, channel, fileName, bytes, digest, structureVersion, balance } = submission
  const { profile, continues, withdraws, repeats, statement, withheld, faultyRows, applyNumber, journalEntry } =
    submission
  const { confirmedDeletions } = submission
  return {
    ...{
      id,
      load,
      onFault,
      channel,
      fileName,
      bytes,
      digest,
      structureVersion,
      profile,
      continues,
      withdraws,
      repeats,
      statement,
    },
    ...{ confirmedDeletions, withheld, faultyRows, applyNumber, journalEntry },
    state: submission.state === 'received' && progress ? 'processing' : submission.state,
    submittedBy: { account: submission.accountName, unit: submission.unitName },
    receivedAt: submission.receivedAt.toISOString(),
    finishedAt: submission.finishedAt?.toISOString() ?? null,
    progress: submission.state === 'received' ? (progress ?? null) : null,
    balance: balance ? { ...balance, accepted: accepted(balance) } : null,
  }
}
