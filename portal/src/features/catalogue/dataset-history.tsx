import {
  IconArchive,
  IconColumns3,
  IconDoor,
  IconFilePlus,
  IconFileText,
  IconGavel,
  IconLock,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Dataset, DatasetDocument, Retirement, Structure } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Mark } from '../../components/mark.tsx'
import type { TimelineItem } from '../../components/timeline.tsx'
import type { Text } from '../../lib/use-text.ts'
import { ChangeList } from './structure-changes.tsx'

/** A version of the structure on the timeline, with what it changed. */
export function structureItem(structure: Structure, code: string, { t, format }: Text): TimelineItem {
  const { version, fields, note, state, since } = structure
  return {
    key: `structure ${String(version)}`,
    at: since,
    icon: IconColumns3,
    title: t('history.structure', {
      version: format.number(version),
      count: fields.length,
      fields: format.number(fields.length),
    }),
    mark: state !== 'adopted' && <Mark tone="warn">{t(`structureState.${state}`)}</Mark>,
    body: (
      <>
        {note !== '' && <p>{note}</p>}
        <ChangeList version={structure} />
      </>
    ),
    links: (
      <Link to="/datasets/$code/structure" params={{ code }} search={{ version: String(version) }}>
        {t('history.seeStructure')}
      </Link>
    ),
  }
}

const stages: Record<Retirement['stage'], Icon> = { active: IconDoor, closed: IconLock, archived: IconArchive }

export function retirementItem({ stage, instrument, reason, at }: Retirement, { t }: Text): TimelineItem {
  return {
    key: `${stage} ${at}`,
    at,
    icon: stages[stage],
    title: t(`retirement.${stage}`),
    body: (
      <>
        <p>{reason}</p>
        <p>
          <Citation instrument={instrument} />
        </p>
      </>
    ),
  }
}

/** A document when it was added; the file is opened where the documents are. */
export function documentItem(document: DatasetDocument, code: string, { t }: Text): TimelineItem {
  const { id, addedAt, title, version, supersedes } = document
  return {
    key: id,
    at: addedAt,
    icon: IconFileText,
    title: t(supersedes === null ? 'history.document' : 'history.documentVersion', { title, version }),
    links: (
      <Link to="/datasets/$code" params={{ code }} hash="documents">
        {t('history.seeDocuments')}
      </Link>
    ),
  }
}

/** Where it began, and since when it is in the catalogue in force. */
export function registryItems({ inForce, registeredAt }: Dataset, { t, format }: Text): TimelineItem[] {
  const registered = { key: 'registered', at: registeredAt, icon: IconFilePlus, title: t('history.registered') }
  if (inForce === null) return [registered]
  return [
    registered,
    {
      key: 'in force',
      at: inForce.from,
      icon: IconGavel,
      title: t('history.inForce', { number: format.number(inForce.catalogueVersion) }),
      body: <Citation instrument={inForce.instrument} />,
    },
  ]
}
