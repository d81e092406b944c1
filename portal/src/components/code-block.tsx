import { scrollRegion } from '../lib/scroll-region.ts'
import { useText } from '../lib/use-text.ts'
import { CopyTextButton } from './copy.tsx'
import classes from './code-block.module.css'

interface CodeBlockProps {
  code: string
  label: string
  tall?: boolean
}

/** Code to read and to take away; scrolls inside its frame and can be reached by keyboard. */
export function CodeBlock({ code, label, tall = false }: CodeBlockProps) {
  const { t } = useText()
  return (
    <div className={classes.block}>
      <div className={classes.bar}>
        <span>{label}</span>
        <CopyTextButton text={code} label={t('action.copy')} />
      </div>
      <pre className={tall ? classes.tall : classes.code} ref={scrollRegion} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
    </div>
  )
}
