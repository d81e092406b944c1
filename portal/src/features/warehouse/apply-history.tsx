import type { ReactNode } from 'react'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconListDetails,
  IconReplace,
  IconStack2,
  IconTrash,
  type Icon,
} from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Submission } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
import type { TimelineItem } from '../../components/timeline.tsx'
import type { Text } from '../../lib/use-text.ts'
import { applyKind, type ApplyKind } from './apply-kind.ts'
import { BalanceSentence } from './balance-sentence.tsx'
import { submissionQuery } from './queries.ts'

interface Applied extends Submission {
  applyNumber: number
  finishedAt: string
}

/** Submissions that came into force, with those that they take back or go on from, which may be older than the list. */
export interface Applies {
  applied: Applied[]
  known: ReadonlyMap<string, Submission>
}

export function useApplies(submissions: Submission[]): Applies {
  const here = new Map(submissions.map((each) => [each.id, each]))
  const missing = submissions.flatMap(({ withdraws }) => (withdraws === null || here.has(withdraws) ? [] : [withdraws]))
  const found = useQueries({ queries: missing.map((id) => submissionQuery(id)) }).flatMap(({ data }) => data ?? [])
  return {
    applied: submissions.filter(isApplied),
    known: new Map([...here, ...found.map((each) => [each.id, each] as const)]),
  }
}

function isApplied(submission: Submission): submission is Applied {
  return submission.applyNumber !== null && submission.finishedAt !== null
}

const icons: Record<ApplyKind, Icon> = {
  full: IconStack2,
  incremental: IconListDetails,
  deletions: IconTrash,
  withdrawal: IconArrowBackUp,
  restore: IconArrowForwardUp,
  conversion: IconReplace,
}

/** One update on the timeline: what kind it was, what it did, what became of it. */
export function applyItem(submission: Applied, { applied, known }: Applies, text: Text): TimelineItem {
  const { t, format } = text
  const { id, dataset, applyNumber, finishedAt, balance, load } = submission
  const kind = applyKind(submission, known) ?? load
  const undoneBy = applied.find(({ withdraws }) => withdraws === id)
  const params = { code: dataset.code }
  return {
    key: id,
    at: finishedAt,
    icon: icons[kind],
    title: t(`applyKind.${kind}`, { number: format.number(applyNumber) }),
    mark: undoneBy && (
      <Mark tone="warn" icon={IconArrowBackUp}>
        {t('history.undone', { number: format.number(undoneBy.applyNumber) })}
      </Mark>
    ),
    body: (
      <>
        <About submission={submission} known={known} text={text} />
        {balance !== null && (
          <p>
            <BalanceSentence balance={balance} load={load} />
          </p>
        )}
      </>
    ),
    links: (
      <>
        <Link to="/submissions/$id" params={{ id }} search={{ changes: 'shown' }} hash="changes">
          {t('history.seeChanges')}
        </Link>
        <Link to="/datasets/$code/records" params={params} search={{ asOf: String(applyNumber) }}>
          {t('history.seeState')}
        </Link>
        <Link to="/submissions/$id" params={{ id }}>
          {t('record.seeSubmission')}
        </Link>
      </>
    ),
  }
}

interface AboutProps {
  submission: Applied
  known: Applies['known']
  text: Text
}

/** What an update rests on: the one it takes back, the one whose rows it mends, the structure it carries rows into. */
function About({ submission, known, text: { t, format } }: AboutProps): ReactNode {
  const { load, continues, withdraws, statement, structureVersion, dataset } = submission
  if (load === 'conversion') {
    return (
      <p>
        <Link
          to="/datasets/$code/structure"
          params={{ code: dataset.code }}
          search={{ version: String(structureVersion) }}
        >
          {t('history.intoStructure', { version: structureVersion })}
        </Link>
      </p>
    )
  }
  const before = withdraws ?? continues
  if (before === null) return null
  const number = known.get(before)?.applyNumber ?? null
  const how = withdraws === null ? 'continues' : applyKind(submission, known) === 'restore' ? 'restore' : 'withdrawal'
  return (
    <p>
      {t(`history.about.${how}`)}{' '}
      <Link to="/submissions/$id" params={{ id: before }}>
        {number === null ? t('course.before') : t('history.update', { number: format.number(number) })}
      </Link>
      {statement !== null && ` – ${t('course.reason', { text: statement })}`}
    </p>
  )
}
