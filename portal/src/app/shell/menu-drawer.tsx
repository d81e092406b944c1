import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { publicLinks } from './nav.ts'
import { DeskNav } from './rail.tsx'
import { SchemeSwitch } from './scheme-switch.tsx'
import classes from './rail.module.css'
import drawer from './menu-drawer.module.css'

interface MenuDrawerProps {
  me: Me | null
  onClose: () => void
}

/** The phone's menu: the public links, then one's own work, then language and look. */
export function MenuDrawer({ me, onClose }: MenuDrawerProps) {
  const { t } = useText()
  return (
    <Drawer.Root opened onClose={onClose} returnFocus={false} size="min(320px, 88vw)">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={drawer.head}>
          <Drawer.Title className={drawer.title}>{t('app.name')}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('action.close')} />
        </div>
        <Drawer.Body>
          <MenuContent me={me} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function MenuContent({ me }: { me: Me | null }) {
  const { t } = useText()
  return (
    <div className={drawer.drawer}>
      <nav aria-label={t('nav.main')}>
        <ul className={drawer.list}>
          {publicLinks.map((link) => (
            <li key={link.to}>
              <Link to={link.to} className={classes.link}>
                <link.icon size={19} stroke={1.7} aria-hidden />
                {t(link.text)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {me && (
        <div className={drawer.desk}>
          <DeskNav me={me} />
        </div>
      )}
      <div className={drawer.foot}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </div>
  )
}
