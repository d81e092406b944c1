import type { Language } from '../../platform/index.ts'

/**
 * Which fields a permission opens: all; all but sensitive ones; only those that are about nobody; those of the grant. All but
 * the last are cut to what the purpose that is named may see.
 */
export const fieldExtents = ['all', 'notSensitive', 'plain', 'grant'] as const
export type FieldExtent = (typeof fieldExtents)[number]

/** Which rows: all; of a ward its own territory where the structure tells it; those of the grant. */
export const rowExtents = ['all', 'territory', 'grant'] as const
export type RowExtent = (typeof rowExtents)[number]

export interface Extent {
  readonly fields: FieldExtent
  readonly rows: RowExtent
}

type Texts = Readonly<Record<Language, string>>

interface Rule {
  readonly id: string
  /** What it implements, like `Điều 11.2`. */
  readonly clause: string
  /** What is so when it decides; `{dataset}`, `{provider}` and `{unit}` stand for their names. */
  readonly text: Texts
  readonly file: string
  /** As it is written. */
  readonly source: string
}

export interface Permitting extends Rule {
  readonly effect: 'permit'
  readonly extent: Extent
}

export interface Forbidding extends Rule {
  readonly effect: 'forbid'
  /** What to do about it. */
  readonly remedy: Texts
}

export type Policy = Permitting | Forbidding

/** Texts of files by their names, like `data.cedar`. */
export type PolicyFiles = Readonly<Record<string, string>>

/** Why some files are not a policy set. */
export interface PolicyFault extends Texts {
  readonly file: string | null
  readonly policy: string | null
}

/** What a decision follows from, in the words of the policies. */
export interface PolicyRequest {
  readonly action: 'read' | 'submit'
  readonly unit: {
    readonly id: string
    readonly isWardLevel: boolean
    readonly hasTerritory: boolean
    readonly groups: readonly string[]
  }
  readonly dataset: {
    readonly code: string
    readonly provider: string
    readonly classification: string
    readonly stage: string
    readonly inForce: boolean
    readonly hasStructure: boolean
    readonly hasTerritory: boolean
    readonly needsPurpose: boolean
    readonly consumers: readonly string[]
    readonly consumerGroups: readonly string[]
  }
  readonly circumstances: {
    readonly roles: readonly string[]
    /** What is said of the use: nothing, what is not in the register, or the nature of a registered purpose. */
    readonly purpose: 'none' | 'unknown' | 'official' | 'personal' | 'commercial'
    readonly purposeInRemit: boolean
    /** How the unit's grants over the dataset stand towards the purpose. */
    readonly grant: 'none' | 'live' | 'held' | 'notYet' | 'ended' | 'revoked' | 'otherPurpose'
  }
}

/** The answer of a policy set, with the policies that determined it in the order of the set. */
export type Judgement =
  | { readonly allow: true; readonly policies: readonly [Permitting, ...Permitting[]] }
  | { readonly allow: false; readonly policies: readonly [Forbidding, ...Forbidding[]] }

export interface PolicySet {
  /** SHA-256 over its files, hex: its name in the log of decisions. */
  readonly digest: string
  readonly files: PolicyFiles
  readonly policies: readonly Policy[]
  judge(request: PolicyRequest): Judgement
}
