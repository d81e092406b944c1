import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'acceptance',
    include: ['**/*.test.ts'],
    globalSetup: ['harness/product.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
