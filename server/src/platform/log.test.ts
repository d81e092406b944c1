import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Runs a piece of code that has a `log` in a process of its own and gives what it wrote to stderr. */
function logged(code: string): string {
  const log = JSON.stringify(path.join(import.meta.dirname, 'log.ts'))
  const program = `import { createLog } from ${log}\nconst log = createLog('info')\n${code}`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }).stderr
}

it('writes JSON lines of the chosen level and above, with the instant', () => {
  const lines = logged(`log.debug('quiet'); log.info({ request: 'r1' }, 'said'); log.warn('loud')`).trim().split('\n')
  const [said, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(rest).toHaveLength(1)
  expect(said).toMatchObject({ level: 30, msg: 'said', request: 'r1' })
  expect(said?.['time']).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/)
})

it('writes no credentials and none of the values that PostgreSQL quotes in its errors', () => {
  const written = logged(`
    log.info({ req: { headers: { authorization: 'Bearer hunter2', cookie: 'kho_session=hunter2' } } })
    log.info({ password: 'hunter2', token: 'hunter2', body: { password: 'hunter2', token: 'hunter2' } })
    const cause = Object.assign(new Error("Key (so_dinh_danh)=(079123) already exists"), { detail: '079123' })
    log.error({ err: Object.assign(new Error('invalid input syntax for type date: "079123"', { cause }), { code: '22007', where: '079123' }) })
    log.error({ err: new Error('invalid input: "first line\\n079123 second line"') })
    log.error({ err: 'a text' }); log.error(new Error('bad "079123"')); log.error({ err: new Error('bad "079123"') }, 'refused %s', 'twice')
  `)
  expect(written).not.toContain('hunter2')
  expect(written).not.toContain('079123')
  expect(written).toContain('22007')
  expect(written).toContain('invalid input syntax for type date')
  expect(written).toContain('refused twice')
})
