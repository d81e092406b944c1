import { useState } from 'react'
import { Button } from '@mantine/core'
import { toProblem } from '../api/problem.ts'
import type { GrantRequest } from '../api/types.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogButtons } from '../components/dialog-buttons.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useRequestStep } from '../features/access/grant/queries.ts'
import { RefusalDialog } from '../features/access/grant/refusal-dialog.tsx'
import { StepDialog } from '../features/access/grant/step-dialog.tsx'
import { InstrumentField } from '../features/law/instrument-field.tsx'
import { useText } from '../lib/use-text.ts'
import classes from '../features/access/grant/grant.module.css'
import layout from '../features/access/form.module.css'

type Act = 'opine' | 'check' | 'consent' | 'refuse' | 'withdraw'

/** What the reader may do with a request now; the step that is due stands first. */
export function GrantRequestActs({ request: { id, acts: may } }: { request: GrantRequest }) {
  const { t } = useText()
  const [act, setAct] = useState<Act | null>(null)
  const acts = may.flatMap((each): Act[] => (each === 'decide' ? ['consent', 'refuse'] : [each]))
  if (acts.length === 0) return null
  const close = () => {
    setAct(null)
  }
  return (
    <>
      <div className={classes.acts}>
        {acts.map((each, place) => (
          <Button
            key={each}
            variant={place === 0 && each !== 'withdraw' ? 'filled' : 'default'}
            onClick={() => {
              setAct(each)
            }}
          >
            {t(`grantRequests.act.${each}`)}
          </Button>
        ))}
      </div>
      {act === 'consent' && <ConsentDialog id={id} onClose={close} />}
      {act === 'refuse' && <RefusalDialog id={id} onClose={close} />}
      {(act === 'opine' || act === 'check' || act === 'withdraw') && <StepDialog id={id} act={act} onClose={close} />}
    </>
  )
}

/** The consent is an instrument whose file the warehouse knows by its digest: the grant rests on that very file. */
function ConsentDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText()
  const step = useRequestStep(id)
  const [instrument, setInstrument] = useState('')
  const [isMissing, setMissing] = useState(false)
  return (
    <Dialog opened keepOpen size="lg" title={t('grantRequests.act.consent')} onClose={onClose}>
      <div className={layout.form}>
        <p>{t('grantRequests.consentText')}</p>
        {step.isError && <ProblemView problem={toProblem(step.error)} />}
        <InstrumentField
          label={t('grants.consent')}
          error={isMissing ? t('policies.instrumentMissing') : undefined}
          value={instrument}
          onChange={(next) => {
            setInstrument(next)
            setMissing(false)
          }}
        />
        <DialogButtons
          label={t('grantRequests.act.consent')}
          pending={step.isPending}
          onCancel={onClose}
          onGo={() => {
            if (instrument === '') setMissing(true)
            else step.mutate({ act: 'consent', instrument }, { onSuccess: onClose })
          }}
        />
      </div>
    </Dialog>
  )
}
