import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Violation } from '../api/types.ts'
import { may, type Me } from '../features/identity/queries.ts'
import { useText } from '../lib/use-text.ts'
import { IncidentDialog } from './violation-incident-dialog.tsx'
import { OrderDialog, type WordedKind } from './violation-dialogs.tsx'

type Kind = WordedKind | 'declare'

/** What the reader may order now: by their role, and by what impartiality, two persons and the state allow. */
function ordersFor({ may: can, state }: Violation, me: Me): Kind[] {
  const handles = may(me, 'access.violation.handle')
  const isEnded = state === 'upheld' || state === 'dismissed'
  return [
    ...(handles && can.includes('declareIncident') && !isEnded ? (['declare'] as const) : []),
    ...(handles && can.includes('release') ? (['release'] as const) : []),
    ...(handles && can.includes('propose') ? (['dismiss', 'uphold'] as const) : []),
    ...(can.includes('decide') && may(me, 'access.violation.decide') ? (['refuse', 'confirm'] as const) : []),
    ...(handles && can.includes('examine') ? (['examine'] as const) : []),
  ]
}

export function ViolationActs({ violation, me }: { violation: Violation; me: Me }) {
  const { t } = useText()
  const [open, setOpen] = useState<Kind | undefined>(undefined)
  const close = () => {
    setOpen(undefined)
  }
  return (
    <>
      {ordersFor(violation, me).map((kind) => (
        <Button
          key={kind}
          variant={kind === 'examine' || kind === 'confirm' ? 'filled' : 'default'}
          onClick={() => {
            setOpen(kind)
          }}
        >
          {t(`violations.orders.${kind}.button`)}
        </Button>
      ))}
      {open === 'declare' && <IncidentDialog id={violation.id} onClose={close} />}
      {open !== undefined && open !== 'declare' && <OrderDialog violation={violation} kind={open} onClose={close} />}
    </>
  )
}
