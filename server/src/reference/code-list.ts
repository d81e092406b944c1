import type { Instrument } from '../law/index.ts'

/** A version of a code list, in force on `[validFrom, validTo)`. */
export interface CodeListVersion {
  readonly version: string
  readonly validFrom: string
  readonly validTo: string | null
  /** How many codes it has. */
  readonly entries: number
  readonly instrument: Instrument | null
}

export interface CodeList {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly description: string
  /** Newest first. */
  readonly versions: readonly CodeListVersion[]
  /** The version in force at the day asked for. */
  readonly current: string | null
}

/** The version in force on a day; ISO days compare as text. */
export function versionAt<Version extends Pick<CodeListVersion, 'validFrom' | 'validTo'>>(
  versions: readonly Version[],
  day: string,
): Version | undefined {
  return versions.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo))
}
