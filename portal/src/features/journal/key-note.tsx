import { Fragment } from 'react'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { LogKeys } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useText } from '../../lib/use-text.ts'
import { keysQuery } from './queries.ts'
import classes from './key-note.module.css'

/** The key a check rests on, and that a careful reader has it from elsewhere. */
export function KeyNote({ keys }: { keys: LogKeys }) {
  const { t, format } = useText()
  return (
    <Notice icon={IconKey} title={t('check.key.title')}>
      <p>{t('check.key.help')}</p>
      <Key of={keys.key} />
      {keys.closed.length > 0 && <h3 className={classes.past}>{t('check.key.closed')}</h3>}
      {keys.closed.map(({ origin, key, size }) => (
        <Fragment key={key}>
          <p>{t('check.key.closedOne', { origin, size: format.number(size) })}</p>
          <Key of={key} />
        </Fragment>
      ))}
    </Notice>
  )
}

function Key({ of }: { of: string }) {
  const { t } = useText()
  return (
    <p className={classes.key}>
      <code>{of}</code>
      <CopyButton text={of} label={t('check.key.copy')} />
    </p>
  )
}

/** The same as a part of a page, once the key is there. */
export function KeySection() {
  const { t } = useText()
  const { data } = useQuery(keysQuery)
  return (
    data && (
      <Section title={t('check.key.section')}>
        <KeyNote keys={data} />
      </Section>
    )
  )
}
