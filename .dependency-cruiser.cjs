/** The total order of the server's modules, lowest first; each may import only names before its own. */
const order = require('./server/src/app/module-order.json')

const folder = (module) => `^server/src/${module}/`
/** Tests and the builders they share. */
const tests = ['\\.test\\.tsx?$', '/testing\\.ts$', '^server/test/']
const npm = (...names) => `node_modules/(${names.join('|')})/`

const looksDownOnly = order.slice(0, -1).map((module, place) => ({
  name: `${module}-looks-down-only`,
  comment: `${module} may import only ${order.slice(0, place).join(', ') || 'packages'}`,
  severity: 'error',
  from: { path: folder(module), pathNot: tests },
  to: { path: order.slice(place + 1).map(folder) },
}))

const throughItsFace = order.map((module) => ({
  name: `${module}-through-its-face`,
  comment: `what others may use of ${module} is exported by its index.ts (and, for tests, its testing.ts)`,
  severity: 'error',
  from: { path: '^(server|bench)/', pathNot: [folder(module), '^server/src/main\\.ts$', ...tests] },
  to: { path: folder(module), pathNot: `${folder(module)}index\\.ts$` },
}))

const testsThroughItsFace = order.slice(1, -1).map((module) => ({
  name: `tests-use-the-face-of-${module}`,
  severity: 'error',
  from: { path: '^server/src/.*(\\.test|/testing)\\.ts$', pathNot: folder(module) },
  to: { path: folder(module), pathNot: `${folder(module)}(index|testing)\\.ts$` },
}))

/** The folders inside the warehouse, lowest first, like the modules themselves. */
const warehouseOrder = [
  'storage',
  'checking',
  'intake',
  'upload',
  'quality',
  'settings',
  'submission',
  'quarantine',
  'applying',
  'processing',
  'record',
  'export',
  'desk',
]
const warehouseFolder = (name) => `^server/src/warehouse/${name}/`
const warehouseLooksDown = warehouseOrder.slice(0, -1).map((name, place) => ({
  name: `warehouse-${name}-looks-down-only`,
  severity: 'error',
  from: { path: warehouseFolder(name), pathNot: tests },
  to: { path: warehouseOrder.slice(place + 1).map(warehouseFolder) },
}))

module.exports = {
  forbidden: [
    ...warehouseLooksDown,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...looksDownOnly,
    ...throughItsFace,
    ...testsThroughItsFace,
    {
      name: 'every-module-has-its-place',
      comment: 'a new folder under server/src needs its place in server/src/app/module-order.json',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: order.map(folder) },
      to: {},
    },
    {
      name: 'builders-are-for-tests',
      severity: 'error',
      from: { pathNot: [...tests, '^bench/'] },
      to: { path: '/testing\\.ts$' },
    },
    {
      name: 'sql-in-stores-only',
      severity: 'error',
      from: { path: '^server/', pathNot: ['\\.(store|sql)\\.ts$', '^server/src/platform/db/', ...tests] },
      to: { path: npm('pg', 'pg-copy-streams', 'kysely', '@types/pg', '@types/pg-copy-streams') },
    },
    {
      name: 'http-at-the-edge-only',
      severity: 'error',
      from: { path: '^server/', pathNot: ['\\.routes\\.ts$', '^server/src/(app|platform/http)/', ...tests] },
      to: { path: npm('fastify', '@fastify') },
    },
    {
      name: 'portal-parts-know-no-feature',
      severity: 'error',
      from: { path: '^portal/src/(components|lib|api)/' },
      to: { path: '^portal/src/(app|features)/' },
    },
    {
      name: 'portal-features-know-no-app',
      severity: 'error',
      from: { path: '^portal/src/features/' },
      to: { path: '^portal/src/app/' },
    },
    {
      name: 'portal-features-stand-apart',
      severity: 'error',
      from: { path: '^portal/src/features/([^/]+)/' },
      to: { path: '^portal/src/features/', pathNot: '^portal/src/features/$1/' },
    },
    {
      name: 'portal-and-server-share-the-contract-only',
      severity: 'error',
      from: { path: '^portal/' },
      to: { path: '^(server|acceptance)/', pathNot: '^server/openapi\\.json$' },
    },
    {
      name: 'acceptance-is-a-black-box',
      severity: 'error',
      from: { path: '^acceptance/' },
      to: { path: '^(server|portal)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^portal/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
