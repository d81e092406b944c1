import { Link } from '@tanstack/react-router'
import type { ListedIncident } from '../../../api/types.ts'
import { Ago } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'
import { IncidentMark } from './incident-mark.tsx'
import { markerText } from './marker-text.ts'
import classes from '../../../components/item-list.module.css'

/** Files that were stopped, each with where it stands. */
export function IncidentList({ incidents }: { incidents: readonly ListedIncident[] }) {
  const { t, named } = useText()
  return (
    <ul className={classes.list}>
      {incidents.map((incident) => (
        <li key={incident.id} className={classes.item}>
          <div className={classes.about}>
            <div className={classes.name}>
              <Link to="/incidents/$id" params={{ id: incident.id }}>
                {named(incident.dataset)}
              </Link>
              <IncidentMark state={incident.state} />
            </div>
            <div>{markerText(incident, t)}</div>
            <div className={classes.quiet}>
              {incident.sentBy.unit} · <Ago at={incident.openedAt} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
