import { useEffect, type ReactNode } from 'react'
import { useText } from '../lib/use-text.ts'
import classes from './page.module.css'

interface PageProps {
  title: string
  /** Shown in place of the title text, e.g. while it is still loading. */
  heading?: ReactNode
  crumbs?: ReactNode[]
  lead?: ReactNode
  marks?: ReactNode
  actions?: ReactNode
  narrow?: boolean
  children: ReactNode
}

/** One page: its title in the window and as the only h1, then its content. */
export function Page({ title, heading, crumbs, lead, marks, actions, narrow, children }: PageProps) {
  const { t } = useText()
  useEffect(() => {
    document.title = title === '' ? t('app.name') : `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <div className={narrow === true ? classes.narrow : classes.page}>
      {crumbs && <Crumbs items={crumbs} />}
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1>{heading ?? title}</h1>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
          {marks !== undefined && <div className={classes.marks}>{marks}</div>}
        </div>
        {actions !== undefined && (
          <div className={classes.actions} data-screen-only>
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  )
}

function Crumbs({ items }: { items: ReactNode[] }) {
  const { t } = useText()
  return (
    <nav aria-label={t('app.crumbs')} className={classes.crumbs} data-screen-only>
      <ol>
        {items.map((item, index) => (
          <li key={index}>{item}</li>
        ))}
      </ol>
    </nav>
  )
}

interface SectionProps {
  title: ReactNode
  id?: string
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Section({ title, id, help, actions, children }: SectionProps) {
  return (
    <section className={classes.section} id={id}>
      <div className={classes.sectionHead}>
        <div>
          <h2>{title}</h2>
          {help !== undefined && <p className={classes.help}>{help}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}

export function Card({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return <div className={padded ? classes.paddedCard : classes.card}>{children}</div>
}
