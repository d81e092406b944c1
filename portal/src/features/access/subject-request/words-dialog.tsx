import { useState } from 'react'
import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { doToRequest, sayOnRequest, subjectsKey, type ReasonedAct, type SpokenAct } from './queries.ts'
import classes from '../form.module.css'

interface WordsDialogProps {
  id: string
  act: SpokenAct | ReasonedAct
  onClose: () => void
}

/** An act that is words, or that needs a reason. */
export function WordsDialog({ id, act, onClose }: WordsDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [isMissing, setMissing] = useState(false)
  const send = useMutation({
    mutationFn: (text: string) =>
      act === 'extension' || act === 'erasure' ? doToRequest(id, act, text) : sayOnRequest(id, act, text),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: subjectsKey })
      onClose()
    },
  })
  return (
    <Dialog opened keepOpen size="lg" title={t(`subjects.act.${act}`)} onClose={onClose}>
      {send.isError && <ProblemView problem={toProblem(send.error)} />}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(words.trim() === '')
          if (words.trim() !== '') send.mutate(words.trim())
        }}
      >
        <Textarea
          label={t(`subjects.words.${act}`)}
          description={t(`subjects.wordsHelp.${act}`)}
          error={isMissing && t('law.missing')}
          autosize
          minRows={4}
          maxLength={4000}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value)
          }}
        />
        <DialogButtons
          label={t(`subjects.act.${act}`)}
          grave={act === 'erasure'}
          pending={send.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
