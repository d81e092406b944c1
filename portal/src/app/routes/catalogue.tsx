import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { versionsQuery } from '../../features/catalogue/queries.ts'
import { VersionList } from '../../features/catalogue/version-list.tsx'
import { useText } from '../../lib/use-text.ts'

export function CataloguePage() {
  const { t } = useText()
  const versions = useQuery(versionsQuery)
  return (
    <Page title={t('catalogue.title')} lead={t('catalogue.lead')}>
      <QueryView query={versions} skeleton={<TableSkeleton rows={3} columns={5} />}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty icon={IconBook2} title={t('catalogue.none')}>
              {t('catalogue.noneHelp')}
            </Empty>
          ) : (
            <VersionList versions={data.items.toSorted((a, b) => b.number - a.number)} />
          )
        }
      </QueryView>
    </Page>
  )
}
