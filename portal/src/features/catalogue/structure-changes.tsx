import { Link } from '@tanstack/react-router'
import { IconArrowsExchange, IconMinus, IconPencil, IconPlus, IconRuler2, type Icon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Structure } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { structuresQuery } from './queries.ts'
import classes from './structure-changes.module.css'

type StructureChange = Structure['changes'][number]

const icons: Record<StructureChange['change'], Icon> = {
  added: IconPlus,
  renamed: IconPencil,
  converted: IconArrowsExchange,
  retired: IconMinus,
  rules: IconRuler2,
}

/** The versions of a structure, newest first, each with what it changed. */
export function StructureChanges({ code }: { code: string }) {
  const { t } = useText()
  const structures = useQuery(structuresQuery(code))
  return (
    <Section
      title={t('structureChanges.title')}
      actions={
        <Link to="/datasets/$code/structure" params={{ code }}>
          {t('structureChanges.whole')}
        </Link>
      }
    >
      <QueryView query={structures} skeleton={<Lines count={4} />}>
        {(data) => {
          const newestFirst = data.items.toSorted((a, b) => b.version - a.version)
          if (newestFirst.length === 0) return <Empty icon={IconRuler2} title={t('structure.none')} />
          return (
            <Card>
              <ol className={classes.versions}>
                {newestFirst.map((version) => (
                  <Version key={version.version} code={code} version={version} />
                ))}
              </ol>
            </Card>
          )
        }}
      </QueryView>
    </Section>
  )
}

function Version({ code, version }: { code: string; version: Structure }) {
  const { t, format } = useText()
  return (
    <li className={classes.version}>
      <p className={classes.head}>
        <Link to="/datasets/$code/structure" params={{ code }} search={{ version: String(version.version) }}>
          {t('submission.structureVersion', { version: version.version })}
        </Link>
        <span className={classes.since}>{format.dayOf(version.since)}</span>
        {version.state !== 'adopted' && <Mark tone="warn">{t(`structureState.${version.state}`)}</Mark>}
        {version.carriedBy !== null && (
          <Link to="/submissions/$id" params={{ id: version.carriedBy }}>
            {t('structureChanges.carried')}
          </Link>
        )}
      </p>
      {version.note !== '' && <p className={classes.note}>{version.note}</p>}
      <ChangeList version={version} />
    </li>
  )
}

/** What a version changed; the first one only began. */
export function ChangeList({ version }: { version: Structure }) {
  if (version.version === 1 || version.changes.length === 0) return null
  return (
    <ul className={classes.changes}>
      {version.changes.map((change) => (
        <Change key={`${change.change} ${change.id}`} change={change} />
      ))}
    </ul>
  )
}

function Change({ change }: { change: StructureChange }) {
  const { t } = useText()
  const Glyph = icons[change.change]
  const names = { field: change.field, from: change.from?.name ?? '' }
  const what = change.change === 'converted' && names.from === names.field ? 'retyped' : change.change
  return (
    <li className={classes.change}>
      <Glyph size={16} stroke={1.8} aria-hidden />
      {t(`structureChange.${what}`, names)}
    </li>
  )
}
