import { IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DeskItem } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Ago } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ScoreMark } from '../quality.tsx'
import { SubmissionMark } from '../submission-marks.tsx'
import { DueTable } from './due-table.tsx'
import { ScoreTrend } from './score.tsx'
import classes from './desk.module.css'

/** The datasets of one's own unit: what is due, how good it is, what happened last. */
export function DeskTable({ items }: { items: readonly DeskItem[] }) {
  const { t, named } = useText()
  const rows = items.map((item) => ({
    code: item.dataset.code,
    lead: (
      <Link to="/desk/$code" params={{ code: item.dataset.code }}>
        {named(item.dataset)}
      </Link>
    ),
    note: item.inForce ? null : t('dataset.notInForceShort'),
    state: item,
    item,
  }))
  return (
    <DueTable
      label={t('desk.ours')}
      rows={rows}
      columns={[
        { title: t('desk.quality'), cell: ({ item }) => <Score item={item} /> },
        { title: t('desk.lastSubmission'), cell: ({ item }) => <LastSubmission item={item} /> },
        { title: t('desk.toMend'), cell: ({ item }) => <ToMend item={item} /> },
      ]}
    />
  )
}

function Score({ item: { score, dataset } }: { item: DeskItem }) {
  return (
    <span className={classes.score}>
      <ScoreMark score={score} quiet />
      {score !== null && <ScoreTrend code={dataset.code} />}
    </span>
  )
}

function LastSubmission({ item: { lastSubmission } }: { item: DeskItem }) {
  const { t } = useText()
  if (lastSubmission === null) return <>{t('value.none')}</>
  return (
    <span>
      <Link to="/submissions/$id" params={{ id: lastSubmission.id }} className={classes.state}>
        <SubmissionMark state={lastSubmission.state} quiet />
      </Link>
      <span className={classes.note}>
        <Ago at={lastSubmission.receivedAt} />
      </span>
    </span>
  )
}

function ToMend({ item: { openRows } }: { item: DeskItem }) {
  const { t, format } = useText()
  if (openRows === 0) return <>{t('value.none')}</>
  return (
    <Mark tone="warn" icon={IconTool} quiet>
      {t('desk.openRows', { count: openRows, number: format.number(openRows) })}
    </Mark>
  )
}
