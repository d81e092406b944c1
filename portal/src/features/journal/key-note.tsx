import { IconKey } from '@tabler/icons-react'
import type { LogKeys } from '../../api/types.ts'
import { CopyButton } from '../../components/copy.tsx'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './key-note.module.css'

/** The key a check rests on, and that a careful reader has it from elsewhere. */
export function KeyNote({ keys }: { keys: LogKeys }) {
  const { t } = useText()
  return (
    <Notice icon={IconKey} title={t('check.key.title')}>
      <p>{t('check.key.help')}</p>
      <p className={classes.key}>
        <code>{keys.key}</code>
        <CopyButton text={keys.key} label={t('check.key.copy')} />
      </p>
    </Notice>
  )
}
