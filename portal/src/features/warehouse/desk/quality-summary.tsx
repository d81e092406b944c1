import { Skeleton } from '@mantine/core'
import { IconBulb, IconGauge } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Quality } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { Notice } from '../../../components/notice.tsx'
import { Card, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { qualityQuery } from './queries.ts'
import { ScoreMark, ScoreTrend } from './score.tsx'
import classes from './quality-summary.module.css'

/** How good a dataset is, by dimension, and the one mend that would raise it most. */
export function QualitySummary({ code }: { code: string }) {
  const { t } = useText()
  const quality = useQuery(qualityQuery(code))
  return (
    <Section title={t('deskDataset.quality')} help={t('deskDataset.qualityHelp')}>
      <QueryView query={quality} skeleton={<Skeleton height={230} radius="md" />}>
        {(data) =>
          data.score === null ? (
            <Empty icon={IconGauge} title={t('score.none')}>
              {t('deskDataset.qualityNone')}
            </Empty>
          ) : (
            <Card>
              <Summary code={code} quality={data} score={data.score} />
            </Card>
          )
        }
      </QueryView>
    </Section>
  )
}

function Summary({ code, quality, score }: { code: string; quality: Quality; score: number }) {
  const { t, format } = useText()
  return (
    <div className={classes.summary}>
      <div className={classes.score}>
        <span className={classes.number}>
          {score}
          <small>/100</small>
        </span>
        <ScoreMark score={score} />
        <ScoreTrend code={code} />
      </div>
      <ul className={classes.dimensions}>
        {quality.dimensions.map((dimension) => (
          <li key={dimension.dimension} className={classes.dimension}>
            <span className={classes.name}>{t(`dimension.${dimension.dimension}`)}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.bar} style={{ width: `${String(dimension.score ?? 0)}%` }} />
            </span>
            <span className={classes.value}>{dimension.score === null ? '—' : format.number(dimension.score)}</span>
            <span className={classes.text}>{dimension.text}</span>
          </li>
        ))}
      </ul>
      {quality.nextFix !== null && (
        <div className={classes.fix}>
          <Notice
            tone="accent"
            icon={IconBulb}
            title={t('deskDataset.nextFix', { gain: format.number(Math.round(quality.nextFix.gain * 10) / 10) })}
          >
            <p>{quality.nextFix.text}</p>
          </Notice>
        </div>
      )}
    </div>
  )
}
