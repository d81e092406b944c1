import type { ReactNode } from 'react'
import classes from './tab-nav.module.css'

/** On a phone the tabs scroll sideways; the one in use must not hide beyond the edge. */
function tabInSight(tab: HTMLAnchorElement | null): void {
  if (tab?.ariaCurrent === 'page') tab.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/** What makes a link of the router a tab. */
export const tabLink = {
  className: classes.tab,
  activeOptions: { exact: true, includeSearch: false },
  resetScroll: false,
  ref: tabInSight,
} as const

/** The sections of one thing, each with its own address. */
export function TabNav({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes.tabs} data-screen-only>
      {children}
    </nav>
  )
}
