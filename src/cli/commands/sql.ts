import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface SqlOptions extends GlobalOptions {
  readonly csv?: boolean
}

export function register(program: Command): void {
  program
    .command('sql [statement]')
    .description('one SQL statement over views of deals, history, activities, metrics and ledger; without it the views')
    .option('--csv', 'as CSV')
    .action(
      action<SqlOptions>(async (options, statement) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { loadRootSecret } = await import('#platform/crypto/data-key.ts')
        const { listAnalysisViews, queryAnalysis, readerPassword } = await import('#services/analysis/query.ts')
        const { csvLines } = await import('#services/export/csv.ts')
        const { textTable } = await import('../text-table.ts')
        return withApp(options, async (app) => {
          const rootSecret = await loadRootSecret(app.config.dataDir, app.config.secretKey)
          const ctx = { ...(await commandCtx(app)), readerPassword: readerPassword(rootSecret) }
          if (statement === undefined) {
            const views = await listAnalysisViews(ctx)
            const lines = views.map(
              ({ name, about, columns }) => `${name}: ${about}\n  ${columns.map((one) => one.name).join(', ')}`,
            )
            return { data: views, text: lines.join('\n') }
          }
          const { columns, rows, cut } = await queryAnalysis(ctx, { ...options, sql: statement })
          const data = rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at], cell])))
          if (options.csv === true) return { data, text: csvLines([columns, ...rows]) }
          const table = textTable([columns, ...rows].map((row) => row.map((cell) => String(cell ?? ''))))
          return { data, text: cut ? `${table}\nand more: an answer holds ${rows.length} rows` : table }
        })
      }),
    )
}
