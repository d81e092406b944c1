import type { ReactNode } from 'react'
import { IconCircleCheck, IconTool } from '@tabler/icons-react'
import type { Desk, DeskItem } from '../../../api/types.ts'
import { LinkButton } from '../../../components/link-button.tsx'
import { Mark } from '../../../components/mark.tsx'
import { DueText, FreshnessMark, freshnessOrder } from '../../../features/warehouse/freshness.tsx'
import { SubmissionMark } from '../../../features/warehouse/submission-marks.tsx'
import { useText, type Text } from '../../../lib/use-text.ts'
import classes from './desk-tasks.module.css'

interface Task {
  key: string
  item: DeskItem
  mark: ReactNode
  text: ReactNode
  button: ReactNode
}

/** What waits for this person: a word to be given, then what is late, then what was sent back or waits to be mended. */
export function DeskTasks({ desk }: { desk: Desk }) {
  const text = useText()
  const { t, named } = text
  const items = desk.items.toSorted((a, b) => rank(a) - rank(b))
  const tasks = [
    ...items.flatMap((item) => confirmation(item, text)),
    ...items.flatMap((item) => due(item, text)),
    ...items.flatMap((item) => sentBack(item, text)),
    ...items.flatMap((item) => mending(item, text)),
  ]
  return (
    <section className={classes.tasks} aria-label={t('desk.tasks')}>
      <h2>{t('desk.tasks')}</h2>
      {tasks.length === 0 && (
        <p className={classes.calm}>
          <IconCircleCheck size={20} stroke={1.8} aria-hidden /> {t('desk.nothing')}
        </p>
      )}
      <ul className={classes.list}>
        {tasks.map((task) => (
          <li key={task.key} className={classes.task}>
            <div>
              <p className={classes.title}>
                {named(task.item.dataset)} {task.mark}
              </p>
              <p className={classes.text}>{task.text}</p>
            </div>
            {task.button}
          </li>
        ))}
      </ul>
    </section>
  )
}

function confirmation(item: DeskItem, { t }: Text): Task[] {
  if (item.waiting === null) return []
  return [
    {
      key: `confirm ${item.dataset.code}`,
      item,
      mark: <SubmissionMark state="waiting" />,
      text: t('desk.confirm'),
      button: (
        <LinkButton to="/submissions/$id" params={{ id: item.waiting }} variant="light">
          {t('desk.seeAndConfirm')}
        </LinkButton>
      ),
    },
  ]
}

function due(item: DeskItem, { t }: Text): Task[] {
  if (!item.inForce || !['overdue', 'never', 'due-soon'].includes(item.freshness.state)) return []
  return [
    {
      key: `due ${item.dataset.code}`,
      item,
      mark: <FreshnessMark state={item.freshness.state} />,
      text: <DueText state={item} />,
      button: (
        <LinkButton to="/submit" search={{ dataset: item.dataset.code }} variant="light">
          {t('nav.submit')}
        </LinkButton>
      ),
    },
  ]
}

/** A delivery sent back matters only until a newer one came. */
function sentBack(item: DeskItem, { t, format }: Text): Task[] {
  const { lastSubmission } = item
  if (lastSubmission === null || (lastSubmission.state !== 'rejected' && lastSubmission.state !== 'failed')) return []
  const about = {
    file: lastSubmission.fileName ?? t('submission.noFileName'),
    at: format.instant(lastSubmission.receivedAt),
  }
  const failed = lastSubmission.state === 'failed'
  return [
    {
      key: `back ${item.dataset.code}`,
      item,
      mark: <SubmissionMark state={lastSubmission.state} />,
      text: failed ? t('desk.failed', about) : t('desk.sentBack', about),
      button: (
        <LinkButton to="/submissions/$id" params={{ id: lastSubmission.id }} variant="light">
          {failed ? t('desk.seeSubmission') : t('desk.seeErrors')}
        </LinkButton>
      ),
    },
  ]
}

function mending(item: DeskItem, { t, format }: Text): Task[] {
  if (item.openRows === 0) return []
  const rows = { count: item.openRows, number: format.number(item.openRows) }
  return [
    {
      key: `mend ${item.dataset.code}`,
      item,
      mark: (
        <Mark tone="warn" icon={IconTool}>
          {t('desk.openRows', rows)}
        </Mark>
      ),
      text: t('desk.mendHelp'),
      button: (
        <LinkButton to="/desk/$code" params={{ code: item.dataset.code }} variant="light">
          {t('desk.mend')}
        </LinkButton>
      ),
    },
  ]
}

function rank({ freshness }: DeskItem): number {
  return freshnessOrder.indexOf(freshness.state)
}
