import { IconCircleCheck, IconHourglass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Review, UnitProgress } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'

/** How far each unit has come; those that wait stand first. */
export function ProgressTable({ review, units }: { review: Review; units: UnitProgress[] }) {
  const { t } = useText()
  const ordered = [...units].sort((a, b) => Number(b.unanswered > 0) - Number(a.unanswered > 0))
  return (
    <Table
      cards
      label={t('review.progress')}
      head={
        <>
          <th scope="col">{t('account.unit')}</th>
          <th scope="col">{t('review.reviewers')}</th>
          <th scope="col">{t('review.count.accounts')}</th>
          <th scope="col">{t('review.count.certified')}</th>
          <th scope="col">{t('review.count.revoked')}</th>
          <th scope="col">{t('review.count.unanswered')}</th>
        </>
      }
    >
      {ordered.map((progress) => (
        <ProgressRow key={progress.unit.id} review={review} progress={progress} />
      ))}
    </Table>
  )
}

function ProgressRow({ review, progress }: { review: Review; progress: UnitProgress }) {
  const { t, named, format } = useText()
  const { unit, reviewers, accounts, certified, revoked, unanswered } = progress
  return (
    <tr>
      <th scope="row" data-lead>
        <Link to="/reviews/$id" params={{ id: review.id }} search={{ unit: unit.id }}>
          {named(unit)}
        </Link>
      </th>
      <td data-label={t('review.reviewers')}>
        {reviewers.length === 0 ? t('review.byCoordinator') : reviewers.join(', ')}
      </td>
      <td data-label={t('review.count.accounts')}>{format.number(accounts)}</td>
      <td data-label={t('review.count.certified')}>{format.number(certified)}</td>
      <td data-label={t('review.count.revoked')}>{format.number(revoked)}</td>
      <td data-label={t('review.count.unanswered')}>
        {unanswered === 0 ? (
          <Mark tone="ok" icon={IconCircleCheck}>
            {t('review.unitDone')}
          </Mark>
        ) : (
          <Mark tone="warn" icon={IconHourglass}>
            {format.number(unanswered)}
          </Mark>
        )}
      </td>
    </tr>
  )
}
