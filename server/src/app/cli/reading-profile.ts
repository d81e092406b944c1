import { readFile } from 'node:fs/promises'
import { UsageError } from './command.ts'

/** Settings of a reading profile as its sender says them, and as the API takes them. */
export type Settings = Readonly<Record<string, unknown>>

/** How the server would read a file that has arrived. */
export interface WirePreview {
  readonly profile: Settings
  readonly remembered: boolean
  readonly reasons: readonly { setting: string; value: string; text: string }[]
  readonly columns: readonly { source: string; field: string | null; title: string | null; samples: string[] }[]
  readonly conversions: readonly { field: string; kind: string; from: string; to: string }[]
  readonly faults: readonly { rule: string; field: string | null; text: string }[]
  readonly missingFields: readonly string[]
  readonly unknownColumns: readonly string[]
}

/** What a format's name stands for in a profile; a tab is only another delimiter. */
const formats: Readonly<Record<string, Settings>> = {
  csv: { format: 'csv' },
  tsv: { format: 'csv', delimiter: '\t' },
  xlsx: { format: 'xlsx' },
  json: { format: 'json' },
  ndjson: { format: 'ndjson' },
  geojson: { format: 'geojson' },
}
export const formatNames = Object.keys(formats)

/** What somebody said of how the file is read; undefined when nothing was. */
export async function statedSettings(
  profile: string | undefined,
  format: string | undefined,
): Promise<Settings | undefined> {
  const ofFormat = format === undefined ? undefined : formats[format]
  if (format !== undefined && !ofFormat) throw new UsageError(`--format is one of ${formatNames.join(', ')}.`)
  if (profile === undefined) return ofFormat
  return { ...ofFormat, ...(await readSettings(profile)) }
}

async function readSettings(profile: string): Promise<Settings> {
  const isInline = profile.trimStart().startsWith('{')
  const text = isInline
    ? profile
    : await readFile(profile, 'utf8').catch((cause: unknown) => {
        throw new UsageError(`There is no file ${profile}; --profile takes a file or its settings as {"…": …}.`, {
          cause,
        })
      })
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Settings
  } catch {
    // Told below, as what is no object is.
  }
  throw new UsageError('--profile holds no JSON object of settings, such as {"delimiter": ";", "dates": "dmy"}.')
}

const longestShown = 40

/** A preview in words, for whoever decides how the file is to be read. */
export function previewLines(preview: WirePreview): string[] {
  const { reasons, columns, conversions, faults, missingFields, unknownColumns } = preview
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines])
  return [
    ...(preview.remembered ? ['Read as it is remembered for this dataset.'] : []),
    ...section(
      'Read so, because:',
      reasons.map(({ setting, value, text }) => `  ${setting} = ${JSON.stringify(value)}  ${text}`),
    ),
    ...section(
      'Columns:',
      columns.map(({ source, field, title, samples }) => {
        const target = field === null ? 'no field' : `${field} (${title ?? ''})`
        return `  ${source} → ${target}  ${samples.slice(0, 3).map(shortened).join(' | ')}`
      }),
    ),
    ...section(
      'Would be written in another way:',
      conversions.map(({ field, from, to }) => `  ${field}: ${from} → ${to}`),
    ),
    ...section(
      'Faults in the first rows:',
      faults.map(({ field, text }) => `  ${field ?? 'the file'}: ${text}`),
    ),
    ...(missingFields.length === 0 ? [] : [`Fields without a column: ${missingFields.join(', ')}`]),
    ...(unknownColumns.length === 0 ? [] : [`Columns without a field: ${unknownColumns.join(', ')}`]),
  ]
}

/** An outline of a parcel would fill the screen. */
function shortened(sample: string): string {
  return sample.length <= longestShown ? sample : `${sample.slice(0, longestShown)}…`
}
