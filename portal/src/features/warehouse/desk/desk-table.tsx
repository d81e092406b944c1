import { IconDatabase, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DeskItem } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Mark } from '../../../components/mark.tsx'
import { Ago } from '../../../components/moment.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { DueText, FreshnessMark, freshnessOrder } from '../freshness.tsx'
import { ScoreMark } from '../quality.tsx'
import { SubmissionMark } from '../submission-marks.tsx'
import { ScoreTrend } from './score.tsx'
import classes from './desk.module.css'

/** The datasets of one's own unit: what is due, how good it is, what happened last. */
export function DeskTable({ items }: { items: readonly DeskItem[] }) {
  const { t } = useText()
  if (items.length === 0) {
    return (
      <Empty icon={IconDatabase} title={t('desk.noDatasets')}>
        {t('desk.noDatasetsHelp')}
      </Empty>
    )
  }
  return (
    <Table
      cards
      label={t('desk.ours')}
      head={
        <>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('desk.due')}</th>
          <th scope="col">{t('desk.quality')}</th>
          <th scope="col">{t('desk.lastSubmission')}</th>
          <th scope="col">{t('desk.toMend')}</th>
          <th scope="col" data-number>
            {t('desk.records')}
          </th>
        </>
      }
    >
      {items
        .toSorted((a, b) => rank(a) - rank(b))
        .map((item) => (
          <Row key={item.dataset.code} item={item} />
        ))}
    </Table>
  )
}

function Row({ item }: { item: DeskItem }) {
  const { t, named, format } = useText()
  const { dataset, freshness, score, lastSubmission, openRows, records } = item
  return (
    <tr>
      <th scope="row" data-lead>
        <Link to="/desk/$code" params={{ code: dataset.code }} className={classes.name}>
          {named(dataset)}
        </Link>
        {!item.inForce && <span className={classes.note}>{t('dataset.notInForceShort')}</span>}
      </th>
      <td data-label={t('desk.due')}>
        <span>
          <FreshnessMark state={freshness.state} quiet />
          <span className={classes.note}>
            <DueText state={item} />
          </span>
        </span>
      </td>
      <td data-label={t('desk.quality')}>
        <span className={classes.score}>
          <ScoreMark score={score} quiet />
          {score !== null && <ScoreTrend code={dataset.code} />}
        </span>
      </td>
      <td data-label={t('desk.lastSubmission')}>
        {lastSubmission === null ? (
          t('value.none')
        ) : (
          <span>
            <Link to="/submissions/$id" params={{ id: lastSubmission.id }} className={classes.state}>
              <SubmissionMark state={lastSubmission.state} quiet />
            </Link>
            <span className={classes.note}>
              <Ago at={lastSubmission.receivedAt} />
            </span>
          </span>
        )}
      </td>
      <td data-label={t('desk.toMend')}>
        {openRows === 0 ? (
          t('value.none')
        ) : (
          <Mark tone="warn" icon={IconTool} quiet>
            {t('desk.openRows', { count: openRows, number: format.number(openRows) })}
          </Mark>
        )}
      </td>
      <td data-number data-label={t('desk.records')}>
        {records === null ? t('value.none') : format.number(records)}
      </td>
    </tr>
  )
}

function rank({ freshness }: DeskItem): number {
  return freshnessOrder.indexOf(freshness.state)
}
