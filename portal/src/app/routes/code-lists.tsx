import { IconListNumbers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { CodeListList } from '../../features/reference/code-list-list.tsx'
import { codeListsQuery } from '../../features/reference/queries.ts'
import { useText } from '../../lib/use-text.ts'

export function CodeListsPage() {
  const { t } = useText()
  const lists = useQuery(codeListsQuery)
  return (
    <Page title={t('nav.codeLists')} lead={t('codeLists.lead')}>
      <QueryView query={lists} skeleton={<TableSkeleton rows={4} columns={4} />}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty icon={IconListNumbers} title={t('codeLists.none')} />
          ) : (
            <CodeListList lists={data.items} />
          )
        }
      </QueryView>
    </Page>
  )
}
