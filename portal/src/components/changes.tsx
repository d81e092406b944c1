import type { ReactNode } from 'react'
import { IconArrowNarrowRight } from '@tabler/icons-react'
import { useText } from '../lib/use-text.ts'
import classes from './changes.module.css'

export interface Change {
  /** Where a name may stand twice. */
  key?: string
  name: string
  before: ReactNode
  after: ReactNode
}

/** Before → after, one line a cell. */
export function Changes({ changes }: { changes: Change[] }) {
  const { t } = useText()
  return (
    <dl className={classes.changes}>
      {changes.map((change) => (
        <div key={change.key ?? change.name} className={classes.change}>
          <dt>{change.name}</dt>
          <dd>
            <del className={classes.before}>
              <span className={classes.word}>{t('change.before')}</span> {change.before ?? t('value.none')}
            </del>
            <IconArrowNarrowRight size={16} aria-hidden className={classes.arrow} />
            <ins className={classes.after}>
              <span className={classes.word}>{t('change.after')}</span> {change.after ?? t('value.none')}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
