import { IconChartBar, IconGauge } from '@tabler/icons-react'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { DatasetState, Quality } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Facts } from '../../components/facts.tsx'
import { Moment } from '../../components/moment.tsx'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { DueText, FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { qualityQuery, usageQuery } from '../../features/warehouse/insight-queries.ts'
import { QualityTrend } from '../../features/warehouse/quality-trend.tsx'
import { FieldQuality, NextFix, QualityCard } from '../../features/warehouse/quality.tsx'
import { stateQuery } from '../../features/warehouse/queries.ts'
import { UsageByUnit, UsageChart } from '../../features/warehouse/usage.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './dataset-quality.module.css'

const route = getRouteApi('/datasets/$code')

/** How good the data is, whether it comes in time, and how much it is used. */
export function DatasetQualityTab() {
  const { t } = useText()
  const { code } = route.useParams()
  const quality = useQuery(qualityQuery(code))
  return (
    <div className={classes.page}>
      <Section title={t('quality.dimensions')}>
        <QueryView query={quality} skeleton={<Skeleton height={260} radius="lg" />}>
          {(data) => <QualityPart code={code} quality={data} />}
        </QueryView>
      </Section>
      <Section title={t('dataset.freshness')}>
        <Freshness code={code} trend={quality.data?.trend ?? []} />
      </Section>
      <Section title={t('usage.title')} help={t('usage.help')}>
        <UsagePart code={code} />
      </Section>
    </div>
  )
}

function QualityPart({ code, quality }: { code: string; quality: Quality }) {
  const { t } = useText()
  if (quality.measured === null) {
    return (
      <Empty icon={IconGauge} title={t('quality.none')}>
        {t('quality.noneHelp')}
      </Empty>
    )
  }
  return (
    <div className={classes.part}>
      <QualityCard quality={quality} />
      {quality.nextFix !== null && <NextFix fix={quality.nextFix} />}
      <QualityTrend trend={quality.trend} />
      {quality.fields.length > 0 && (
        <Section title={t('quality.fields')} help={t('quality.fieldsHelp')}>
          <FieldQuality fields={quality.fields} code={code} />
        </Section>
      )}
    </div>
  )
}

function Freshness({ code, trend }: { code: string; trend: Quality['trend'] }) {
  const state = useQuery(stateQuery(code))
  return (
    <QueryView query={state} skeleton={<Lines count={4} />}>
      {(data) => <FreshnessFacts code={code} state={data} trend={trend} />}
    </QueryView>
  )
}

function FreshnessFacts({ code, state, trend }: { code: string; state: DatasetState; trend: Quality['trend'] }) {
  const { t, format } = useText()
  const dataset = useQuery(datasetQuery(code))
  const { lastDelivery } = state.freshness
  const late = trend.filter((each) => each.late).length
  return (
    <Card>
      <Facts
        facts={[
          {
            name: t('dataset.state'),
            value: (
              <>
                <FreshnessMark state={state.freshness.state} /> <DueText state={state} />
              </>
            ),
          },
          dataset.data === undefined
            ? null
            : { name: t('facts.frequency'), value: t(`frequency.${dataset.data.updateFrequency}`) },
          lastDelivery && {
            name: t('dataset.lastDelivery'),
            value: (
              <>
                <Moment at={lastDelivery.at} />
                {lastDelivery.dueAt !== null &&
                  `, ${t(lastDelivery.late ? 'dataset.cameLate' : 'dataset.cameInTime', { due: format.instant(lastDelivery.dueAt) })}`}
              </>
            ),
          },
          trend.length === 0
            ? null
            : {
                name: t('dataset.punctuality'),
                value: t('dataset.inTime', {
                  count: trend.length,
                  good: format.number(trend.length - late),
                  all: format.number(trend.length),
                }),
              },
        ]}
      />
    </Card>
  )
}

function UsagePart({ code }: { code: string }) {
  const { t } = useText()
  const usage = useQuery(usageQuery(code))
  return (
    <QueryView query={usage} skeleton={<Skeleton height={370} radius="lg" />}>
      {(data) =>
        data.reads === 0 ? (
          <Empty icon={IconChartBar} title={t('usage.none')}>
            {t('usage.noneHelp')}
          </Empty>
        ) : (
          <>
            <UsageChart usage={data} />
            {data.byUnit !== null && (
              <Section title={t('usage.byUnit')}>
                <UsageByUnit units={data.byUnit} />
              </Section>
            )}
          </>
        )
      }
    </QueryView>
  )
}
