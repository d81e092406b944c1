import { useState, type SubmitEvent } from 'react'
import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { Card } from '../../components/page.tsx'
import { useText } from '../../lib/use-text.ts'
import { PurposeField } from './purpose-field.tsx'
import { usePurposes } from './purpose-queries.ts'
import { statedPurpose } from './purpose-text.ts'
import classes from './purpose-form.module.css'

const storageKey = 'kho-last-purpose'

/** What was named last, so that the same work on another dataset need not name it again. */
function lastPurpose(): string {
  return sessionStorage.getItem(storageKey) ?? ''
}

interface PurposeFormProps {
  title: string
  text: string
  /** The one in use, that did not do. */
  purpose: string
  onPurpose: (purpose: string) => void
}

/** Restricted data is read for a stated purpose: asked before the read, not refused after it. */
export function PurposeForm({ title, text, purpose, onPurpose }: PurposeFormProps) {
  const { t } = useText()
  const purposes = usePurposes() ?? []
  const [given, setGiven] = useState(purpose === '' ? lastPurpose : purpose)
  const [missing, setMissing] = useState(false)
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const { code } = statedPurpose(given)
    const isMissing = !purposes.some((each) => each.code === code)
    setMissing(isMissing)
    if (isMissing) return
    sessionStorage.setItem(storageKey, given.trim())
    onPurpose(given.trim())
  }
  return (
    <Card>
      <form className={classes.form} noValidate onSubmit={submit}>
        <IconTargetArrow size={26} stroke={1.5} aria-hidden className={classes.icon} />
        <div className={classes.body}>
          <h2>{title}</h2>
          <p className={classes.text}>{text}</p>
          <div className={classes.input}>
            <PurposeField value={given} missing={missing} onChange={setGiven} />
          </div>
          <Button type="submit" size="md">
            {t('purpose.go')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
