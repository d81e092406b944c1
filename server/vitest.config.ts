import { defineConfig } from 'vitest/config'

/** What `npm run test:long` runs: whole proofs, of which `npm test` has small forms. */
const longest = 60 * 60_000

/**
 * Node loads the sources as it does in the product, once for all files of a worker: no module keeps anything that one
 * file could leave to another, and none is mocked.
 */
const loading = { isolate: false, experimental: { viteModuleRunner: false, nodeLoader: false } }

export default defineConfig({
  test: {
    // Tests wait for the database more than they reckon.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...loading,
          name: 'unit',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...loading,
          name: 'db',
          include: ['{src,test}/**/*.db.test.ts'],
          globalSetup: ['test/postgres.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...loading,
          name: 'long',
          include: ['test/long/*.long.ts'],
          globalSetup: ['test/postgres.setup.ts'],
          testTimeout: longest,
          hookTimeout: longest,
        },
      },
    ],
  },
})
