import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Long enough for a busy machine: no test asks how quick something is.
  test: { name: 'portal', environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
})
