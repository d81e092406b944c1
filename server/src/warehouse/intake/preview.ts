import type { Field, Structure } from '../../catalogue/index.ts'
import type { Rule } from '../checking/fault.ts'
import { converterFor } from './conversion.ts'
import type { ConversionKind } from './conversion.ts'
import type { SampleTable } from './guess.ts'
import { judgeCell } from './judging.ts'
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
    const tried = field === undefined ? [] : rows.map(({ cells }) => tryCell(field, cells[place] ?? '', profile))
    for (const step of tried.flatMap(({ steps }) => steps)) keep(conversions, `${step.field.id} ${step.kind}`, step)
    for (const { fault } of tried) if (fault) keep(faults, `${fault.field.id} ${fault.rule}`, fault)
  }
  return { conversions: [...conversions.values()], faults: [...faults.values()] }
}

function tryCell(
  field: Field,
  cell: string,
  profile: Profile,
): { steps: ExampleConversion[]; fault: ExampleFault | undefined } {
  const steps: ExampleConversion[] = []
  const composed = profile.compose ? cell.normalize('NFC') : cell
  if (composed !== cell) steps.push({ field, kind: 'compose', from: cell, to: composed })
  const converted = composed === '' ? undefined : converterFor(field, profile)?.(composed)
  if (converted && 'kind' in converted) {
    steps.push({ field, kind: converted.kind, from: composed, to: converted.text })
  }
  const rule = converted && 'mark' in converted ? converted.mark : judgeCell(field, converted?.text ?? composed)
  return { steps, fault: rule === undefined ? undefined : { rule, field, cell } }
}
