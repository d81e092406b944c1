import type { ReactNode } from 'react'
import type { Icon } from '@tabler/icons-react'
import classes from './mark.module.css'

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad'

interface MarkProps {
  tone?: Tone
  icon?: Icon
  quiet?: boolean
  children: ReactNode
}

/** A state in one glance: icon, word and colour together, so that colour never speaks alone. */
export function Mark({ tone = 'plain', icon: Glyph, quiet = false, children }: MarkProps) {
  return (
    <span className={quiet ? classes.quiet : classes.mark} data-tone={tone}>
      {Glyph && <Glyph size={15} stroke={2} aria-hidden />}
      {children}
    </span>
  )
}
