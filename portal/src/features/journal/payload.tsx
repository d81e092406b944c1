import type { JournalEntry } from '../../api/types.ts'
import { Changes } from '../../components/changes.tsx'
import { CodeBlock } from '../../components/code-block.tsx'
import { Card } from '../../components/page.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './payload.module.css'

type Plain = Record<string, unknown>

/** What the entry says changed: before → after where it holds both, else its content as it was recorded. */
export function Payload({ payload }: { payload: JournalEntry['payload'] }) {
  const { t } = useText()
  const { before, after, ...rest } = payload
  const changed = isPlain(before) && isPlain(after) ? differences(before, after) : []
  const shown = changed.length > 0 ? rest : payload
  return (
    <div className={classes.payload}>
      {changed.length > 0 && (
        <Card>
          <Changes changes={changed} />
        </Card>
      )}
      {Object.keys(shown).length > 0 && (
        <CodeBlock tall code={JSON.stringify(shown, null, 2)} label={t('journal.payload')} />
      )}
    </div>
  )
}

function differences(before: Plain, after: Plain) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, before: textOf(before[name]), after: textOf(after[name]) }))
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
