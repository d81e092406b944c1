import { useNow } from '../lib/use-now.ts'
import { useText } from '../lib/use-text.ts'

/** An instant in full. */
export function Moment({ at }: { at: string }) {
  const { format } = useText()
  return <time dateTime={at}>{format.instant(at)}</time>
}

/** How long ago or how soon; the full instant shows on hover. */
export function Ago({ at }: { at: string }) {
  const { format } = useText()
  const now = useNow()
  return (
    <time dateTime={at} title={format.instant(at)}>
      {format.relative(at, now)}
    </time>
  )
}
