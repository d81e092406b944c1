import { createElement } from 'react'
import {
  IconBan,
  IconBook2,
  IconBuilding,
  IconClipboardCheck,
  IconDatabase,
  IconFileCheck,
  IconFlag,
  IconGavel,
  IconGitMerge,
  IconKey,
  IconListNumbers,
  IconLock,
  IconNetwork,
  IconPoint,
  IconServer2,
  IconShieldSearch,
  IconTransferIn,
  IconUser,
  IconUserQuestion,
  IconUserStar,
  type Icon,
} from '@tabler/icons-react'
import type { Tone } from '../../components/mark.tsx'

/** By the front part of the event's name, the longer part first. */
const icons: readonly (readonly [string, Icon])[] = [
  ['journal.', IconShieldSearch],
  ['identity.organisation', IconBuilding],
  ['identity.account', IconUser],
  ['identity.client', IconServer2],
  ['identity.act.', IconGitMerge],
  ['identity.review', IconClipboardCheck],
  ['identity.signIns', IconShieldSearch],
  ['identity.focalPoint', IconUserStar],
  ['identity.', IconKey],
  ['law.', IconGavel],
  ['access.policySet', IconGavel],
  ['reference.', IconListNumbers],
  ['catalogue.version', IconBook2],
  ['catalogue.', IconDatabase],
  ['warehouse.submission.rejected', IconBan],
  ['warehouse.submission.failed', IconBan],
  ['warehouse.', IconTransferIn],
  ['access.network', IconNetwork],
  ['access.subjectRequest', IconUserQuestion],
  ['access.impactFile', IconFileCheck],
  ['access.violation', IconFlag],
  ['access.plantedKey', IconFlag],
  ['access.', IconLock],
]

export function EventIcon({ event }: { event: string }) {
  const icon = icons.find(([start]) => event.startsWith(start))?.[1] ?? IconPoint
  return createElement(icon, { size: 17, stroke: 1.8 })
}

export function eventTone(event: string): Tone {
  if (event === 'journal.reconciler.found') return 'bad'
  if (event.endsWith('.rejected') || event.endsWith('.failed') || event.endsWith('.refused')) return 'bad'
  return event === 'catalogue.version.promulgated' || event === 'warehouse.submission.applied' ? 'accent' : 'plain'
}
