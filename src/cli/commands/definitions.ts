import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('definitions')
    .description('what every metric means, and which ones wait for data')
    .action(
      action<GlobalOptions>(async () => {
        const { definitions } = await import('#services/metrics/definitions.ts')
        const { metrics, waiting } = definitions()
        const lines = metrics.flatMap(({ id, label, words, version, since, earlier }) => [
          `${id}  version ${version}, since ${since}\n  ${label}. ${words}`,
          ...earlier.map((before) => `  version ${before.version}, since ${before.since}: ${before.words}`),
        ])
        const waits = waiting.map(({ id, waitsFor }) => `${id}\n  waits for ${waitsFor}`)
        return { data: { metrics, waiting }, text: [...lines, '', 'Waiting for data', ...waits].join('\n') }
      }),
    )
}
