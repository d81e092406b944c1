import { defineConfig } from 'vitest/config'

/** What `npm run test:long` runs: whole proofs, of which `npm test` has small forms. */
const longest = 60 * 60_000

export default defineConfig({
  test: {
    // Tests wait for the database more than they reckon.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{src,test}/**/*.db.test.ts'],
          globalSetup: ['test/postgres.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
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
