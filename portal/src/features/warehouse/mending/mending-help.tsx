import { VisuallyHidden } from '@mantine/core'
import { useText } from '../../../lib/use-text.ts'
import classes from './mending-help.module.css'

const keys = [
  ['←↑→↓', 'move'],
  ['Enter', 'type'],
  ['Tab', 'next'],
  ['Esc', 'cancel'],
  ['Alt ↓', 'nextFault'],
  ['Ctrl C / V', 'copy'],
  ['Ctrl Z / Y', 'undo'],
  ['Delete', 'clear'],
  ['Ctrl Delete', 'discard'],
] as const

/** What describes the grid to those who hear it. */
export const helpId = 'mend-keys'

/** What the keys do, for those who work without a mouse. */
export function MendingHelp() {
  const { t } = useText()
  return (
    <>
      <VisuallyHidden id={helpId}>{t('mend.gridHelp')}</VisuallyHidden>
      <details className={classes.help}>
        <summary>{t('mend.keys.title')}</summary>
        <dl className={classes.keys}>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`mend.keys.${what}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}
