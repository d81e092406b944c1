import { IconArrowsExchange, IconMinus, IconPencil, IconPlus, IconRoute, type Icon } from '@tabler/icons-react'
import type { CodeChange, CodeChangeKind, CodeEntry } from '../../api/types.ts'
import { Changes } from '../../components/changes.tsx'
import { Mark, type Tone } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { EntryLink } from './code-entries.tsx'
import classes from './code-changes.module.css'

const looks: Record<CodeChangeKind, { tone: Tone; icon: Icon }> = {
  added: { tone: 'ok', icon: IconPlus },
  gone: { tone: 'bad', icon: IconMinus },
  renamed: { tone: 'accent', icon: IconArrowsExchange },
  moved: { tone: 'warn', icon: IconRoute },
  amended: { tone: 'plain', icon: IconPencil },
}

interface CodeChangesProps {
  list: string
  changes: CodeChange[]
  /** A day of the earlier and of the later version. */
  days: { before: string; after: string }
}

/** What became of each code between two versions. */
export function CodeChanges({ list, changes, days }: CodeChangesProps) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('codeChanges.table')}
      head={
        <>
          <th scope="col">{t('codeList.code')}</th>
          <th scope="col">{t('codeChanges.what')}</th>
          <th scope="col">{t('codeChanges.content')}</th>
        </>
      }
    >
      {changes.map((change) => (
        <tr key={change.code}>
          <th scope="row" data-lead>
            <EntryLink list={list} code={change.code} at={change.after === null ? days.before : days.after}>
              <code>{change.code}</code>
            </EntryLink>
          </th>
          <td data-label={t('codeChanges.what')}>
            <span className={classes.kinds}>
              {change.kinds.map((kind) => (
                <Mark key={kind} quiet {...looks[kind]}>
                  {t(`codeChange.${kind}`)}
                </Mark>
              ))}
            </span>
          </td>
          <td data-label={t('codeChanges.content')}>
            <Content change={change} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Content({ change }: { change: CodeChange }) {
  const { t, word } = useText()
  const { before, after } = change
  if (before === null || after === null) return <Whole entry={after ?? before} />
  const kindOf = (entry: CodeEntry) => (entry.kind === null ? null : word('entryKind', entry.kind))
  const parts = [
    { name: t('codeList.name'), before: before.name, after: after.name },
    { name: t('codeList.parent'), before: before.parent, after: after.parent },
    { name: t('codeList.nameEn'), before: before.nameEn, after: after.nameEn },
    { name: t('codeList.kind'), before: kindOf(before), after: kindOf(after) },
    {
      name: t('codeList.aliases'),
      before: before.aliases.length === 0 ? null : before.aliases.join(', '),
      after: after.aliases.length === 0 ? null : after.aliases.join(', '),
    },
  ].filter((part) => part.before !== part.after)
  return (
    <div>
      {before.name === after.name && <p>{after.name}</p>}
      <Changes changes={parts} />
    </div>
  )
}

function Whole({ entry }: { entry: CodeEntry | null }) {
  return entry === null ? null : (
    <span>
      {entry.name}
      {entry.parent !== null && (
        <>
          {' '}
          <code className={classes.parent}>{entry.parent}</code>
        </>
      )}
    </span>
  )
}
