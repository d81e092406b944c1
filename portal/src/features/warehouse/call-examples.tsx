import { useState } from 'react'
import { SegmentedControl } from '@mantine/core'
import { CodeBlock } from '../../components/code-block.tsx'
import { useText } from '../../lib/use-text.ts'
import { callLanguages, example, type Call, type CallLanguage } from './call-example.ts'
import classes from './call-examples.module.css'

const names: Record<CallLanguage, string> = { curl: 'curl', javascript: 'JavaScript', python: 'Python' }

export function CallExamples({ call }: { call: Call }) {
  const { t } = useText()
  const [language, setLanguage] = useState<CallLanguage>('curl')
  return (
    <div className={classes.examples}>
      <SegmentedControl
        className={classes.languages}
        aria-label={t('call.language')}
        data={callLanguages.map((each) => ({ value: each, label: names[each] }))}
        value={language}
        onChange={(next) => {
          setLanguage(callLanguages.find((each) => each === next) ?? 'curl')
        }}
      />
      <CodeBlock
        code={example(language, window.location.origin, call)}
        label={t('call.example', { language: names[language] })}
      />
    </div>
  )
}
