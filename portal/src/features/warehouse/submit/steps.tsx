import { IconCheck } from '@tabler/icons-react'
import { useText } from '../../../lib/use-text.ts'
import classes from './steps.module.css'

export type SubmitStep = 'file' | 'reading' | 'send'

const steps: readonly SubmitStep[] = ['file', 'reading', 'send']

/** Where one is on the way. */
export function Steps({ step }: { step: SubmitStep }) {
  const { t } = useText()
  const now = steps.indexOf(step)
  return (
    <ol className={classes.steps} aria-label={t('submit.steps')}>
      {steps.map((each, at) => (
        <li
          key={each}
          className={classes.step}
          data-state={at < now ? 'done' : at === now ? 'now' : 'next'}
          aria-current={at === now ? 'step' : undefined}
        >
          <span className={classes.number} aria-hidden>
            {at < now ? <IconCheck size={15} stroke={3} /> : at + 1}
          </span>
          {t(`submitStep.${each}`)}
        </li>
      ))}
    </ol>
  )
}
