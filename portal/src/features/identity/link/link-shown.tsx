import { Button } from '@mantine/core'
import { IconAlertTriangle, IconUsers } from '@tabler/icons-react'
import type { OneTimeLink } from '../../../api/types.ts'
import { CopyTextButton } from '../../../components/copy.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from '../dialogs.module.css'

/** A link as it is shown this once, and what must happen before it counts. */
export function LinkShown({ link, onClose }: { link: OneTimeLink; onClose: () => void }) {
  const { t, format } = useText()
  return (
    <div className={classes.dialog}>
      <Notice tone="warn" icon={IconAlertTriangle} title={t('links.title')}>
        <p>{t('links.text', { until: format.instant(link.expiresAt) })}</p>
      </Notice>
      <div className={classes.secret}>
        <code>{link.address}</code>
        <CopyTextButton text={link.address} label={t('action.copy')} />
      </div>
      {link.needsRelease && (
        <Notice tone="accent" icon={IconUsers} title={t('links.needsRelease')}>
          <p>{t('links.needsReleaseText')}</p>
        </Notice>
      )}
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('links.handedOver')}</Button>
      </div>
    </div>
  )
}
