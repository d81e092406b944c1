import { IconBan, IconCircleCheck } from '@tabler/icons-react'
import type { Policy } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Mark } from '../../components/mark.tsx'
import { Section } from '../../components/page.tsx'
import { currentLanguage } from '../../lib/i18n.ts'
import { useText } from '../../lib/use-text.ts'
import list from '../../components/item-list.module.css'
import classes from './policy-browser.module.css'

/** The rules by the clause they carry out, in the order of the regulation. */
export function PolicyBrowser({ policies }: { policies: readonly Policy[] }) {
  const { t } = useText()
  const clauses = [...new Set(policies.map(({ clause }) => clause))].sort(byNumber)
  return clauses.map((clause) => (
    <Section key={clause} title={clause}>
      <ul className={list.list} aria-label={t('policies.ofClause', { clause })}>
        {policies
          .filter((policy) => policy.clause === clause)
          .map((policy) => (
            <PolicyItem key={policy.id} policy={policy} />
          ))}
      </ul>
    </Section>
  ))
}

/** `Điều 9` stands before `Điều 11.2`, and that before `Điều 18.2`. */
function byNumber(left: string, right: string): number {
  return left.localeCompare(right, 'vi', { numeric: true })
}

function PolicyItem({ policy }: { policy: Policy }) {
  const { t } = useText()
  const language = currentLanguage()
  const { id, effect, text, remedy, extent, source } = policy
  const isPermit = effect === 'permit'
  return (
    <li className={list.item}>
      <div className={list.about}>
        <div className={list.name}>
          <Mark tone={isPermit ? 'ok' : 'warn'} icon={isPermit ? IconCircleCheck : IconBan}>
            {t(`policies.effect.${effect}`)}
          </Mark>
          <code>{id}</code>
        </div>
        <p className={classes.text}>{inWords(text[language], t)}</p>
        {remedy !== null && (
          <p className={classes.quiet}>
            {t('policies.remedy')} {inWords(remedy[language], t)}
          </p>
        )}
        {extent !== null && (
          <p className={classes.quiet}>
            {t(`policies.fields.${extent.fields}`)} {t(`policies.rows.${extent.rows}`)}
          </p>
        )}
        <details className={classes.source}>
          <summary>{t('policies.asWritten')}</summary>
          <CodeBlock code={source} label={t('policies.cedar', { policy: id })} />
        </details>
      </div>
    </li>
  )
}

/** Where a name will stand, a word for it. */
function inWords(text: string, t: ReturnType<typeof useText>['t']): string {
  const words = text
    .replaceAll('{unit}', t('policies.someUnit'))
    .replaceAll('{provider}', t('policies.someProvider'))
    .replaceAll('{dataset}', '…')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
