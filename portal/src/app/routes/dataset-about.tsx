import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Facts } from '../../components/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { Card, Section } from '../../components/page.tsx'
import { DecisionCard } from '../../features/access/decision-card.tsx'
import { Documents } from '../../features/catalogue/document-list.tsx'
import { FiveFacts } from '../../features/catalogue/five-facts.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { maintains, useMe } from '../../features/identity/queries.ts'
import { FocalPointToday } from '../../features/identity/unit/focal-points.tsx'
import { DueText, FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../features/warehouse/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'
import classes from './dataset-about.module.css'

const route = getRouteApi('/datasets/$code')

export function DatasetAboutTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  return dataset.data === undefined ? null : <About dataset={dataset.data} />
}

function About({ dataset }: { dataset: Dataset }) {
  const { t, language, described } = useText()
  const me = useMe()
  const description = described(dataset)
  const titles = fieldTitles(dataset, language)
  return (
    <div className={classes.about}>
      <div className={classes.main}>
        <p className={classes.description}>{description}</p>
        {me && <DecisionCard dataset={dataset.code} titles={titles} />}
        <Section title={t('facts.title')} help={t('facts.help')}>
          <Card>
            <FiveFacts dataset={dataset} />
          </Card>
        </Section>
        <Documents
          code={dataset.code}
          mayOpen={Boolean(me) || dataset.classification === 'public'}
          mayAdd={maintains(me, dataset)}
        />
      </div>
      <aside className={classes.side} aria-label={t('dataset.particulars')}>
        <Card>
          <Freshness code={dataset.code} />
          <Particulars dataset={dataset} />
        </Card>
      </aside>
    </div>
  )
}

function Freshness({ code }: { code: string }) {
  const { t } = useText()
  const state = useQuery(stateQuery(code))
  if (state.data === undefined) return null
  const { freshness, lastApply } = state.data
  return (
    <div className={classes.fresh}>
      <h2 className={classes.sideTitle}>{t('dataset.freshness')}</h2>
      <FreshnessMark state={freshness.state} />
      <p>
        <DueText state={state.data} />
      </p>
      {lastApply !== null && (
        <p className={classes.quiet}>
          {t('dataset.lastApplied')}{' '}
          <Link to="/submissions/$id" params={{ id: lastApply.submission }}>
            <Moment at={lastApply.at} />
          </Link>
        </p>
      )}
    </div>
  )
}

function Particulars({ dataset }: { dataset: Dataset }) {
  const { t, format } = useText()
  const me = useMe()
  const users = dataset.consumers.flatMap((consumer) => ('unit' in consumer ? [consumer.unit] : []))
  return (
    <Facts
      compact
      facts={[
        dataset.inForce && {
          name: t('dataset.inForce'),
          value: (
            <>
              <Link to="/catalogue/$number" params={{ number: String(dataset.inForce.catalogueVersion) }}>
                {t('catalogue.numbered', { number: format.number(dataset.inForce.catalogueVersion) })}
              </Link>
              , {t('dataset.inForceFrom', { date: format.day(dataset.inForce.from) })}
              <br />
              <Citation instrument={dataset.inForce.instrument} />
            </>
          ),
        },
        { name: t('dataset.kind'), value: t(`kind.${dataset.kind}`) },
        { name: t('dataset.classification'), value: t(`classification.${dataset.classification}`) },
        { name: t('dataset.licence'), value: dataset.licence || t('value.none') },
        { name: t('dataset.contact'), value: dataset.contact || t('value.none') },
        me
          ? {
              name: t('focalPoint.provider'),
              value: <FocalPointToday unit={dataset.provider.id} focalRole="provider" />,
            }
          : null,
        me && users.length > 0 ? { name: t('focalPoint.consumer'), value: <UsersFocalPoints users={users} /> } : null,
        dataset.structure && {
          name: t('dataset.structure'),
          value: (
            <Link to="/datasets/$code/structure" params={{ code: dataset.code }}>
              {t('structure.versionFields', {
                version: dataset.structure.version,
                count: dataset.structure.fields.length,
              })}
            </Link>
          ),
        },
        { name: t('dataset.registered'), value: format.dayOf(dataset.registeredAt) },
      ]}
    />
  )
}

/** Who answers for what each unit named in the catalogue does with the data (Điều 18.1). */
function UsersFocalPoints({ users }: { users: readonly Dataset['provider'][] }) {
  const { named } = useText()
  return (
    <ul className={classes.users}>
      {users.map((unit) => (
        <li key={unit.id}>
          <Link to="/organisations/$id" params={{ id: unit.id }}>
            {named(unit)}
          </Link>
          <br />
          <FocalPointToday unit={unit.id} focalRole="consumer" />
        </li>
      ))}
    </ul>
  )
}
