import type { Field, Structure } from '../../catalogue/index.ts'
import type { Rule } from '../checking/fault.ts'
import type { Cell, NativeCell } from './cell.ts'
import { converterFor } from './conversion.ts'
import type { ConversionKind } from './converted.ts'
import type { SampleTable } from './guess.ts'
import { judgeCell } from './judging.ts'
import { convertNative } from './native.ts'
import { headingOf } from './profile.ts'
import type { Profile } from './profile.ts'

/** A value that would be written in another way, as an example of its field and kind. */
export interface ExampleConversion {
  readonly field: Field
  readonly kind: ConversionKind
  readonly from: string
  readonly to: string
}

export interface ExampleFault {
  readonly rule: Rule
  readonly field: Field
  readonly cell: string
}

export interface PreviewColumn {
  readonly source: string
  readonly field: Field | undefined
  readonly isLeftOut: boolean
  readonly place: number
}

/** The columns of a sample and the fields they fill. */
export function columnsOf(headings: readonly string[], { columns }: Profile, structure: Structure): PreviewColumn[] {
  const chosen = columns && new Map(columns.map(({ source, field }) => [headingOf(source), field]))
  return headings.flatMap((source, place) => {
    if (source === '') return []
    const name = chosen ? chosen.get(source) : source
    const field = structure.fields.find((each) => each.name === name)
    return [{ source, field, isLeftOut: name === null, place }]
  })
}

/** What reading would convert in these rows, and which cells would be faults. */
export function tryRows(
  rows: SampleTable['rows'],
  columns: readonly PreviewColumn[],
  profile: Profile,
): { conversions: ExampleConversion[]; faults: ExampleFault[] } {
  const conversions = new Map<string, ExampleConversion>()
  const faults = new Map<string, ExampleFault>()
  const keep = <Example>(kept: Map<string, Example>, name: string, example: Example) => {
    if (!kept.has(name)) kept.set(name, example)
  }
  for (const { field, place } of columns) {
    const tried =
      field === undefined
        ? []
        : rows.map(({ cells, natives }) => tryCell(field, natives?.[place] ?? cells[place] ?? '', profile))
    for (const step of tried.flatMap(({ steps }) => steps)) keep(conversions, `${step.field.id} ${step.kind}`, step)
    for (const { fault } of tried) if (fault) keep(faults, `${fault.field.id} ${fault.rule}`, fault)
  }
  return { conversions: [...conversions.values()], faults: [...faults.values()] }
}

interface Tried {
  readonly steps: ExampleConversion[]
  readonly fault: ExampleFault | undefined
}

function tryCell(field: Field, cell: Cell, profile: Profile): Tried {
  return typeof cell === 'string' || cell === null ? tryText(field, cell ?? '', profile) : tryNative(field, cell)
}

function tryNative(field: Field, cell: NativeCell): Tried {
  const converted = convertNative(field, cell)
  if ('mark' in converted) return { steps: [], fault: { rule: converted.mark, field, cell: cell.text } }
  const step = (kind: ConversionKind) => ({ field, kind, from: cell.text, to: converted.text })
  const rule = judgeCell(field, converted.text)
  return {
    steps: [...(cell.isFormula ? [step('formula')] : []), ...(converted.kind === 'none' ? [] : [step(converted.kind)])],
    fault: rule === undefined ? undefined : { rule, field, cell: cell.text },
  }
}

function tryText(field: Field, cell: string, profile: Profile): Tried {
  const steps: ExampleConversion[] = []
  const composed = profile.compose ? cell.normalize('NFC') : cell
  if (composed !== cell) steps.push({ field, kind: 'compose', from: cell, to: composed })
  const converted = composed === '' ? undefined : converterFor(field, profile)?.(composed)
  if (converted && 'kind' in converted && converted.kind !== 'none') {
    steps.push({ field, kind: converted.kind, from: composed, to: converted.text })
  }
  const rule = converted && 'mark' in converted ? converted.mark : judgeCell(field, converted?.text ?? composed)
  return { steps, fault: rule === undefined ? undefined : { rule, field, cell } }
}
