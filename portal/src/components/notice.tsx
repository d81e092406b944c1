import type { ReactNode } from 'react'
import type { Icon } from '@tabler/icons-react'
import type { Tone } from './mark.tsx'
import classes from './notice.module.css'

interface NoticeProps {
  tone?: Tone
  icon: Icon
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** A message that stays on the page: what happened, what to do next. */
export function Notice({ tone = 'plain', icon: Glyph, title, children, actions }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <Glyph size={22} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children !== undefined && <div className={classes.text}>{children}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  )
}
