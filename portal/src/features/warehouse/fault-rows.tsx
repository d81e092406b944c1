import { useInfiniteQuery } from '@tanstack/react-query'
import type { Fault } from '../../api/types.ts'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { FaultValue } from './fault-value.tsx'
import { faultRowsQuery } from './queries.ts'
import classes from './faults.module.css'

interface FaultRowsProps {
  submission: string
  fault: Fault
}

/** Every row that has one fault, page by page. */
export function FaultRows({ submission, fault }: FaultRowsProps) {
  const { t, format } = useText()
  const rows = useInfiniteQuery(faultRowsQuery(submission, fault.rule, fault.field))
  return (
    <div className={classes.rows}>
      <QueryView query={rows} skeleton={<Lines count={4} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          const ended = !rows.hasNextPage && items.length < fault.count
          const shown = { count: items.length, number: format.number(items.length) }
          return (
            <>
              <Table
                dense
                label={t('submission.faultRows', { message: fault.message })}
                head={
                  <>
                    <th scope="col" data-number>
                      {t('submission.faultRow')}
                    </th>
                    <th scope="col">{t('submission.faultValue')}</th>
                    <th scope="col">{t('submission.faultWhat')}</th>
                  </>
                }
              >
                {items.map((item) => (
                  <tr key={`${String(item.row)} ${item.field ?? ''}`}>
                    <th scope="row" data-number>
                      {format.number(item.row)}
                    </th>
                    <td>
                      <FaultValue value={item.value} />
                    </td>
                    <td>{item.message}</td>
                  </tr>
                ))}
              </Table>
              <More
                hasMore={rows.hasNextPage}
                loading={rows.isFetchingNextPage}
                onMore={() => void rows.fetchNextPage()}
              >
                {ended ? t('submission.faultListEnds', shown) : t('submission.faultShown', shown)}
              </More>
            </>
          )
        }}
      </QueryView>
    </div>
  )
}
