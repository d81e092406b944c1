import { IconShieldLock } from '@tabler/icons-react'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import type { Me } from './queries.ts'
import classes from './identity.module.css'

/** Says which roles this sign-in does not hold, why, and what to do. */
export function WithheldRoles({ me }: { me: Me }) {
  const { t } = useText()
  if (me.withheldRoles.length === 0) return null
  const roles = me.withheldRoles.map((role) => t(`role.${role}`)).join(', ')
  return (
    <div className={classes.banner}>
      <Notice tone="warn" icon={IconShieldLock} title={t('withheld.title', { roles })}>
        <p>{t('withheld.text')}</p>
      </Notice>
    </div>
  )
}
