import { Button } from '@mantine/core'
import { useText } from '../../../lib/use-text.ts'
import classes from '../dialogs.module.css'

interface AnswerButtonsProps {
  allow: string
  pending: boolean
  onAnswer: (isAllowed: boolean) => void
}

/** Yes or no to what another application or a terminal asks. */
export function AnswerButtons({ allow, pending, onAnswer }: AnswerButtonsProps) {
  const { t } = useText()
  return (
    <div className={classes.buttons}>
      <Button
        variant="default"
        disabled={pending}
        onClick={() => {
          onAnswer(false)
        }}
      >
        {t('authorise.refuse')}
      </Button>
      <Button
        loading={pending}
        onClick={() => {
          onAnswer(true)
        }}
      >
        {allow}
      </Button>
    </div>
  )
}
