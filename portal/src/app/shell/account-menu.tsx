import { Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconKey, IconLogout } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { signOut, startOver, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './account-menu.module.css'

export function AccountMenu({ me }: { me: Me }) {
  const { t, named } = useText()
  const leave = useSignOut()
  const [opened, menu] = useDisclosure(false)
  return (
    <Popover opened={opened} onChange={menu.toggle} position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={t('account.menu', { name: me.name })}
          onClick={menu.toggle}
        >
          <span className={classes.initial} data-initial={initialOf(me.name)} aria-hidden />
          <span className={classes.name}>{me.name}</span>
          <IconChevronDown size={16} aria-hidden className={classes.chevron} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <div className={classes.who}>
          <p className={classes.whoName}>{me.name}</p>
          <p>{named(me.unit)}</p>
          <p>{me.roles.map((role) => t(`role.${role}`)).join(', ')}</p>
        </div>
        <Link to="/account" className={classes.item} onClick={menu.close}>
          <IconKey size={18} stroke={1.7} aria-hidden /> {t('nav.account')}
        </Link>
        <button type="button" className={classes.item} onClick={() => void leave()}>
          <IconLogout size={18} stroke={1.7} aria-hidden /> {t('nav.signOut')}
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}

function useSignOut(): () => Promise<void> {
  const { t } = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    try {
      await signOut()
      await navigate({ to: '/' })
      await startOver(queries)
    } catch {
      notifications.show({ color: 'brick', message: t('account.signOutFailed') })
    }
  }
}

/** Vietnamese names are called by the last word. */
function initialOf(name: string): string {
  return name.trim().split(/\s+/).at(-1)?.charAt(0).toLocaleUpperCase('vi') ?? ''
}
