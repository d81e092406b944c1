import { useEffect, useEffectEvent, useId, useRef, useState, type RefObject } from 'react'
import { IconUpload } from '@tabler/icons-react'
import classes from './drop-file.module.css'

interface DropFileProps {
  title: string
  help: string
  /** Endings the browser offers first. */
  accept?: string
  multiple?: boolean
  disabled?: boolean
  /** At least one file. */
  onFiles: (files: File[]) => void
}

/** A place to drop files, and a plain file input for those who do not drag. */
export function DropFile({ title, help, accept, multiple = false, disabled = false, onFiles }: DropFileProps) {
  const id = useId()
  function take(files: FileList | null | undefined): void {
    const list = [...(files ?? [])].slice(0, multiple ? undefined : 1)
    if (list.length > 0) onFiles(list)
  }
  const [zone, over] = useDropZone(disabled ? null : take)
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
        {...(accept === undefined ? {} : { accept })}
        multiple={multiple}
        disabled={disabled}
        className={classes.input}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          take(event.currentTarget.files)
        }}
      />
      <IconUpload size={30} stroke={1.4} aria-hidden className={classes.icon} />
      <span className={classes.title}>{title}</span>
      <span id={`${id}-help`} className={classes.help}>
        {help}
      </span>
    </label>
  )
}

/** Takes files that are dropped on an element, and says while some hover over it. */
function useDropZone(
  onDrop: ((files: FileList | undefined) => void) | null,
): [RefObject<HTMLLabelElement | null>, boolean] {
  const zone = useRef<HTMLLabelElement>(null)
  const [over, setOver] = useState(false)
  const take = useEffectEvent((event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onDrop?.(event.dataTransfer?.files)
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
