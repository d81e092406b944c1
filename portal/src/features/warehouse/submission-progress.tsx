import type { Progress } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { timeLeft } from './pace.ts'
import type { Pace } from './use-pace.ts'
import { IconCheck } from '@tabler/icons-react'
import classes from './submission-progress.module.css'

const stages = ['reading', 'checking', 'comparing', 'applying', 'sealing'] as const

interface SubmissionProgressProps {
  progress: Progress | null
  pace: Pace
}

/** Live work: the stage, the rows, how fast, how long still. */
export function SubmissionProgress({ progress, pace }: SubmissionProgressProps) {
  const { t, format } = useText()
  const percent = progress?.percent ?? 0
  const at = stages.findIndex((stage) => stage === progress?.stage)
  const stage = stages[at]
  return (
    <div className={classes.progress}>
      <Bar label={t('submission.progress')} percent={percent} />
      <p className={classes.numbers} aria-live="off">
        <strong>{format.percent(percent)}</strong>
        {progress !== null && <Rows progress={progress} />}
        {pace.rowsPerSecond !== null && (
          <span>{t('submission.speed', { rows: format.number(Math.round(pace.rowsPerSecond)) })}</span>
        )}
        {pace.secondsLeft !== null && <span>{timeLeft(t, pace.secondsLeft)}</span>}
      </p>
      <ol className={classes.stages}>
        {stages.map((each, index) => (
          <li
            key={each}
            className={classes.stage}
            data-state={index < at ? 'done' : index === at ? 'now' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className={classes.dot} aria-hidden>
              {index < at ? <IconCheck size={13} stroke={3} /> : null}
            </span>
            {t(`stage.${each}`)}
          </li>
        ))}
      </ol>
      <p className={classes.visuallyHidden} role="status">
        {stage === undefined ? t('submission.waiting') : t(`stage.${stage}`)}
      </p>
    </div>
  )
}

export function Bar({ label, percent }: { label: string; percent: number }) {
  return (
    <div
      className={classes.bar}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className={classes.fill} style={{ width: `${String(percent)}%` }} />
    </div>
  )
}

function Rows({ progress }: { progress: Progress }) {
  const { t, format } = useText()
  const rows = format.number(progress.rows)
  if (progress.totalRows === null) return <span>{t('submission.rows', { count: progress.rows, number: rows })}</span>
  return <span>{t('submission.rowsOf', { rows, total: format.number(progress.totalRows) })}</span>
}
