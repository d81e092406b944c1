import { IconAlertTriangle, IconCircleCheck, IconEyeOff, IconHelpCircle } from '@tabler/icons-react'
import { Digest } from '../../components/digest.tsx'
import { Facts } from '../../components/facts.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { Findings } from './findings.tsx'
import classes from './findings.module.css'
import type { Receipt } from './proof/receipt.ts'
import type { ReceiptVerdict } from './proof/verify-receipt.ts'

/** What a check of a receipt came to, and what the receipt says. */
export function ReceiptVerdictView({ verdict }: { verdict: ReceiptVerdict }) {
  const { receipt, steps } = verdict
  return (
    <div className={classes.verdict} role="status">
      <Sum verdict={verdict} />
      {steps.some(({ step }) => step === 'witnesses') && <Alone kind={receipt?.kind} />}
      {receipt !== undefined && <ReceiptFacts receipt={receipt} />}
      <Findings steps={steps} />
    </div>
  )
}

function Sum({ verdict: { isProven, steps } }: { verdict: ReceiptVerdict }) {
  const { t } = useText()
  if (steps.some(({ state }) => state === 'fault'))
    return (
      <Notice tone="bad" icon={IconAlertTriangle} title={t('check.receipt.fault')}>
        {t('check.receipt.faultHelp')}
      </Notice>
    )
  if (!isProven)
    return (
      <Notice tone="warn" icon={IconHelpCircle} title={t('check.receipt.half')}>
        {t('check.receipt.halfHelp')}
      </Notice>
    )
  return (
    <Notice tone="ok" icon={IconCircleCheck} title={t('check.receipt.proven')}>
      {t('check.receipt.provenHelp')}
    </Notice>
  )
}

/** A receipt without its archive leaves open who vouches for the log; where the archive is to be had. */
function Alone({ kind }: { kind: Receipt['kind'] | undefined }) {
  const { t } = useText()
  return (
    <Notice
      tone="warn"
      icon={IconEyeOff}
      title={t('check.receipt.alone')}
      actions={
        <LinkButton to={kind === 'submission' ? '/submissions' : '/reads'} variant="default">
          {t(kind === 'submission' ? 'nav.submissions' : 'nav.ownReads')}
        </LinkButton>
      }
    >
      {t('check.receipt.aloneHelp')}
    </Notice>
  )
}

function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const { t, format } = useText()
  const { kind, at, sender, receiver, dataset, purpose, rows, bytes, digest } = receipt
  return (
    <Facts
      facts={[
        { name: t('check.receipt.kind'), value: t(`check.receipt.kinds.${kind}`) },
        { name: t('journal.at'), value: format.instant(at) },
        { name: t('check.receipt.sender'), value: sender },
        { name: t('check.receipt.receiver'), value: receiver },
        { name: t('journal.dataset'), value: dataset },
        purpose === undefined ? null : { name: t('reads.purpose'), value: purpose },
        rows === undefined ? null : { name: t('reads.rows'), value: format.number(rows) },
        bytes === undefined ? null : { name: t('check.receipt.size'), value: format.bytes(bytes) },
        { name: t('check.receipt.digest'), value: <Digest value={digest} whole /> },
      ]}
    />
  )
}
