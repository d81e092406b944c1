import { LinkButton } from '../../components/link-button.tsx'
import { ActionIcon } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Me } from '../../features/identity/queries.ts'
import { NoticeBell } from '../../features/warehouse/notices/notice-bell.tsx'
import { useText } from '../../lib/use-text.ts'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { publicLinks } from './nav.ts'
import { SchemeSwitch } from './scheme-switch.tsx'
import classes from './top-bar.module.css'

interface TopBarProps {
  me: Me | null | undefined
  onSearch: () => void
  onMenu: () => void
}

export function TopBar({ me, onSearch, onMenu }: TopBarProps) {
  const { t } = useText()
  return (
    <header className={classes.bar} data-screen-only>
      <ActionIcon
        className={classes.menu}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('nav.menu')}
        onClick={onMenu}
      >
        <IconMenu2 size={22} />
      </ActionIcon>
      <Brand />
      <nav aria-label={t('nav.main')} className={classes.nav}>
        {publicLinks.map((link) => (
          <Link key={link.to} to={link.to} className={classes.link}>
            {t(link.text)}
          </Link>
        ))}
      </nav>
      <div className={classes.end}>
        <SearchButton onClick={onSearch} />
        <LanguageSwitch className={classes.wideOnly} />
        <SchemeSwitch className={classes.wideOnly} />
        {me?.roles.includes('provider') === true && <NoticeBell />}
        {me && <AccountMenu me={me} />}
        {me === null && (
          <LinkButton to="/sign-in" className={classes.signIn}>
            {t('nav.signIn')}
          </LinkButton>
        )}
      </div>
    </header>
  )
}

function SearchButton({ onClick }: { onClick: () => void }) {
  const { t } = useText()
  const apple = navigator.userAgent.includes('Mac')
  return (
    <button type="button" className={classes.search} onClick={onClick} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={18} stroke={1.8} aria-hidden />
      <span className={classes.searchText}>{t('search.short')}</span>
      <kbd className={classes.keys} aria-hidden>
        {apple ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  )
}
