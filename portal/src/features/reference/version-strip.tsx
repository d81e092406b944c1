import type { CodeList, CodeListVersion } from '../../api/types.ts'
import { dayBefore } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './version-strip.module.css'

interface VersionStripProps {
  list: CodeList
  /** Chooses a version by its first day. */
  onChoose: (version: CodeListVersion) => void
}

/** The line may be longer than the screen; the version in force must be in sight. */
function pressedInSight(button: HTMLButtonElement | null): void {
  if (button?.ariaPressed === 'true') button.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/** The versions of a list as a line in time; the one in force on the chosen day is pressed. */
export function VersionStrip({ list, onChoose }: VersionStripProps) {
  const { t, format } = useText()
  return (
    <ol className={classes.strip} aria-label={t('codeList.versions')}>
      {list.versions.toReversed().map((version) => (
        <li key={version.version}>
          <button
            type="button"
            className={classes.version}
            ref={pressedInSight}
            aria-pressed={version.version === list.current}
            onClick={() => {
              onChoose(version)
            }}
          >
            <span className={classes.time}>
              <Term version={version} />
            </span>
            <span className={classes.about}>
              {t('codeList.versionEntries', { version: version.version, number: format.number(version.entries) })}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** From which day to which, the last day included. */
export function Term({ version }: { version: Pick<CodeListVersion, 'validFrom' | 'validTo'> }) {
  const { t, format } = useText()
  const from = format.day(version.validFrom)
  if (version.validTo === null) return <>{t('codeList.since', { from })}</>
  return <>{t('codeList.fromTo', { from, to: format.day(dayBefore(version.validTo)) })}</>
}
