import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Unit } from '../../api/types.ts'
import { LinkButton } from '../../components/link-button.tsx'
import { Mark } from '../../components/mark.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { FocalPoints } from '../../features/identity/unit/focal-points.tsx'
import { unitHistoryQuery, unitQuery } from '../../features/identity/unit/queries.ts'
import { Functions, Identifiers, UnitFacts } from '../../features/identity/unit/unit-facts.tsx'
import { UnitTimeline } from '../../features/identity/unit/unit-history.tsx'
import { UnitPeople } from '../../features/identity/unit/unit-people.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { dayBefore } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/organisations/$id')

/** One unit: what it is, who answers for it, its codes and functions, what became of it. */
export function OrganisationPage() {
  const { t, format, named } = useText()
  const { id } = route.useParams()
  const unit = useQuery(unitQuery(id))
  const ended = unit.data?.validTo
  return (
    <Page
      title={unit.data === undefined ? t('unit.one') : named(unit.data)}
      crumbs={[
        <Link key="units" to="/organisations">
          {t('unit.title')}
        </Link>,
      ]}
      {...(ended != null && { marks: <Mark>{t('unit.endedOn', { date: format.day(dayBefore(ended)) })}</Mark> })}
      actions={
        <LinkButton to="/datasets" search={{ provider: id }} variant="default">
          {t('unit.datasets')}
        </LinkButton>
      }
    >
      <QueryView query={unit} skeleton={<Lines count={8} />}>
        {(data) => <Parts unit={data} />}
      </QueryView>
    </Page>
  )
}

function Parts({ unit }: { unit: Unit }) {
  const { t } = useText()
  const me = useMe()
  const looksAfter = me?.roles.some((role) => ['coordinator', 'auditor', 'administrator'].includes(role))
  return (
    <>
      <Card>
        <UnitFacts unit={unit} />
      </Card>
      {me && (
        <Section title={t('focalPoint.title')} help={t('focalPoint.help')}>
          <FocalPoints unit={unit.id} mayAssign={me.roles.includes('coordinator') && unit.validTo === null} />
        </Section>
      )}
      <Section title={t('unit.identifiers')}>
        <Identifiers unit={unit} />
      </Section>
      <Past unit={unit.id} />
      {me && looksAfter === true && (
        <Section title={t('unit.people')}>
          <UnitPeople unit={unit.id} sender={me.roles.includes('coordinator') ? me.login : null} />
        </Section>
      )}
    </>
  )
}

function Past({ unit }: { unit: string }) {
  const { t } = useText()
  const history = useQuery(unitHistoryQuery(unit))
  return (
    <QueryView query={history} skeleton={<Lines count={6} />}>
      {(data) => (
        <>
          <Section title={t('unit.functions')}>
            <Functions functions={data.functions} />
          </Section>
          <Section title={t('unit.history')}>
            <UnitTimeline history={data} />
          </Section>
        </>
      )}
    </QueryView>
  )
}
