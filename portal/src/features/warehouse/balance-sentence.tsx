import type { Balance, Submission } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'

const parts = ['inserted', 'changed', 'unchanged', 'duplicate', 'rejected', 'deleted'] as const

interface BalanceSentenceProps {
  balance: Balance
  load: Submission['load']
}

/** What became of the rows, in one line that leaves out what did not happen. */
export function BalanceSentence({ balance, load }: BalanceSentenceProps) {
  const { t, format } = useText()
  const happened = parts
    .filter((part) => balance[part] > 0)
    .map((part) => t(`submission.outcomePart.${part}`, { number: format.number(balance[part]) }))
  // Withdrawals and conversions bring no rows of a file: what they touch are records.
  const whole = load === 'withdrawal' || load === 'conversion' ? 'submission.outcomeRecords' : 'submission.outcomeRows'
  return <>{t(whole, { sent: format.number(balance.sent), parts: happened.join(', ') })}</>
}
