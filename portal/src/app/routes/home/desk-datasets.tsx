import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../../api/types.ts'
import { Ago } from '../../../components/moment.tsx'
import { DueTable } from '../../../features/warehouse/desk/due-table.tsx'
import { stateQuery } from '../../../features/warehouse/queries.ts'
import { useText } from '../../../lib/use-text.ts'

/** All datasets with their freshness, for those who watch over the whole. */
export function DeskDatasets({ datasets }: { datasets: Dataset[] }) {
  const { t, named } = useText()
  const states = useQueries({ queries: datasets.map((dataset) => stateQuery(dataset.code)) })
  const rows = datasets.map((dataset, index) => ({
    code: dataset.code,
    lead: (
      <Link to="/datasets/$code" params={{ code: dataset.code }}>
        {named(dataset)}
      </Link>
    ),
    note: named(dataset.provider),
    state: states[index]?.data,
    frequency: t(`frequency.${dataset.updateFrequency}`),
    lastApply: states[index]?.data?.lastApply ?? null,
  }))
  return (
    <DueTable
      label={t('desk.watch')}
      rows={rows}
      columns={[
        { title: t('facts.frequency'), cell: ({ frequency }) => frequency },
        {
          title: t('desk.lastUpdate'),
          cell: ({ lastApply }) => (lastApply === null ? t('value.none') : <Ago at={lastApply.at} />),
        },
      ]}
    />
  )
}
