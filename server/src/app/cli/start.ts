import { listDemoLogins } from '../../identity/index.ts'
import { createLog } from '../../platform/index.ts'
import type { Config } from '../../platform/index.ts'
import { demoCity } from '../demo/index.ts'
import { loadDemoCity } from '../demo/load.ts'
import { openInstallation } from '../installation.ts'
import type { Installation, InstallationStep } from '../installation.ts'
import { demoAccountsFault, isPublic, refuseUnsafe, settingFaults } from '../production.ts'
import { startOpenServer } from '../open-server.ts'
import { startServer } from '../server.ts'
import type { Server } from '../server.ts'
import { stopSignal } from '../shutdown.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command } from './command.ts'

const stepTexts: Readonly<Record<InstallationStep, string>> = {
  'stopping-orphan': 'Dừng cơ sở dữ liệu còn sót từ lần chạy trước… / Stopping a database left behind…',
  creating: 'Tạo cơ sở dữ liệu… / Creating the database…',
  starting: 'Khởi động cơ sở dữ liệu… / Starting the database…',
  recovering: 'Khôi phục sau lần dừng đột ngột… / Recovering from an abrupt end…',
  migrating: 'Kiểm tra lược đồ… / Checking the schema…',
}

export const startCommand: Command = {
  name: 'start',
  summary: 'Start everything for a first look: database, demo city, portal and API',
  usage: '',
  options: { 'no-demo': { type: 'boolean' } },
  run: ({ config, options }) => runServer(config, options['no-demo'] === true ? undefined : 'demo'),
}

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve portal and API on the configured database, without demo data',
  usage: '[--zone open]',
  options: { zone: { type: 'string' } },
  help: ['--zone open  serve the open zone alone, as the role of KHO_OPEN_DATABASE_URL'],
  run: (input) => {
    const zone = textOption(input, 'zone')
    if (zone !== undefined && zone !== 'open') throw new UsageError('Of zones only the open one is served alone.')
    return zone === undefined ? runServer(input.config, undefined) : runOpenServer(input.config)
  },
}

async function runOpenServer(config: Config): Promise<number> {
  const stopped = stopSignal()
  refuseUnsafe(settingFaults(config, false))
  const log = createLog(config.logLevel)
  const server = await startOpenServer(config, log)
  say(`khochung · vùng mở / the open zone: ${server.url}`)
  await stopped
  await server.stop()
  log.flush()
  return 0
}

async function runServer(config: Config, demo: 'demo' | undefined): Promise<number> {
  const stopped = stopSignal()
  const log = createLog(config.logLevel)
  const starting = start(config, demo)
  // A stop that comes during the start waits for a point where everything can be closed in order.
  const [server] = await Promise.all([starting, Promise.race([stopped, starting])])
  await stopped
  say('Đang dừng… / Stopping…')
  await server.stop()
  log.flush()
  return 0
}

async function start(config: Config, demo: 'demo' | undefined): Promise<Server> {
  refuseUnsafe(settingFaults(config, demo !== undefined))
  const log = createLog(config.logLevel)
  const installation = await openInstallation(config, log, (step) => {
    say(stepTexts[step])
  })
  const server = await refuseDemoAccounts(config, installation)
    .then(() => startServer(config, installation, log))
    .catch(async (error: unknown) => {
      await installation.close()
      throw error
    })
  try {
    if (demo) await loadDemoCity(server.modules, say)
  } catch (error) {
    await server.stop()
    throw error
  }
  say(welcome(server.url, installation.databaseName, demo !== undefined))
  if (isPublic(config) && (await server.modules.zones.listNetworks()).length === 0) say(noNetworks)
  return server
}

const noNetworks = `
  Chưa có mạng nào được phép: chỉ máy này truy cập được. Thêm bằng / No network is let in yet, only this machine; add one by
    npx kho network add dedicated 10.0.0.0/8 --name "Mạng truyền số liệu chuyên dùng"
`

/** A database that was once looked at with the demo city is not one to open to others. */
async function refuseDemoAccounts(config: Config, { database }: Installation): Promise<void> {
  if (!isPublic(config)) return
  const logins = await listDemoLogins(database.application)
  refuseUnsafe(logins.length === 0 ? [] : [demoAccountsFault(logins)])
}

function welcome(url: string, databaseName: string, hasDemo: boolean): string {
  const head = `
khochung · Kho dữ liệu dùng chung
  Địa chỉ / Address   ${url}
  API                 ${url}/api/v1/openapi.json
  Database            ${databaseName}`
  if (!hasDemo) return `${head}\n\nCtrl-C để dừng / to stop\n`
  const width = Math.max(...demoCity.accounts.map((account) => account.login.length))
  const accounts = demoCity.accounts.map(
    (account) => `    ${account.login.padEnd(width)}  ${account.roles.join(', ').padEnd(11)}  ${account.name}`,
  )
  return `${head}

  Tài khoản dùng thử / Demo accounts (mật khẩu / password: ${demoCity.password})
${accounts.join('\n')}

  Thử trước / Try first
    npx kho tour                          một vòng từ nộp, đọc đến nhật ký / the main job, step by step
    đăng nhập "hokhau", trang Nộp dữ liệu / sign in as "hokhau" and open the submit page
    ${url}/datasets/dan-cu

Ctrl-C để dừng / to stop
`
}
