import type { ReactNode } from 'react'
import type { Balance, Submission } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './balance.module.css'

const parts = ['accepted', 'rejected', 'duplicate', 'unchanged'] as const
const effects = ['inserted', 'changed'] as const

interface BalanceTableProps {
  balance: Balance
  load: Submission['load']
  /** Whether faulty rows wait to be mended instead of refusing the file. */
  waits: boolean
}

/** Every row sent is accounted for: the parts stand under the whole and visibly sum to it. */
export function BalanceTable({ balance, load, waits }: BalanceTableProps) {
  const { t, format } = useText()
  // Where rows name what is to go, a deletion is how a row is accepted; elsewhere deletions stand apart.
  const isNamed = load === 'deletions' || load === 'withdrawal'
  const counts = { ...balance, accepted: balance.accepted + (isNamed ? balance.deleted : 0) }
  const sum = parts.reduce((total, part) => total + counts[part], 0)
  const brought = load === 'withdrawal' || load === 'conversion' ? load : 'file'
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('balance.caption')}</caption>
        <tbody>
          <tr className={classes.whole}>
            <th scope="row">{t(`balance.sent.${brought}`)}</th>
            <td>{format.number(balance.sent)}</td>
            <td className={classes.note}>{t(`balance.sentHelp.${brought}`)}</td>
          </tr>
          {parts.map((part) => (
            <Part
              key={part}
              part={part}
              count={counts[part]}
              help={waits && part === 'rejected' ? t('balance.waitsHelp') : t(`balance.${part}Help`)}
            >
              {part === 'accepted' &&
                [...effects, ...(isNamed ? (['deleted'] as const) : [])].map((effect) => (
                  <Effect key={effect} effect={effect} count={balance[effect]} />
                ))}
            </Part>
          ))}
          <tr className={classes.sum}>
            <th scope="row">{t('balance.sum')}</th>
            <td>{format.number(sum)}</td>
            <td className={classes.note}>{sum === balance.sent ? t('balance.holds') : t('balance.broken')}</td>
          </tr>
          {load === 'full' && (
            <tr className={classes.apart}>
              <th scope="row">{t('balance.apart')}</th>
              <td>{format.number(balance.deleted)}</td>
              <td className={classes.note}>{t('balance.apartHelp')}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

interface PartProps {
  part: (typeof parts)[number]
  count: number
  help: string
  children: ReactNode
}

function Part({ part, count, help, children }: PartProps) {
  const { t, format } = useText()
  return (
    <>
      <tr className={classes.part}>
        <th scope="row">
          <span aria-hidden className={classes.sign}>
            {part === 'accepted' ? '=' : '+'}
          </span>
          {t(`balance.${part}`)}
        </th>
        <td>{format.number(count)}</td>
        <td className={classes.note}>{help}</td>
      </tr>
      {children}
    </>
  )
}

function Effect({ effect, count }: { effect: (typeof effects)[number] | 'deleted'; count: number }) {
  const { t, format } = useText()
  return (
    <tr className={classes.effect}>
      <th scope="row">{t(`balance.${effect}`)}</th>
      <td>{format.number(count)}</td>
      <td className={classes.note}>{t(`balance.${effect}Help`)}</td>
    </tr>
  )
}
