import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconCheck, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { requestHeaders } from '../../api/client.ts'
import { isProblem, toProblem, unreachable } from '../../api/problem.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Mark } from '../../components/mark.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { callPath, type Call } from './call-example.ts'
import classes from './try-call.module.css'

interface Answer {
  path: string
  status: number
  milliseconds: number
  body: unknown
}

/** Runs the very call of the example with the reader's own session and shows what came back. */
export function TryCall({ call, disabled }: { call: Call; disabled: boolean }) {
  const { t } = useText()
  const [asked, setAsked] = useState('')
  const path = callPath(call)
  const run = useMutation({ mutationFn: ask })
  return (
    <div>
      <Button
        leftSection={<IconPlayerPlay size={17} stroke={1.8} />}
        loading={run.isPending}
        disabled={disabled}
        onClick={() => {
          setAsked(path)
          run.mutate(path)
        }}
      >
        {t('call.try')}
      </Button>
      <div aria-live="polite" className={classes.answer}>
        {run.isError && <ProblemView problem={toProblem(run.error)} />}
        {run.data && asked === path && <AnswerView answer={run.data} />}
      </div>
    </div>
  )
}

async function ask(path: string): Promise<Answer> {
  const started = performance.now()
  const response = await fetch(path, { headers: { ...requestHeaders('GET'), Accept: 'application/json' } }).catch(
    () => {
      throw unreachable()
    },
  )
  const body: unknown = await response.json().catch(() => null)
  return { path, status: response.status, milliseconds: performance.now() - started, body }
}

function AnswerView({ answer }: { answer: Answer }) {
  const { t, format } = useText()
  const ok = answer.status < 400
  return (
    <div className={classes.reply}>
      <p className={classes.status}>
        <Mark tone={ok ? 'ok' : 'bad'} icon={ok ? IconCheck : IconX}>
          {String(answer.status)}
        </Mark>
        <span>{t('call.took', { ms: format.number(Math.round(answer.milliseconds)) })}</span>
      </p>
      {isProblem(answer.body) && <ProblemView problem={answer.body} />}
      <CodeBlock tall code={JSON.stringify(answer.body, null, 2)} label={t('call.answer')} />
    </div>
  )
}
