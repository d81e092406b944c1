import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconArrowLeft, IconSend } from '@tabler/icons-react'
import { toProblem } from '../../../api/problem.ts'
import type { FileLoad, OnFault, Problem, Profile, Submission } from '../../../api/types.ts'
import { ChoiceCards } from '../../../components/choice-cards.tsx'
import { Facts } from '../../../components/facts.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ReadAs } from '../read-as.tsx'
import { forgetDraft } from './draft.ts'
import { sendOrder, type Order } from './queries.ts'
import { Remembered } from './remembered.tsx'
import classes from './preview.module.css'

interface SendStepProps {
  dataset: { code: string; name: string; nameEn: string }
  upload: { id: string; fileName: string; bytes: number }
  profile: Profile
  remember: boolean
  load: FileLoad
  onFault: OnFault
  /** The submission whose waiting rows the file mends. */
  continues: string | undefined
  /** Whether faulty rows may wait while the others count. */
  mayWait: boolean
  onPolicy: (policy: OnFault) => void
  onBack: () => void
  onSent: (submission: Submission) => void
}

/** The last look: what is sent where, and what becomes of faulty rows. */
export function SendStep(props: SendStepProps) {
  const { dataset, upload, profile, remember, load, onFault, continues, mayWait, onPolicy, onBack } = props
  const { t, named, format } = useText()
  const { busy, problem, send } = useSend(props)
  return (
    <div className={classes.step}>
      <Facts
        facts={[
          { name: t('submit.dataset'), value: named(dataset) },
          { name: t('submit.load'), value: continues === undefined ? t(`load.${load}`) : t('submit.continues') },
          { name: t('submission.file'), value: `${upload.fileName} (${format.bytes(upload.bytes)})` },
          { name: t('submit.readAs'), value: <ReadAs profile={profile} /> },
          ...(remember ? [{ name: t('submit.remembers'), value: t('submit.remembersThis') }] : []),
        ]}
      />
      {!remember && <Remembered code={dataset.code} />}
      {continues === undefined && (
        <ChoiceCards<OnFault>
          label={t('submit.policy')}
          value={mayWait ? onFault : 'reject'}
          onChoose={onPolicy}
          choices={[
            { value: 'reject', title: t('policy.reject'), text: t('policy.rejectText') },
            ...(mayWait
              ? [{ value: 'quarantine' as const, title: t('policy.quarantine'), text: t('policy.quarantineText') }]
              : []),
          ]}
        />
      )}
      {problem && <ProblemView problem={problem} />}
      <div className={classes.foot}>
        <Button variant="default" leftSection={<IconArrowLeft size={17} />} onClick={onBack}>
          {t('submit.back')}
        </Button>
        <Button leftSection={<IconSend size={17} />} loading={busy} onClick={() => void send()}>
          {t('submit.send')}
        </Button>
      </div>
    </div>
  )
}

function useSend({ dataset, upload, profile, remember, load, onFault, continues, mayWait, onSent }: SendStepProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async () => {
    setBusy(true)
    setProblem(null)
    const order: Order = {
      ...{ upload: upload.id, profile, remember },
      ...(continues === undefined
        ? { load, onFault: mayWait ? onFault : 'reject' }
        : { load: 'incremental', onFault: 'quarantine', continues }),
    }
    try {
      const submission = await sendOrder(dataset.code, order)
      forgetDraft(upload.id)
      onSent(submission)
    } catch (error) {
      setProblem(toProblem(error))
      setBusy(false)
    }
  }
  return { busy, problem, send }
}
