import { IconAlertTriangle, IconArrowNarrowRight, IconCircleCheck, IconReplace } from '@tabler/icons-react'
import type { Preview } from '../../../api/types.ts'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { SubmitField } from './mapping.ts'
import classes from './preview.module.css'

interface ForeseenProps {
  preview: Preview
  fields: readonly SubmitField[]
}

/** What would happen to the first rows: which values would be written in another way, what would be a fault. */
export function Foreseen({ preview, fields }: ForeseenProps) {
  const { t, titled, word } = useText()
  const titleOf = (name: string) => {
    const field = fields.find((each) => each.name === name)
    return field === undefined ? name : titled(field)
  }
  const missing = preview.missingFields.map(titleOf)
  const isFine = preview.faults.length === 0 && missing.length === 0
  return (
    <div className={classes.foreseen}>
      {missing.length > 0 && (
        <Notice tone="warn" icon={IconAlertTriangle} title={t('foreseen.missing', { count: missing.length })}>
          <p>{missing.join(', ')}</p>
        </Notice>
      )}
      {preview.faults.length > 0 && (
        <Notice tone="warn" icon={IconAlertTriangle} title={t('foreseen.faults')}>
          <ul className={classes.list}>
            {preview.faults.map((fault) => (
              <li key={`${fault.rule} ${fault.field ?? ''}`}>
                <strong>{word('ruleName', fault.rule)}:</strong> {fault.text}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.conversions.length > 0 && (
        <Notice icon={IconReplace} title={t('foreseen.conversions')}>
          <ul className={classes.list}>
            {preview.conversions.map((each) => (
              <li key={`${each.field} ${each.kind}`}>
                {titleOf(each.field)}: <code>{each.from}</code>{' '}
                <IconArrowNarrowRight size={15} className={classes.arrow} aria-label={t('foreseen.becomes')} />{' '}
                <code>{each.to}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {isFine && (
        <Notice tone="ok" icon={IconCircleCheck} title={t('foreseen.fine')}>
          <p>{t('foreseen.fineText')}</p>
        </Notice>
      )}
    </div>
  )
}
