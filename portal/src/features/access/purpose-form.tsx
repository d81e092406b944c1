import { useState, type SubmitEvent } from 'react'
import { Button, TextInput } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import type { Decision } from '../../api/types.ts'
import { Card } from '../../components/page.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './purpose-form.module.css'

const storageKey = 'kho-last-purpose'

/** What was typed last, so that the same work on another dataset need not type it again. */
function lastPurpose(): string {
  return sessionStorage.getItem(storageKey) ?? ''
}

interface PurposeFormProps {
  reason: Decision['reasons'][number]
  clause: string
  onPurpose: (purpose: string) => void
}

/** Restricted data is read for a stated purpose: asked before the read, not refused after it. */
export function PurposeForm({ reason, clause, onPurpose }: PurposeFormProps) {
  const { t } = useText()
  const [purpose, setPurpose] = useState(lastPurpose)
  const [missing, setMissing] = useState(false)
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const given = purpose.trim()
    setMissing(given === '')
    if (given === '') return
    sessionStorage.setItem(storageKey, given)
    onPurpose(given)
  }
  return (
    <Card>
      <form className={classes.form} noValidate onSubmit={submit}>
        <IconTargetArrow size={26} stroke={1.5} aria-hidden className={classes.icon} />
        <div className={classes.body}>
          <h2>{t('purpose.title')}</h2>
          <p className={classes.text}>
            {reason.text} {t('problem.clause', { clause })}
          </p>
          <TextInput
            className={classes.input}
            size="md"
            label={t('purpose.label')}
            description={t('purpose.help')}
            placeholder={t('purpose.example')}
            maxLength={300}
            error={missing ? t('purpose.missing') : null}
            value={purpose}
            onChange={(event) => {
              setPurpose(event.currentTarget.value)
            }}
          />
          <Button type="submit" size="md">
            {t('purpose.go')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
