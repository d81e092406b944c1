import { SegmentedControl } from '@mantine/core'
import { CodeBlock } from '../../components/code-block.tsx'
import { useText } from '../../lib/use-text.ts'
import { callLanguages, example, type Call, type CallLanguage } from './call-example.ts'
import classes from './call-examples.module.css'

const names: Record<CallLanguage, string> = {
  curl: 'curl',
  typescript: 'TypeScript',
  python: 'Python',
  excel: 'Excel',
}

export function languageOf(name: string | undefined): CallLanguage {
  return callLanguages.find((each) => each === name) ?? 'curl'
}

interface CallExamplesProps {
  call: Call
  language: CallLanguage
  onLanguage: (language: CallLanguage) => void
}

/** The call in the reader's language, and how to run it there. */
export function CallExamples({ call, language, onLanguage }: CallExamplesProps) {
  const { t } = useText()
  return (
    <div className={classes.examples}>
      <SegmentedControl
        className={classes.languages}
        aria-label={t('call.language')}
        data={callLanguages.map((each) => ({ value: each, label: names[each] }))}
        value={language}
        onChange={(next) => {
          onLanguage(languageOf(next))
        }}
      />
      <CodeBlock
        code={example(language, window.location.origin, call)}
        label={t('call.example', { language: language === 'excel' ? 'Power Query M' : names[language] })}
      />
      <p className={classes.how}>{t(`call.how.${language}`)}</p>
    </div>
  )
}
