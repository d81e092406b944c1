import { useEffect, useEffectEvent, useId, useRef, useState, type RefObject } from 'react'
import { IconUpload } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import classes from './drop-file.module.css'

interface DropFileProps {
  disabled: boolean
  onFile: (file: File) => void
}

const accepted = '.csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.geojson'

/** A place to drop one file, and a plain file input for those who do not drag. */
export function DropFile({ disabled, onFile }: DropFileProps) {
  const { t } = useText()
  const id = useId()
  const [zone, over] = useDropZone(disabled ? null : onFile)
  return (
    <label
      htmlFor={id}
      className={classes.drop}
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      ref={zone}
    >
      <input
        id={id}
        type="file"
        accept={accepted}
        disabled={disabled}
        className={classes.input}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? []
          if (chosen !== undefined) onFile(chosen)
        }}
      />
      <IconUpload size={30} stroke={1.4} aria-hidden className={classes.icon} />
      <span className={classes.title}>{t('submit.drop')}</span>
      <span id={`${id}-help`} className={classes.help}>
        {t('submit.dropHelp')}
      </span>
    </label>
  )
}

/** Takes a file that is dropped on an element, and says while one hovers over it. */
function useDropZone(onFile: ((file: File) => void) | null): [RefObject<HTMLLabelElement | null>, boolean] {
  const zone = useRef<HTMLLabelElement>(null)
  const [over, setOver] = useState(false)
  const take = useEffectEvent((event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer?.files[0]
    if (dropped !== undefined) onFile?.(dropped)
  })
  useEffect(() => {
    const element = zone.current
    if (element === null) return undefined
    const stop = new AbortController()
    const { signal } = stop
    element.addEventListener(
      'dragover',
      (event) => {
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    element.addEventListener(
      'dragleave',
      () => {
        setOver(false)
      },
      { signal },
    )
    element.addEventListener(
      'drop',
      (event) => {
        take(event)
      },
      { signal },
    )
    return () => {
      stop.abort()
    }
  }, [])
  return [zone, over]
}
