import { IconBellRinging, IconClock, IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ListedViolation } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Ago } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ViolationMark } from './violation-mark.tsx'
import classes from '../../../components/item-list.module.css'

/** Violations, each with where it stands and what of it is due. */
export function ViolationList({ violations }: { violations: readonly ListedViolation[] }) {
  const { t } = useText()
  return (
    <ul className={classes.list}>
      {violations.map((violation) => (
        <li key={violation.id} className={classes.item}>
          <div className={classes.about}>
            <div className={classes.name}>
              <Link to="/violations/$id" params={{ id: violation.id }}>
                {violation.number} · {t(`violations.kinds.${violation.kind}`)}
              </Link>
              <ViolationMark state={violation.state} />
              <Marks violation={violation} />
            </div>
            <div>
              {t(`violations.subjects.${violation.subject.type}`)}
              {violation.subject.name !== null && `: ${violation.subject.name}`}
            </div>
            <div className={classes.quiet}>
              <FoundBy violation={violation} /> · <Ago at={violation.openedAt} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Marks({ violation: { isSeen, isRestrained, notices } }: { violation: ListedViolation }) {
  const { t } = useText()
  const open = notices.filter(({ sent }) => sent === null)
  const late = open.filter(({ isOverdue }) => isOverdue).length
  return (
    <>
      {!isSeen && (
        <Mark tone="accent" icon={IconBellRinging}>
          {t('violations.unseen')}
        </Mark>
      )}
      {isRestrained && (
        <Mark tone="warn" icon={IconLock}>
          {t('violations.restrained')}
        </Mark>
      )}
      {open.length > 0 && (
        <Mark tone={late > 0 ? 'bad' : 'warn'} icon={IconClock}>
          {t(late > 0 ? 'violations.noticesLate' : 'violations.noticesOpen', { count: late > 0 ? late : open.length })}
        </Mark>
      )}
    </>
  )
}

function FoundBy({ violation: { detector, reporter } }: { violation: ListedViolation }) {
  const { t } = useText()
  if (detector !== null) return t(`violations.detectors.${detector}`)
  return reporter === null ? null : t('violations.reportedBy', { name: reporter.name, unit: reporter.unit.name })
}
