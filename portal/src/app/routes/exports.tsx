import { IconFileOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { ExportList } from '../../features/warehouse/export/export-list.tsx'
import { exportsQuery } from '../../features/warehouse/export/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { useDatasetNames } from '../use-dataset-names.ts'

/** The files the reader's unit asked for, of all datasets. */
export function ExportsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.exports')} lead={t('export.filesHelp')}>
      <SignedIn needs="warehouse.record.read">{() => <Exports />}</SignedIn>
    </Page>
  )
}

function Exports() {
  const { t } = useText()
  const exports = useQuery(exportsQuery)
  const names = useDatasetNames()
  return (
    <QueryView query={exports} skeleton={<Lines count={8} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            icon={IconFileOff}
            title={t('export.noneAtAll')}
            actions={<Link to="/readable">{t('readable.searchAll')}</Link>}
          >
            {t('export.noneAtAllHelp')}
          </Empty>
        ) : (
          <ExportList exports={items} names={names} />
        )
      }
    </QueryView>
  )
}
