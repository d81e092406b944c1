import { IconFileCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../../components/empty.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ImpactMark } from './impact-mark.tsx'
import { impactFilesQuery } from './queries.ts'

const order = ['missing', 'outdated', 'drafted', 'review-due', 'confirmed'] as const

/** Datasets with personal data, those with a gap first. */
export function ImpactList() {
  const { t, format, named } = useText()
  const files = useQuery(impactFilesQuery)
  return (
    <QueryView query={files} skeleton={<TableSkeleton rows={5} columns={4} />}>
      {({ items }) => {
        if (items.length === 0) return <Empty icon={IconFileCheck} title={t('impact.none')} />
        const gaps = items.filter(({ status }) => status !== 'confirmed').length
        return (
          <>
            <p>{t(gaps === 0 ? 'impact.noGaps' : 'impact.gaps', { count: gaps, all: items.length })}</p>
            <Table
              cards
              label={t('nav.impactFiles')}
              head={
                <>
                  <th scope="col">{t('impact.dataset')}</th>
                  <th scope="col">{t('impact.provider')}</th>
                  <th scope="col">{t('impact.statusLabel')}</th>
                  <th scope="col">{t('impact.fieldCounts')}</th>
                  <th scope="col">{t('impact.confirmedAt')}</th>
                </>
              }
            >
              {items
                .toSorted((one, other) => order.indexOf(one.status) - order.indexOf(other.status))
                .map((file) => (
                  <tr key={file.code}>
                    <th scope="row" data-lead>
                      <Link to="/impact-files/$code" params={{ code: file.code }}>
                        {named(file)}
                      </Link>
                    </th>
                    <td data-label={t('impact.provider')}>{named(file.provider)}</td>
                    <td data-label={t('impact.statusLabel')}>
                      <ImpactMark status={file.status} />
                    </td>
                    <td data-label={t('impact.fieldCounts')}>
                      {t('impact.counts', { personal: file.personal, sensitive: file.sensitive })}
                    </td>
                    <td data-label={t('impact.confirmedAt')}>
                      {file.confirmedAt === null ? t('value.none') : format.dayOf(file.confirmedAt)}
                    </td>
                  </tr>
                ))}
            </Table>
          </>
        )
      }}
    </QueryView>
  )
}
