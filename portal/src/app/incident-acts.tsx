import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Incident } from '../api/types.ts'
import { useText } from '../lib/use-text.ts'
import { may, type Me } from '../features/identity/queries.ts'
import { IncidentDialog } from './incident-dialog.tsx'
import type { IncidentDecision } from '../features/access/incident/queries.ts'

type Kind = IncidentDecision['kind']

/** What the reader may decide now: by their role, and by what two persons may do of an incident as it stands. */
function decisionsFor({ may: can }: Incident, me: Me): Kind[] {
  return [
    ...(can.handle && may(me, 'access.incident.handle') ? (['handle'] as const) : []),
    ...(can.decideRelease && may(me, 'access.incident.release') ? (['refuse', 'confirm'] as const) : []),
    ...(can.askRelease && may(me, 'access.incident.askRelease') ? (['askRelease'] as const) : []),
  ]
}

export function IncidentActs({ incident, me }: { incident: Incident; me: Me }) {
  const { t } = useText()
  const [open, setOpen] = useState<Kind | undefined>(undefined)
  return (
    <>
      {decisionsFor(incident, me).map((kind) => (
        <Button
          key={kind}
          variant={kind === 'confirm' || kind === 'askRelease' ? 'filled' : 'default'}
          onClick={() => {
            setOpen(kind)
          }}
        >
          {t(`incidents.decisions.${kind}.button`)}
        </Button>
      ))}
      {open !== undefined && (
        <IncidentDialog
          id={incident.id}
          kind={open}
          onClose={() => {
            setOpen(undefined)
          }}
        />
      )}
    </>
  )
}
