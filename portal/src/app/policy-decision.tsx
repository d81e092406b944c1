import { useState } from 'react'
import { Button, Textarea } from '@mantine/core'
import { toProblem } from '../api/problem.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useText } from '../lib/use-text.ts'
import { InstrumentField } from '../features/law/instrument-field.tsx'
import { usePolicyDecision, type PolicyDecision } from '../features/access/policy-queries.ts'
import classes from '../features/access/policy-dialog.module.css'

/** To approve by an instrument, or to refuse with a reason. */
export function PolicyDecisionButtons({ number }: { number: number }) {
  const { t } = useText()
  const [kind, setKind] = useState<PolicyDecision['kind'] | undefined>(undefined)
  return (
    <>
      {(['refuse', 'approve'] as const).map((each) => (
        <Button
          key={each}
          variant={each === 'approve' ? 'filled' : 'default'}
          onClick={() => {
            setKind(each)
          }}
        >
          {t(`policies.${each}`)}
        </Button>
      ))}
      {kind !== undefined && (
        <DecisionDialog
          number={number}
          kind={kind}
          onClose={() => {
            setKind(undefined)
          }}
        />
      )}
    </>
  )
}

interface DecisionDialogProps {
  number: number
  kind: PolicyDecision['kind']
  onClose: () => void
}

function DecisionDialog({ number, kind, onClose }: DecisionDialogProps) {
  const { t } = useText()
  const decide = usePolicyDecision(number)
  const [words, setWords] = useState('')
  const [fault, setFault] = useState<string | undefined>(undefined)
  const change = (next: string) => {
    setWords(next)
    setFault(undefined)
  }
  const go = () => {
    const isMissing = kind === 'approve' ? words === '' : words.trim().length < 10
    if (isMissing) setFault(t(kind === 'approve' ? 'policies.instrumentMissing' : 'policies.whyMissing'))
    else
      decide.mutate(kind === 'approve' ? { kind, instrument: words } : { kind, reason: words.trim() }, {
        onSuccess: onClose,
      })
  }
  return (
    <Dialog opened keepOpen size="lg" title={t(`policies.${kind}Title`, { number })} onClose={onClose}>
      <div className={classes.dialog}>
        <p>{t(`policies.${kind}Text`)}</p>
        {decide.isError && <ProblemView problem={toProblem(decide.error)} />}
        {kind === 'approve' ? (
          <InstrumentField label={t('policies.instrument')} error={fault} value={words} onChange={change} />
        ) : (
          <Textarea
            autosize
            minRows={2}
            maxLength={2000}
            label={t('policies.refusal')}
            error={fault}
            value={words}
            onChange={(event) => {
              change(event.currentTarget.value)
            }}
          />
        )}
        <DialogButtons
          label={t(`policies.${kind}`)}
          pending={decide.isPending}
          grave={kind === 'refuse'}
          onCancel={onClose}
          onGo={go}
        />
      </div>
    </Dialog>
  )
}
