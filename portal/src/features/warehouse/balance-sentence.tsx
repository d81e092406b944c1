import type { Balance } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'

const parts = ['inserted', 'changed', 'unchanged', 'duplicate', 'rejected', 'deleted'] as const

/** What became of the rows, in one line that leaves out what did not happen. */
export function BalanceSentence({ balance }: { balance: Balance }) {
  const { t, format } = useText()
  const happened = parts
    .filter((part) => balance[part] > 0)
    .map((part) => t(`submission.outcomePart.${part}`, { number: format.number(balance[part]) }))
  return <>{t('submission.outcomeRows', { sent: format.number(balance.sent), parts: happened.join(', ') })}</>
}
