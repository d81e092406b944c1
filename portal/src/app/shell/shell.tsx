import { lazy, Suspense } from 'react'
import { useHotkeys } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { useMe } from '../../features/identity/queries.ts'
import { StepUpDialog } from '../../features/identity/step-up-dialog.tsx'
import { WithheldRoles } from '../../features/identity/withheld-roles.tsx'
import { SubmissionNotices } from '../../features/warehouse/submission-notices.tsx'
import { useText } from '../../lib/use-text.ts'
import { focusMain, useDialog, useFocusOnNavigation } from './focus.ts'
import { Footer } from './footer.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import classes from './shell.module.css'

// Nobody needs these two before they press for them.
const Spotlight = lazy(async () => ({ default: (await import('./spotlight.tsx')).Spotlight }))
const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }))

/** Everything around a page: bar, rail, search, notices, footer. */
export function Shell() {
  const { t } = useText()
  const me = useMe()
  const search = useDialog()
  const menu = useDialog()
  useHotkeys([['mod+K', search.open]], [])
  useFocusOnNavigation(menu.close)
  return (
    <div className={classes.shell}>
      <a
        className={classes.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          focusMain()
        }}
      >
        {t('app.skip')}
      </a>
      <TopBar me={me} onSearch={search.open} onMenu={menu.open} />
      <div className={me ? classes.withRail : classes.alone}>
        {me && <Rail me={me} />}
        <main id="main" tabIndex={-1} className={classes.main}>
          {me && <WithheldRoles me={me} />}
          <Outlet />
        </main>
      </div>
      <Footer />
      <Suspense fallback={null}>
        {menu.opened && <MenuDrawer me={me ?? null} onClose={menu.close} />}
        {search.opened && <Spotlight me={me ?? null} onClose={search.close} />}
      </Suspense>
      <SubmissionNotices />
      <StepUpDialog />
    </div>
  )
}
