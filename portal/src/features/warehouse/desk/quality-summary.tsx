import { Skeleton } from '@mantine/core'
import { IconGauge } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../../components/empty.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { qualityQuery } from '../insight-queries.ts'
import { NextFix, QualityCard } from '../quality.tsx'
import { QualityTrend } from '../quality-trend.tsx'
import classes from './desk.module.css'

/** How good a dataset is, how that went, and the one mend that would raise it most. */
export function QualitySummary({ code }: { code: string }) {
  const { t } = useText()
  const quality = useQuery(qualityQuery(code))
  return (
    <Section title={t('deskDataset.quality')}>
      <QueryView query={quality} skeleton={<Skeleton height={230} radius="md" />}>
        {(data) =>
          data.score === null ? (
            <Empty icon={IconGauge} title={t('grade.none')}>
              {t('deskDataset.qualityNone')}
            </Empty>
          ) : (
            <div className={classes.quality}>
              {data.nextFix !== null && <NextFix fix={data.nextFix} />}
              <QualityCard quality={data} />
              <QualityTrend trend={data.trend} />
            </div>
          )
        }
      </QueryView>
    </Section>
  )
}
