import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'acceptance',
    include: ['**/*.test.ts'],
    globalSetup: ['harness/product.setup.ts'],
    // All files act on one product: what one of them delivers is what another finds.
    fileParallelism: false,
    // How many of the tests that may run beside each other do so.
    maxConcurrency: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
