import { Link } from '@tanstack/react-router'
import type { Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { deskLinks, type DeskLink } from './nav.ts'
import classes from './rail.module.css'

export function Rail({ me }: { me: Me }) {
  return (
    <aside className={classes.rail} data-screen-only>
      <DeskNav me={me} />
    </aside>
  )
}

export function DeskNav({ me }: { me: Me }) {
  const { t, named } = useText()
  return (
    <nav aria-label={t('nav.deskLabel')} className={classes.nav}>
      <p className={classes.unit}>
        <span>{named(me.unit)}</span>
        <span className={classes.roles}>{me.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
      </p>
      <ul>
        {deskLinks(me.roles, me.unit.id).map((link) => (
          <li key={link.text}>
            <RailLink link={link} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function RailLink({ link }: { link: DeskLink }) {
  const { t } = useText()
  const Glyph = link.icon
  return (
    <Link
      to={link.to}
      {...(link.params && { params: link.params })}
      {...(link.search && { search: link.search })}
      className={classes.link}
      activeOptions={{ exact: true, includeSearch: link.search !== undefined }}
    >
      <Glyph size={19} stroke={1.7} aria-hidden />
      {t(link.text)}
    </Link>
  )
}
