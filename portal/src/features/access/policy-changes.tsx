import type { PolicyChange } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Mark, type Tone } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'
import list from '../../components/item-list.module.css'

const tones: Readonly<Record<PolicyChange['change'], Tone>> = { added: 'ok', changed: 'accent', removed: 'bad' }

/** Each rule that would be another, as it is and as it would be. */
export function PolicyChanges({ changes }: { changes: readonly PolicyChange[] }) {
  const { t } = useText()
  if (changes.length === 0) return <p>{t('policies.noChanges')}</p>
  return (
    <ul className={list.list} aria-label={t('policies.changes')}>
      {changes.map(({ policy, change, before, after }) => (
        <li key={policy} className={list.item}>
          <div className={list.about}>
            <div className={list.name}>
              <Mark tone={tones[change]}>{t(`policies.change.${change}`)}</Mark>
              <code>{policy}</code>
            </div>
            {before !== null && <CodeBlock code={before} label={t('policies.before', { policy })} />}
            {after !== null && <CodeBlock code={after} label={t('policies.after', { policy })} />}
          </div>
        </li>
      ))}
    </ul>
  )
}
