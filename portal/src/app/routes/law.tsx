import { IconGavel } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { SearchInput } from '../../components/search-input.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { InstrumentList } from '../../features/law/instrument-list.tsx'
import { instrumentsQuery } from '../../features/law/queries.ts'
import { RegisterButton } from '../../features/law/register-button.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/law')

export function LawPage() {
  const { t } = useText()
  const { q = '' } = route.useSearch()
  const navigate = useNavigate()
  const me = useMe()
  const mayRegister = me?.roles.some((role) => role === 'coordinator' || role === 'committee') === true
  const instruments = useQuery(instrumentsQuery(q))
  return (
    <Page
      title={t('nav.law')}
      lead={t('law.lead')}
      {...(mayRegister && {
        actions: (
          <RegisterButton
            onRegistered={({ id }) => {
              void navigate({ to: '/law/$id', params: { id } })
            }}
          />
        ),
      })}
    >
      <p>
        <Link to="/law/calendar">{t('calendar.open')}</Link>
      </p>
      <search style={{ maxWidth: 480, marginBottom: 16 }} aria-label={t('law.searchLabel')}>
        <SearchInput
          size="md"
          label={t('law.searchLabel')}
          placeholder={t('law.searchPlaceholder')}
          value={q}
          onSearch={(next) =>
            void navigate({ to: '/law', search: next.trim() === '' ? {} : { q: next.trim() }, replace: true })
          }
        />
      </search>
      <QueryView query={instruments} skeleton={<TableSkeleton rows={4} columns={4} />}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty icon={IconGavel} title={t(q === '' ? 'law.noneYet' : 'law.none')} />
          ) : (
            <InstrumentList instruments={data.items} />
          )
        }
      </QueryView>
    </Page>
  )
}
