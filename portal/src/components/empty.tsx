import type { ReactNode } from 'react'
import type { Icon } from '@tabler/icons-react'
import classes from './empty.module.css'

interface EmptyProps {
  icon: Icon
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

export function Empty({ icon: Glyph, title, children, actions }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Glyph size={30} stroke={1.4} aria-hidden className={classes.icon} />
      <p className={classes.title}>{title}</p>
      {children !== undefined && <p className={classes.text}>{children}</p>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
