import { IconGavel } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { PolicySet } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark, type Tone } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'

const tones: Readonly<Record<PolicySet['state'], Tone>> = {
  proposed: 'accent',
  inForce: 'ok',
  replaced: 'plain',
  refused: 'warn',
}

export function PolicySetMark({ state }: Pick<PolicySet, 'state'>) {
  const { t } = useText()
  return <Mark tone={tones[state]}>{t(`policies.state.${state}`)}</Mark>
}

/** Changes of the rules, newest first. */
export function PolicySetList({ sets }: { sets: readonly PolicySet[] }) {
  const { t, format } = useText()
  if (sets.length === 0) return <Empty icon={IconGavel} title={t('policies.noProposals')} />
  return (
    <Table
      cards
      label={t('policies.proposals')}
      head={
        <>
          <th scope="col">{t('policies.proposal')}</th>
          <th scope="col">{t('policies.why')}</th>
          <th scope="col">{t('policies.stateHead')}</th>
          <th scope="col">{t('policies.proposedBy')}</th>
        </>
      }
    >
      {sets.map((set) => (
        <tr key={set.number}>
          <th scope="row" data-lead data-nowrap>
            <Link to="/policies/$number" params={{ number: String(set.number) }}>
              {t('policies.numbered', { number: set.number })}
            </Link>
          </th>
          <td data-label={t('policies.why')}>{set.reason}</td>
          <td data-label={t('policies.stateHead')}>
            <PolicySetMark state={set.state} />
          </td>
          <td data-label={t('policies.proposedBy')}>
            {set.proposer}, {format.instant(set.proposedAt)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
