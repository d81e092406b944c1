import { inOrder, neededCodeLists, neededDatasets, packCodeLists, packDataset, packs } from '../../../packs/index.ts'
import type { Pack } from '../../../packs/index.ts'
import { createLog, systemClock } from '../../platform/index.ts'
import { installCodeLists, installDataset } from '../install.ts'
import type { Installed } from '../install.ts'
import { openInstallation } from '../installation.ts'
import { createModules } from '../modules.ts'
import type { Modules } from '../modules.ts'
import { systemActor } from '../system-actor.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command } from './command.ts'

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

export const packInstallCommand: Command = {
  name: 'pack install',
  summary:
    'Register the datasets of structure packs, the code lists they need and what they point at; again does nothing',
  usage: '<name…|all> --provider <unit> [--consumers <unit or departments, wards, all; …>]',
  options: { provider: { type: 'string' }, consumers: { type: 'string' }, contact: { type: 'string' } },
  run: async (input) => {
    const provider = textOption(input, 'provider')
    if (input.args.length === 0 || provider === undefined) throw new UsageError('Say which pack, and --provider.')
    const chosen = input.args.includes('all') ? packs : input.args.map(asked)
    const log = createLog(input.config.logLevel)
    const installation = await openInstallation(input.config, log)
    try {
      const { sessionHours, submissionMaxBytes } = input.config
      const modules = createModules({ ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes })
      await installPacks(modules, chosen, {
        provider,
        consumers: (textOption(input, 'consumers') ?? '')
          .split(';')
          .flatMap((each) => (each.trim() ? [each.trim()] : [])),
        contact: textOption(input, 'contact') ?? provider,
      })
      await modules.journal.sequencer.seal()
      return 0
    } finally {
      await installation.close()
    }
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

export interface PackStewards {
  /** Name, identifier or id of the unit. */
  readonly provider: string
  /** Units, or groups of them: departments, wards, all. */
  readonly consumers: readonly string[]
  readonly contact: string
}

const outcomes: Readonly<Record<Installed, string>> = {
  new: 'registered, structure declared',
  extended: 'fields added',
  present: 'was there already',
}

/** Installs packs and, before them, those they point at; tells each as it is done. */
export async function installPacks(modules: Modules, chosen: readonly Pack[], stewards: PackStewards): Promise<void> {
  const actor = systemActor('pack install')
  const provider = await unitNamed(modules, stewards.provider)
  const consumers = await Promise.all(stewards.consumers.map((name) => consumerNamed(modules, name)))
  const all = withNeeded(chosen)
  const lists = new Set(all.flatMap(neededCodeLists))
  for (const added of await installCodeLists(
    modules,
    actor,
    packCodeLists.filter(({ code }) => lists.has(code)),
  )) {
    say(`code list ${added}`)
  }
  for (const pack of all) {
    const { contact } = stewards
    const dataset = { ...packDataset(pack, { provider, contact, consumers: [] }), consumers }
    say(`${pack.dataset.code.padEnd(27)}${outcomes[await installDataset(modules, actor, dataset)]}`)
  }
  say('Rows are taken in once the catalogue names these datasets in force (Điều 9): POST /api/v1/catalogue/versions.')
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
