import { inOrder, neededCodeLists, neededDatasets, packCodeLists, packDataset, packs } from '../../../packs/index.ts'
import type { Pack } from '../../../packs/index.ts'
import type { DatasetDescription } from '../../../recipes/index.ts'
import { installCodeLists, installDataset } from '../install.ts'
import type { Installed } from '../install.ts'
import type { Modules } from '../modules.ts'
import { systemActor } from '../../journal/index.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { withModules } from './with-modules.ts'

export const packListCommand: Command = {
  name: 'pack list',
  summary: 'List the structure packs: canonical structures, and what each points at',
  usage: '',
  options: {},
  run: () => {
    for (const pack of packs) {
      const needs = [...neededDatasets(pack), ...neededCodeLists(pack).map((code) => `[${code}]`)]
      const pointsAt = needs.length === 0 ? '' : ` → ${needs.join(', ')}`
      say(`${pack.name.padEnd(29)}${pack.dataset.code.padEnd(27)}${pack.title} / ${pack.titleEn}${pointsAt}`)
    }
    return Promise.resolve(0)
  },
}

export const packShowCommand: Command = {
  name: 'pack show',
  summary: 'Show a structure pack: its fields, their rules, and the element of a national standard each stands for',
  usage: '<name>',
  options: { json: { type: 'boolean' } },
  run: (input) => {
    const pack = asked(input.args[0] ?? '')
    if (input.options['json'] === true) say(JSON.stringify(pack, null, 2))
    else for (const line of shown(pack)) say(line)
    return Promise.resolve(0)
  },
}

export const stewardOptions = {
  provider: { type: 'string' },
  consumers: { type: 'string' },
  contact: { type: 'string' },
} as const

/** Who provides a dataset, who may use it, whom to ask: as the options say. */
export function stewardsOf(input: CommandInput): Stewards {
  const provider = textOption(input, 'provider')
  if (provider === undefined) throw new UsageError('Say which unit provides the data, with --provider.')
  const consumers = (textOption(input, 'consumers') ?? '').split(';').map((each) => each.trim())
  return {
    provider,
    consumers: consumers.filter((each) => each !== ''),
    contact: textOption(input, 'contact') ?? provider,
  }
}

export const packInstallCommand: Command = {
  name: 'pack install',
  summary:
    'Register the datasets of structure packs, the code lists they need and what they point at; again does nothing',
  usage: '<name…|all> --provider <unit> [--consumers <unit or departments, wards, all; …>]',
  options: stewardOptions,
  run: (input) => {
    if (input.args.length === 0) throw new UsageError('Say which pack; see "kho pack list".')
    const chosen = input.args.includes('all') ? packs : input.args.map(asked)
    const stewards = stewardsOf(input)
    return withModules(input, async (modules) => {
      await installPacks(modules, chosen, stewards)
      return 0
    })
  },
}

function asked(name: string): Pack {
  const pack = packs.find((each) => each.name === name || each.dataset.code === name)
  if (!pack) throw new UsageError(`There is no pack "${name}"; see "kho pack list".`)
  return pack
}

function* shown(pack: Pack): Generator<string> {
  yield `${pack.name} → ${pack.dataset.code}: ${pack.title} / ${pack.titleEn}`
  for (const { code, title } of pack.standards) yield `  ${code}: ${title}`
  for (const field of pack.fields) {
    const { references, codeList, check, standard } = field
    const marks = [
      field.key ? 'key' : field.required ? 'required' : '',
      references ? `→ ${references.dataset}.${references.field}` : '',
      codeList ? `[${codeList}]` : '',
      check ?? '',
      standard ? `= ${standard.code} ${standard.element}` : '',
    ]
    yield `  ${field.name.padEnd(24)}${field.type.padEnd(9)}${field.title} / ${field.titleEn}  ${marks.filter(Boolean).join('  ')}`
  }
}

export interface Stewards {
  /** Name, identifier or id of the unit. */
  readonly provider: string
  /** Units, or groups of them: departments, wards, all. */
  readonly consumers: readonly string[]
  readonly contact: string
}

const actor = systemActor('pack install')

const outcomes: Readonly<Record<Installed, string>> = {
  new: 'registered, structure declared; takes rows once the catalogue names it (Điều 9)',
  extended: 'fields added',
  present: 'was there already',
}

/** Installs packs and, before them, those they point at; tells each as it is done. */
export async function installPacks(modules: Modules, chosen: readonly Pack[], stewards: Stewards): Promise<void> {
  const all = withNeeded(chosen)
  const lists = new Set(all.flatMap(neededCodeLists))
  const missing = packCodeLists.filter(({ code }) => lists.has(code))
  for (const added of await installCodeLists(modules, actor, missing)) say(`code list ${added}`)
  for (const pack of all) {
    await installDescribed(modules, packDataset(pack, { ...stewards, consumers: [] }), stewards)
  }
}

/** Registers one dataset as it is described, with the provider and the units allowed by their names. */
export async function installDescribed(
  modules: Modules,
  described: DatasetDescription,
  { provider, consumers, contact }: Stewards,
): Promise<void> {
  const allowed = await Promise.all(consumers.map((name) => consumerNamed(modules, name)))
  const units = { provider: await unitNamed(modules, provider), consumers: allowed, contact }
  const outcome = await installDataset(modules, actor, { ...described, ...units })
  say(`${described.code.padEnd(33)}${outcomes[outcome]}`)
}

function withNeeded(chosen: readonly Pack[]): Pack[] {
  const wanted = new Set(chosen)
  for (const pack of wanted) {
    for (const code of neededDatasets(pack)) wanted.add(asked(code))
  }
  return inOrder([...wanted])
}

async function consumerNamed(modules: Modules, name: string) {
  if (name === 'departments' || name === 'wards' || name === 'all') return { group: name } as const
  return { unit: await unitNamed(modules, name) }
}

async function unitNamed({ identity }: Modules, name: string): Promise<string> {
  const units = await identity.listOrganisations({
    ...{ kind: undefined, q: undefined, parent: undefined, after: undefined, limit: 10_000 },
  })
  const found = units.find(
    (unit) => unit.id === name || unit.name === name || unit.identifiers.some(({ value }) => value === name),
  )
  if (!found) throw new UsageError(`There is no unit "${name}": give its name, its id or one of its identifiers.`)
  return found.id
}
