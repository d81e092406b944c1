import { IconLockOff } from '@tabler/icons-react'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'

/** Browsers lend their cryptography only to pages that came over https or from this very machine. */
export function canCheck(): boolean {
  return window.isSecureContext
}

export function NoCheck() {
  const { t } = useText()
  return (
    <Notice tone="warn" icon={IconLockOff} title={t('check.insecure')}>
      {t('check.insecureHelp')}
    </Notice>
  )
}
