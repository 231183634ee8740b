import { defineConfig } from 'vitest/config'

const SHARED = { environment: 'node', testTimeout: 60_000, hookTimeout: 120_000 } as const
const DATABASE = { globalSetup: ['test/support/cluster.ts'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...SHARED,
          ...DATABASE,
          name: 'product',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['test/failure/**', 'test/e2e/**'],
        },
      },
      {
        test: {
          ...SHARED,
          name: 'failure',
          include: ['test/failure/**/*.test.ts'],
          testTimeout: 180_000,
          // these kill servers and fill disks: one at a time
          fileParallelism: false,
        },
      },
      {
        test: {
          ...SHARED,
          ...DATABASE,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
