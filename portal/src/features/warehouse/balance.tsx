import type { Balance } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './balance.module.css'

const parts = ['accepted', 'rejected', 'duplicate', 'unchanged'] as const
const effects = ['inserted', 'changed'] as const

interface BalanceTableProps {
  balance: Balance
  /** Whether faulty rows wait to be mended instead of refusing the file. */
  waits: boolean
}

/** Every row sent is accounted for: the parts stand under the whole and visibly sum to it. */
export function BalanceTable({ balance, waits }: BalanceTableProps) {
  const { t, format } = useText()
  const sum = parts.reduce((total, part) => total + balance[part], 0)
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('balance.caption')}</caption>
        <tbody>
          <tr className={classes.whole}>
            <th scope="row">{t('balance.sent')}</th>
            <td>{format.number(balance.sent)}</td>
            <td className={classes.note}>{t('balance.sentHelp')}</td>
          </tr>
          {parts.map((part) => (
            <Part key={part} part={part} balance={balance} waits={waits} />
          ))}
          <tr className={classes.sum}>
            <th scope="row">{t('balance.sum')}</th>
            <td>{format.number(sum)}</td>
            <td className={classes.note}>{sum === balance.sent ? t('balance.holds') : t('balance.broken')}</td>
          </tr>
          <tr className={classes.apart}>
            <th scope="row">{t('balance.deleted')}</th>
            <td>{format.number(balance.deleted)}</td>
            <td className={classes.note}>{t('balance.deletedHelp')}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Part({ part, balance, waits }: BalanceTableProps & { part: (typeof parts)[number] }) {
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
        <td>{format.number(balance[part])}</td>
        <td className={classes.note}>
          {waits && part === 'rejected' ? t('balance.waitsHelp') : t(`balance.${part}Help`)}
        </td>
      </tr>
      {part === 'accepted' &&
        effects.map((effect) => (
          <tr key={effect} className={classes.effect}>
            <th scope="row">{t(`balance.${effect}`)}</th>
            <td>{format.number(balance[effect])}</td>
            <td className={classes.note}>{t(`balance.${effect}Help`)}</td>
          </tr>
        ))}
    </>
  )
}
