import { accessEvents, accessProblems, violationProblems, zoneProblems } from '../access/index.ts'
import { catalogueEvents, catalogueProblems } from '../catalogue/index.ts'
import { clientProblems, identityEvents, identityProblems, openidProblems, outsideProblems } from '../identity/index.ts'
import { journalEvents, journalProblems } from '../journal/index.ts'
import { lawEvents, lawProblems } from '../law/index.ts'
import {
  createFolderBlobStore,
  createLog,
  createDatabase,
  platformProblems,
  problemType,
  settings,
  statusOf,
  systemClock,
} from '../platform/index.ts'
import { referenceEvents, referenceProblems } from '../reference/index.ts'
import { warehouseEvents, warehouseProblems } from '../warehouse/index.ts'
import type { Command } from './cli/command.ts'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'
import { createModules } from './modules.ts'
import { allRoutes, idlePortal } from './routes.ts'

const problemTables = [
  platformProblems,
  journalProblems,
  lawProblems,
  identityProblems,
  clientProblems,
  openidProblems,
  outsideProblems,
  referenceProblems,
  catalogueProblems,
  accessProblems,
  violationProblems,
  zoneProblems,
  warehouseProblems,
]
const eventTables = [
  journalEvents,
  lawEvents,
  identityEvents,
  referenceEvents,
  catalogueEvents,
  accessEvents,
  warehouseEvents,
]

/** Every page that is made from code, by its name in the project. */
export async function referencePages(commands: readonly Command[]): Promise<Map<string, string>> {
  return new Map([
    ['server/openapi.json', await openApi()],
    ['docs/reference/configuration.md', configurationPage()],
    ['docs/reference/problems.md', problemsPage()],
    ['docs/reference/events.md', eventsPage()],
    ['docs/reference/permissions.md', permissionsPage()],
    ['docs/reference/commands.md', commandsPage(commands)],
  ])
}

/** Modules that are never asked to do anything: the contract only needs their routes. */
function idleModules() {
  const nowhere = 'postgresql://localhost:1/none'
  const database = createDatabase({ application: nowhere, loader: nowhere, reader: nowhere }, 1)
  const blobs = createFolderBlobStore('/nonexistent', () => '')
  const world = {
    database,
    blobs,
    clock: systemClock,
    log: createLog('silent'),
    secret: '',
    sessionHours: 1,
    submissionMaxBytes: 1,
    uploadFolder: '/nonexistent',
  }
  return createModules(world)
}

async function openApi(): Promise<string> {
  const modules = idleModules()
  const metrics = createMetrics()
  const http = await createHttp({
    modules,
    metrics,
    publicUrl: 'https://localhost',
    portalFolder: '/nonexistent',
    isStopping: () => false,
  })
  await http.ready()
  const text = `${JSON.stringify(http.swagger(), null, 1)}\n`
  await http.close()
  return text
}

function page(title: string, about: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
  return `<!-- Made by "npm run gen"; do not edit. -->\n# ${title}\n\n${about}\n\n${table}\n`
}

function configurationPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => [
    `\`${name}\``,
    setting.kind,
    'default' in setting && setting.default !== undefined ? `\`${setting.default}\`` : '–',
    setting.description,
  ])
  const about =
    'Environment variables, read once at the start. `NAME_FILE` may name a file that holds the value; secrets are never printed.'
  return page('Configuration', about, ['Name', 'Kind', 'Default', 'Meaning'], rows)
}

function problemsPage(): string {
  const rows = problemTables.flatMap(({ definitions }) =>
    Object.entries(definitions).map(([code, { kind, vi, en, clause }]) => {
      const status = code === 'platform.internal' ? 500 : statusOf[kind]
      return [`\`${problemType(code)}\``, String(status), en.title, en.remedy, vi.title, clause ?? '']
    }),
  )
  const about =
    'Refusals and faults as RFC 9457 problems (`application/problem+json`), in Vietnamese or English by `Accept-Language`.'
  return page('Problems', about, ['Type', 'Status', 'Title', 'What to do', 'Tiếng Việt', 'Clause'], rows)
}

function eventsPage(): string {
  const rows = eventTables.flatMap(({ meanings }) =>
    Object.entries(meanings).map(([name, meaning]) => [`\`${name}\``, meaning]),
  )
  return page('Journal events', 'Every change is recorded as one of these (Điều 13.3).', ['Event', 'Meaning'], rows)
}

function permissionsPage(): string {
  const rows = allRoutes(idleModules(), idlePortal).map((route) => {
    const { method, url, operationId, permission, stepUp, signs, zone } = route
    const who = typeof permission === 'string' ? permission : `\`${permission.name}\`: ${permission.roles.join(', ')}`
    return [
      `${method} \`/api/v1${url}\``,
      operationId,
      `${who}${stepUp ? '; step-up' : ''}${signs ? ', signed' : ''}`,
      zone,
    ]
  })
  const about =
    'Who may call what; with step-up, a person who showed in the last five minutes who they are; signed, by their passkey under this very request, if they have one. What data a caller then sees is decided by `access`.'
  return page('Permissions', about, ['Operation', 'Id', 'Who', 'Zone'], rows)
}

function commandsPage(commands: readonly Command[]): string {
  const rows = commands.map(({ name, usage, summary }) => [`\`kho ${[name, usage].join(' ').trim()}\``, summary])
  return page('Commands', 'All commands of `kho`.', ['Command', 'What it does'], rows)
}
