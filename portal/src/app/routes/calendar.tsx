import { SegmentedControl } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { CalendarYear } from '../../api/types.ts'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { CalendarTable } from '../../features/law/calendar-table.tsx'
import { calendarQuery } from '../../features/law/queries.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/law/calendar')

/** The working days by which deadlines are counted. */
export function CalendarPage() {
  const { t } = useText()
  const years = useQuery(calendarQuery)
  return (
    <Page
      title={t('calendar.title')}
      lead={t('calendar.lead')}
      crumbs={[
        <Link key="law" to="/law">
          {t('nav.law')}
        </Link>,
      ]}
    >
      <QueryView query={years} skeleton={<TableSkeleton rows={12} columns={4} />}>
        {({ items }) => <Years years={items} />}
      </QueryView>
    </Page>
  )
}

function Years({ years }: { years: CalendarYear[] }) {
  const { t, language } = useText()
  const navigate = useNavigate()
  const { year } = route.useSearch()
  const wanted = year ?? String(new Date().getFullYear())
  const shown = years.find((each) => String(each.year) === wanted) ?? years.at(-1)
  if (!shown) return null
  return (
    <>
      <div style={{ overflowX: 'auto', marginBottom: 16 }}>
        <SegmentedControl
          aria-label={t('calendar.year')}
          data={years.map((each) => String(each.year))}
          value={String(shown.year)}
          onChange={(next) => {
            void navigate({ to: '/law/calendar', search: { year: next }, replace: true })
          }}
        />
      </div>
      {shown.completeness === 'partial' && (
        <Notice tone="warn" icon={IconInfoCircle} title={t('calendar.partial')}>
          <p>{language === 'en' ? shown.noteEn : shown.note}</p>
        </Notice>
      )}
      <CalendarTable year={shown} />
    </>
  )
}
