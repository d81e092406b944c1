import { useQueryClient } from '@tanstack/react-query'
import { changeLanguage, languages, type Language } from '../../lib/i18n.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './switches.module.css'

const names: Record<Language, { short: string; full: string }> = {
  vi: { short: 'Vi', full: 'Tiếng Việt' },
  en: { short: 'En', full: 'English' },
}

export function LanguageSwitch({ className }: { className?: string | undefined }) {
  const { t, language } = useText()
  const queries = useQueryClient()
  /** Problem texts and fault messages come from the server in the reader's language: ask again. */
  async function choose(next: Language): Promise<void> {
    await changeLanguage(next)
    await queries.invalidateQueries()
  }
  return (
    <div role="group" aria-label={t('nav.language')} className={`${classes.group ?? ''} ${className ?? ''}`}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className={classes.option}
          aria-pressed={each === language}
          aria-label={`${names[each].short} – ${names[each].full}`}
          onClick={() => void choose(each)}
        >
          {names[each].short}
        </button>
      ))}
    </div>
  )
}
